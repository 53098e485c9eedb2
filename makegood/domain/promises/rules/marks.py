"""What stands on a promise's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from makegood.domain.promises.rules.due import Due
from makegood.kit.line import Mark


@dataclass(frozen=True)
class Moved:
    """A due given up, and when."""

    old: Due | None
    at: datetime


@dataclass(frozen=True)
class Spoken:
    """A telling as the line shows it."""

    at: datetime
    by_letter: bool


def marks(
    *,
    made_at: datetime,
    due: Due | None,
    late_after: datetime | None,
    moves: Sequence[Moved],
    tellings: Sequence[Spoken],
    kept_at: datetime | None,
    withdrawn_at: datetime | None,
    end_recorded: bool = True,
    waits_since: datetime | None,
    now: datetime,
) -> list[Mark]:
    """Made, every due that was ever said, every telling, and how it ended.

    `late_after` (UTC) is the instant frozen when the due in force was set. `end_recorded` is False
    where an import did not know when it was withdrawn. `waits_since`: None while nothing holds it.
    """
    line = [Mark("made", made_at)]
    line += [Mark("moved_from", flag(m.old), moved_on=m.at) for m in moves if m.old is not None]
    if due is not None:
        line.append(Mark("due", flag(due)))
    line += [Mark("told_letter" if t.by_letter else "told_spoken", t.at) for t in tellings]
    if waits_since is not None and kept_at is None and withdrawn_at is None:
        line.append(Mark("waiting", waits_since))
    if kept_at is not None:
        line.append(Mark("kept", kept_at))
    elif withdrawn_at is not None:
        line.append(Mark("withdrawn", withdrawn_at, dated=end_recorded))
    elif due is not None and late_after is not None and now > late_after:
        line.append(Mark("missed", flag(due)))
    return line


def flag(due: Due) -> date | datetime:
    """Where a due's flag stands: its last day, or its instant."""
    if due.at is not None:
        return due.at
    assert due.last is not None
    return due.last
