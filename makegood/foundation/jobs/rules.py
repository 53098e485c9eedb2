"""When to try again, when to give up, and when to believe that a worker is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import NamedTuple

MOST_ATTEMPTS = 10
LONGEST_PAUSE = timedelta(hours=6)
# A job is a short step: what takes longer is split, or one that hangs would hold up the rest.
SECONDS_AT_MOST = 45.0
# Nothing is put off for longer: what lies further ahead was written by a clock since set back.
FURTHEST_AHEAD = timedelta(hours=8)
KEEP_DONE = timedelta(days=3)
KEEP_FAILED = timedelta(days=90)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts: 1 minute, doubling, at most 6 hours."""
    pause = timedelta(minutes=1)
    for _ in range(1, attempts):
        pause = min(pause * 2, LONGEST_PAUSE)
    return pause


def has_come(at: datetime | None, *, now: datetime) -> bool:
    """Whether the hour has come that something was put off to; None is at once."""
    return at is None or not now < at <= now + FURTHEST_AHEAD


class Sign(NamedTuple):
    """What a running job shows: its id, who holds it, and the last sign of life."""

    id: int
    fence: int
    beat: int


@dataclass
class Watch:
    """Tells which running jobs have been left, by watching them for a whole lease.

    A lease written as a time of day breaks when a clock steps: forward, and a living worker is
    robbed; back, and a dead one's job waits for an hour. So nobody writes one. A job is left
    when its sign of life has not changed for `seconds` of the watcher's own monotonic clock,
    which no one can set and which two machines need not share.
    """

    seconds: float
    _since: dict[Sign, float] = field(default_factory=dict)

    def left(self, signs: Iterable[Sign], *, at: float) -> list[Sign]:
        """The jobs without a sign of life for a lease. `at` is in monotonic seconds."""
        self._since = {sign: self._since.get(sign, at) for sign in signs}
        return [sign for sign, since in self._since.items() if at - since >= self.seconds]


def place_of(error: BaseException) -> str:
    """An error's class and where it was raised; never its words, which may be personal."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind} in {_innermost(error.__traceback__)}"[:300]


def _innermost(trace: TracebackType | None) -> str:
    if trace is None:
        return "nowhere"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
