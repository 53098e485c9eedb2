"""N20: a worker is stopped in the midst of a letter, loses its lease, and wakes. Does it send?

At each stage of sending in turn, and woken at two moments: when another worker is at the same
letters, and when that one is done with them. Once a letter was handed over, nobody can know
whether it arrived: there a second copy is allowed, if the outbox says that it knew (`doubts`).
Before that, neither a second copy nor a doubt has a cause.
"""

from __future__ import annotations

import os
import random
import signal
import smtplib
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections

from makegood.foundation.jobs.models import Job
from makegood.foundation.mail.actions import posting
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from quality.letters import stage
from quality.letters.sink import Taken, read, sink

LETTERS = 4
LEASES = 3.0
THINKS = 0.1
AT_MOST = 40.0
# Each stage with whether the server may have the letter by then.
STAGES = {
    "before the claim": False,
    "claimed": False,
    "before handing over": False,
    "handed over": True,
    "after the last byte": True,
    "before the ending": True,
}
WAKES = ("in between", "afterwards")


@dataclass(frozen=True)
class Found:
    """What one zombie did."""

    repeats: int = 0
    lost: int = 0
    doubts: int = 0
    in_window: int = 0
    missed: int = 0

    @property
    def clean(self) -> bool:
        return not (self.repeats or self.lost or self.doubts or self.missed)

    def __add__(self, other: Found) -> Found:
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Found(*(one + two for one, two in pairs))

    def __str__(self) -> str:
        return (
            f"{self.repeats} sent after the lease was lost, {self.lost} lost, {self.doubts} in "
            f"doubt without cause, {self.missed} zombies not made; {self.in_window} in the window"
        )


def measure(
    *, n: int, seed: int, plant: Callable[[], None] | None, only: list[str]
) -> tuple[str, bool, int]:
    """What the zombies did; whether nothing; how many there were: n at each stage and moment."""
    random.seed(seed)
    stage.prepare()
    whole, made = Found(), 0
    for name in only or STAGES:
        for wake in WAKES:
            for _ in range(n):
                found = one(name, wake, plant)
                print(f"{name}, woken {wake}: {found}", flush=True)
                whole, made = whole + found, made + 1
    connections.close_all()
    return str(whole), whole.clean, made


def one(name: str, wake: str, plant: Callable[[], None] | None) -> Found:
    """One zombie among the letters of a business of its own."""
    here = stage.business(f"b{time.time_ns()}")
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder) / "book", pause=THINKS) as port:
        stage.send_to(port)
        for n in range(LETTERS):  # The last is to the same person as the first.
            stage.letter(here, f"letter {n}", f"person{n % (LETTERS - 1)}@example.com")
        made = haunt(here, name, wake, plant)
        taken = read(Path(folder) / "book")
    return judged(stage.letters(here), taken, made=made, may_have=STAGES[name])


def haunt(here: Business, name: str, wake: str, plant: Callable[[], None] | None) -> bool:
    """Stop one worker at its stage, let another take over, wake the first. Whether it stopped."""
    nth = random.randrange(1, LETTERS) if name != "before the claim" else 1

    def planted() -> None:
        if plant:
            plant()
        stop_at(name, nth)

    with stage.workers(1, planted) as zombie:
        stopped = stage.wait_until(lambda: is_stopped(zombie.pids[0]), AT_MOST)
        with stage.workers(1, plant):
            began = time.monotonic()
            stage.wait_until(lambda: was_taken_over(here), AT_MOST)
            if wake == "afterwards":
                stage.wait_until(lambda: not stage.unsent(here), AT_MOST)
                time.sleep(max(0.0, LEASES - (time.monotonic() - began)))
            else:
                time.sleep(random.uniform(0.0, 8 * THINKS))
            os.kill(zombie.pids[0], signal.SIGCONT)
            time.sleep(2 * LEASES / 3)  # What it was about to do, it does now.
            settle(here)
    return stopped


def settle(here: Business) -> None:
    """Until every letter has ended, or it is plain that one will not."""
    until = time.monotonic() + AT_MOST
    while time.monotonic() < until and not stage.wait_until(lambda: not stage.unsent(here), 4):
        stage.let_time_pass(here)


def was_taken_over(here: Business) -> bool:
    posts = Job.objects.filter(path=posting.post.module_path, fence__gt=1)
    return posts.filter(arguments__kwargs__of_business=here.pk).exists()


def is_stopped(pid: int) -> bool:
    """Whether the process stands still, by what the kernel says of it."""
    stat = Path(f"/proc/{pid}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] == "T"


def judged(rows: list[Letter], taken: list[Taken], *, made: bool, may_have: bool) -> Found:
    """Letters beside messages. `may_have`: whether a doubt has a cause."""
    counted = stage.count(rows, taken)
    return Found(
        repeats=counted.repeats + (0 if may_have else counted.in_window),
        lost=counted.lost + sum(row.state != Letter.State.SENT for row in rows),
        doubts=sum(row.doubts for row in rows if not may_have or row.doubts > 1),
        in_window=counted.in_window if may_have else 0,
        missed=0 if made else 1,
    )


def stop_at(name: str, nth: int) -> None:
    """Have this process stop itself at the stage, the nth time it comes there."""
    came = [0]

    def stop() -> None:
        came[0] += 1
        if came[0] == nth:
            os.kill(os.getpid(), signal.SIGSTOP)

    def around(where: Any, what: str, *, first: bool) -> None:
        act = getattr(where, what)

        def stopping(*args: Any, **kwargs: Any) -> Any:
            if first:
                stop()
                return act(*args, **kwargs)
            done = act(*args, **kwargs)
            # The letter's bytes are the only ones smtplib is given as bytes.
            if what != "send" or isinstance(args[1], bytes):
                stop()
            return done

        setattr(where, what, stopping)

    place: dict[str, tuple[Any, str, bool]] = {
        "before the claim": (posting, "claim", True),
        "claimed": (posting, "seal", True),
        "before handing over": (posting, "hand_over", True),
        "handed over": (posting, "hand_over", False),
        "after the last byte": (smtplib.SMTP, "send", False),
        # Not inside that transaction: on SQLite it holds the write lock, and nobody can work.
        "before the ending": (posting, "_end_and_go_on", True),
    }
    where, what, first = place[name]
    around(where, what, first=first)
