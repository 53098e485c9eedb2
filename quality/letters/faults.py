"""N6: everything a mail server can do to us, one after another; and how long others wait for it.

Each fault meets three letters of one business, while letters of a demo (which need no server)
show how long the worker is held up. Then the fault is over, the hours of waiting are passed
over, and a good server is there: what became of the three?
"""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections
from django.utils import timezone

from makegood.foundation.mail import server
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from quality.letters import stage
from tests.foundation.mail.post_office import CUT, STALL, TRICKLE, PostOffice, post_office

State = Letter.State
LETTERS = 3
MOST_STALL = 30.0
Script = dict[str, str | list[str | None]]
# What a server does, what then becomes of each letter, and how many copies it has of each.
FAULTS: dict[str, tuple[Script, Letter.State, int]] = {
    "banner stall": ({"banner": STALL}, State.SENT, 1),
    "1 byte/s": ({"banner": TRICKLE}, State.SENT, 1),
    "421": ({"banner": "421 closing"}, State.SENT, 1),
    "450": ({"RCPT": "450 greylisted"}, State.SENT, 1),
    "silent about them": ({"RCPT": STALL}, State.SENT, 1),
    "451 at DATA": ({"DATA": "451 local trouble"}, State.SENT, 1),
    "452": ({"MAIL": "452 disk full"}, State.SENT, 1),
    "550": ({"RCPT": "550 nobody here"}, State.FAILED, 0),
    "554": ({"DATA": "554 no"}, State.FAILED, 0),
    "hangs up at DATA": ({"DATA": CUT}, State.SENT, 1),
    "cut after DATA": ({"message": CUT}, State.SENT, 2),
    "250 lost": ({"message": STALL}, State.SENT, 2),
}


@dataclass(frozen=True)
class Found:
    """What one fault did."""

    fault: str
    lost: int
    wrong: int
    repeats: int
    renamed: int
    stall: float

    @property
    def clean(self) -> bool:
        bad = self.lost or self.wrong or self.repeats or self.renamed
        return not bad and self.stall <= MOST_STALL

    def __str__(self) -> str:
        return (
            f"{self.fault}: {self.lost} lost, {self.wrong} wrong at the end, {self.repeats} too "
            f"many, {self.renamed} under two IDs; others waited {self.stall:.1f} s"
        )


def measure(*, only: list[str], plant: Callable[[], None] | None, quick: bool) -> list[Found]:
    if quick:
        server.SECONDS_TO_HAND_OVER, server.SECONDS_TO_ANSWER = 1.0, 2.0
    stage.prepare()
    found = []
    for name in only or list(places()):
        found.append(one(name, plant))
        print(found[-1], flush=True)
    connections.close_all()
    return found


def places() -> dict[str, tuple[Letter.State, int]]:
    """Every fault, with what must become of each letter and the copies there may be."""
    elsewhere = ("refused", "no such host", "half-open", "TLS stall")
    named = {name: (state, copies) for name, (_, state, copies) in FAULTS.items()}
    return {**dict.fromkeys(elsewhere, (State.SENT, 1)), **named}


@contextmanager
def faulty(name: str) -> Iterator[PostOffice]:
    """A server with this fault, to which workers forked from now on hand their letters."""
    if name in FAULTS:
        with post_office(**FAULTS[name][0]) as office:
            stage.send_to(office.port)
            yield office
        return
    with socket.create_server(("127.0.0.1", 0)) as listening:  # It never accepts.
        port = listening.getsockname()[1]
        if name == "refused":
            listening.close()
        host = "nobody.invalid" if name == "no such host" else "127.0.0.1"
        stage.send_to(port, "tls" if name == "TLS stall" else "none", host)
        yield PostOffice()


def one(name: str, plant: Callable[[], None] | None) -> Found:
    """Three letters meet one fault, and then a good server."""
    here = stage.business(f"b{time.time_ns()}")
    demo = stage.business(f"d{time.time_ns()}", demo=True)
    with faulty(name) as bad:
        written = [stage.letter(here, f"{name} {n}", f"p{n}@example.com") for n in range(LETTERS)]
        with stage.workers(1, plant):
            stall = longest_wait(here, demo)
    with post_office() as good:
        stage.send_to(good.port)
        for _ in range(2):  # The last holder of a letter was killed: somebody has to notice.
            stage.let_time_pass(here)
            with stage.workers(1, plant):
                stage.wait_until(lambda: not stage.unsent(here), 15)
    assert len(written) == LETTERS
    return judged(name, stage.letters(here), bad, good, stall)


def longest_wait(here: Business, demo: Business) -> float:
    """Until each of the three was tried or set aside: the longest that a demo's letter waited."""
    longest, n = 0.0, 0
    until = time.monotonic() + 120
    while time.monotonic() < until:
        n += 1
        began = time.monotonic()
        stage.letter(demo, f"other {n}", f"other{n}@example.com")
        stage.wait_until(lambda: not stage.unsent(demo), 120)
        longest = max(longest, time.monotonic() - began)
        if all(met(row) for row in stage.letters(here)):
            return longest
    return longest


def met(row: Letter) -> bool:
    """Whether a letter has met the fault: ended, or waits for a later hour."""
    waits = row.try_at is not None and row.try_at > timezone.now() and row.state != State.SENDING
    return row.ended_at is not None or waits


def judged(name: str, rows: list[Letter], bad: PostOffice, good: PostOffice, stall: float) -> Found:
    state, most = places()[name]
    taken = [*bad.taken, *good.taken]
    copies = Counter(str(one["Message-ID"]) for one in taken)
    names = {(str(one["Subject"]), str(one["Message-ID"])) for one in taken}
    at_good = {str(one["Message-ID"]) for one in good.taken}
    ends = {row.state for row in rows}
    ok = [row.state == state for row in rows]
    assert ends
    if state == State.SENT:  # The good server had it last: its word is the letter's.
        ok = [fine and row.message_id in at_good for fine, row in zip(ok, rows, strict=True)]
    return Found(
        fault=name,
        lost=sum(not copies[row.message_id] and row.state not in FAILURES for row in rows),
        wrong=len(rows) - sum(ok),
        repeats=sum(max(0, copies[row.message_id] - most) for row in rows),
        renamed=len(names) - len({subject for subject, _ in names}),
        stall=stall,
    )


FAILURES = {State.FAILED, State.UNKNOWN}
