"""Kill (-9) a process before each of its durable calls in turn, and look at what is left.

strace stops the call and kills the process instead; the calls of one press are numbered, and
each number gets its turn in a fresh process, until a press comes through alive. After each kill
the database is opened again, which recovers it, on the same file as all the kills before.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

from makegood.foundation.tenancy.scope import enter
from quality.durability import planting, presses
from quality.durability.half_done import corrupt, half_done
from quality.durability.needs import Missing
from quality.durability.presses import EVERY, Acknowledged, Desk, Said

# On SQLite the process writes the file itself; on PostgreSQL it can only fall silent.
CALLS = {
    "sqlite": ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink"),
    "postgresql": ("sendto", "sendmsg", "write", "fsync"),
}
FEWEST = 4
ATTACH_SECONDS = 20.0
DIED_OF_ITSELF = 70


@dataclass
class Count:
    """What the kills left behind. `points` are per act and call."""

    points: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    whole: int = 0
    acknowledged: set[Said] = field(default_factory=set)
    lost: set[Said] = field(default_factory=set)
    halves: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)

    @property
    def clean(self) -> bool:
        return bool(self.points) and not (self.lost or self.halves or self.twice or self.missed)


class Torment:
    """One database, one desk, and one process after the other that dies at it."""

    def __init__(self, folder: Path, bug: str | None) -> None:
        self._folder, self._bug = folder, bug
        self._calls = CALLS[connection.vendor]
        self._number = 0
        self.count = Count()

    def kill_at_every_call(self, act: str, every: int) -> None:
        """Every `every`-th call of a kind, but some of each kind."""
        self.desk = Desk.open(act)
        self._book = self._folder / f"acknowledged-{act}"
        for call, times in self._calls_of(act).items():
            step = min(every, max(times // FEWEST, 1))
            point = random.randint(1, step)
            while self._dies(act, call, point):
                self.count.points[act, call] += 1
                point += step
            if point <= times // 2:
                self.count.missed.append(f"{act}: {call} ends at {point} of {times}")

    def _calls_of(self, act: str) -> Counter[str]:
        """How often a press does each call, by one that nobody disturbs."""
        log = self._folder / "calls"
        self._press_apart(self._next(act), [f"trace={','.join(self._calls)}"], log)
        called = (line.partition("(")[0] for line in log.read_text().splitlines())
        return Counter(call for call in called if call in self._calls)

    def _dies(self, act: str, call: str, point: int) -> bool:
        """Whether a press, killed at this call, died of it. Then look at the database."""
        said = self._next(act)
        kill = f"inject={call}:signal=KILL:when={point}"
        died = self._press_apart(said, [f"trace={call}", kill], self._folder / "log")
        self._look(f"{act} at {call} {point}", said)
        return died

    def _next(self, act: str) -> Said:
        """A fresh promise, ready for this act."""
        self._number += 1
        said = Said(act, f"promise {self._number}")
        book = Acknowledged.at(self._book)
        for earlier in EVERY[: EVERY.index(act)]:
            presses.press_and_note(self.desk, Said(earlier, said.text), book, None)
        os.close(book.file)
        return said

    def _press_apart(self, said: Said, orders: list[str], log: Path) -> bool:
        """Press in a process of its own, under these orders to strace; whether it was killed."""
        connections.close_all()
        wait, go = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(go)
            os.read(wait, 1)
            self._live(said)
        os.close(wait)
        order = [word for one in orders for word in ("-e", one)]
        tracer = subprocess.Popen(["strace", "-qq", "-p", str(pid), "-o", str(log), *order])
        try:
            wait_for(pid, tracer)
        finally:
            os.close(go)
            _, status = os.waitpid(pid, 0)
            tracer.wait()
        if os.WIFEXITED(status) and os.WEXITSTATUS(status):
            raise RuntimeError(f"The press of {said} failed by itself.")
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

    def _live(self, said: Said) -> None:
        """The life of a process: one press, its acknowledgement, and an orderly end."""
        try:
            presses.press_and_note(self.desk, said, Acknowledged.at(self._book), self._bug)
            connections.close_all()
        except BaseException:
            traceback.print_exc()
            os._exit(DIED_OF_ITSELF)
        os._exit(0)

    def _look(self, point: str, said: Said) -> None:
        """Open the database again, and compare it with what was acknowledged."""
        business, count = self.desk.business, self.count
        done = presses.done(business)
        count.whole += said in done
        book = presses.read(self._book)
        count.acknowledged.update(book)
        self._note("lost", count.lost, book - done, point)
        with enter(business):
            halves = half_done()
        self._note("half done", count.halves, halves | corrupt() | presses.torn(business), point)
        with suppress(presses.NotAcknowledged):
            self.desk.press(*said)  # Whoever got no answer presses again.
        self._note("twice", count.twice, presses.twice(business, said.text), point)

    def _note(self, what: str, known: set[Any], found: set[Any], point: str) -> None:
        for one in found - known:
            print(f"  {what} after {point}: {one}", flush=True)
        known |= found


def wait_for(pid: int, tracer: subprocess.Popen[bytes]) -> None:
    """Until strace holds the process. Missing when it may not."""
    status = Path(f"/proc/{pid}/status")
    until = time.monotonic() + ATTACH_SECONDS
    while "TracerPid:\t0\n" in status.read_text():
        if tracer.poll() is not None or time.monotonic() > until:
            raise Missing("strace could not attach: is tracing allowed here?")
        time.sleep(0.002)


def measure(*, folder: Path, acts: Sequence[str], bug: str | None, every: int, seed: int) -> Count:
    """One run over these acts, on an empty private database."""
    random.seed(seed)
    call_command("migrate", verbosity=0)
    planting.plant(bug)
    torment = Torment(folder, bug)
    for act in acts:
        torment.kill_at_every_call(act, every)
    connections.close_all()
    return torment.count
