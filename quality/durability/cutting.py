"""Cut the power at random instants while several people press, and compare with what was said.

Imported when Django is set up and the environment names a database on a disk of `disks`.
"""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command
from django.db import Error, OperationalError, connection, connections

from makegood.foundation.tenancy.scope import enter
from quality.durability import planting, presses
from quality.durability.disks import Corrupt, Disk
from quality.durability.half_done import corrupt, half_done
from quality.durability.presses import EVERY, Acknowledged, Desk, Said
from quality.durability.servers import DidNotStart, PostgreSQL

WRITERS = 4
MOST_BETWEEN = 12
MOST_SECONDS = 5.0
BUSY_SECONDS = 60.0
RECOVERY_SECONDS = 60.0


@dataclass
class Count:
    """What the cuts did."""

    cuts: int = 0
    losing: int = 0
    acknowledged: int = 0
    lost: set[Said] = field(default_factory=set)
    halves: set[str] = field(default_factory=set)
    corrupt: int = 0

    @property
    def clean(self) -> bool:
        return self.acknowledged > self.cuts > 0 and not (self.lost or self.halves or self.corrupt)


@dataclass
class Crew:
    """Forked processes that press, and one worker that follows up."""

    desk: Desk
    disk: Disk
    books: Path
    bug: str | None
    pids: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Once the pages are warm, so that no process spends its first seconds on imports."""
        for act in EVERY:
            self.desk.press(act, "the first promise")
        connections.close_all()
        self.disk.settle()
        for number in range(WRITERS + 1):
            pid = os.fork()
            if pid == 0:
                self._live(number)
            self.pids.append(pid)

    def tell(self, number: int) -> None:
        for pid in self.pids:
            os.kill(pid, number)

    def wait_until_busy(self) -> None:
        """Until each of them was acknowledged something. RuntimeError when that takes too long."""
        until = time.monotonic() + BUSY_SECONDS
        while len(list(self.books.iterdir())) < WRITERS or not self.said():
            if time.monotonic() > until:
                raise RuntimeError("The writers did not get to write.")
            time.sleep(0.1)

    def press_on(self) -> None:
        """Until a few more acts are acknowledged, then for a breath that ends anywhere."""
        self.tell(signal.SIGCONT)
        self._count_heads()
        enough = len(self.said()) + random.randint(1, MOST_BETWEEN)
        until = time.monotonic() + MOST_SECONDS
        while len(self.said()) < enough and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(random.uniform(0.0, 0.1))

    def _count_heads(self) -> None:
        for pid in self.pids:
            if os.waitpid(pid, os.WNOHANG)[0]:
                self.pids.remove(pid)
                raise RuntimeError("One of the crew ended by itself: no load, no measurement.")

    def end(self) -> None:
        self.tell(signal.SIGKILL)
        while self.pids:
            os.waitpid(self.pids.pop(), 0)

    def said(self) -> set[Said]:
        return presses.read(*sorted(self.books.iterdir()))

    def _live(self, number: int) -> None:
        """A process's life: it ends when it is killed."""
        try:
            if number == WRITERS:
                call_command("work")
            self._write(number)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)

    def _write(self, number: int) -> None:
        book, n = Acknowledged.at(self.books / str(number)), 0
        while True:
            n += 1
            for act in EVERY:
                said = Said(act, f"promise {number}-{n}")
                presses.press_and_note(self.desk, said, book, self.bug)


class Looker:
    """Starts the database of a copy, and reads it."""

    def __init__(self, desk: Desk, postgres: PostgreSQL | None) -> None:
        self._desk, self._postgres = desk, postgres

    def look(self, copy: Path, said: set[Said], count: Count) -> None:
        """Corrupt when the database does not start, or finds itself broken."""
        try:
            with self._opened(copy):
                done = presses.done(self._desk.business)
                with enter(self._desk.business):
                    halves = half_done() | presses.torn(self._desk.business)
                broken = corrupt()
        except (Error, DidNotStart) as failed:
            raise Corrupt(f"the database: {failed}") from failed
        if broken or (self._postgres and not self._postgres.check(copy / "data")):
            raise Corrupt(f"the database's own check: {broken}")
        count.losing += bool(said - done)
        count.lost |= said - done
        count.halves |= halves

    @contextmanager
    def _opened(self, copy: Path) -> Iterator[None]:
        settings = connection.settings_dict
        if self._postgres is None:
            settings["NAME"] = copy / "data" / "makegood.sqlite3"
            yield from self._connected()
        else:
            with self._postgres.running(copy / "data") as socket:
                settings["HOST"] = str(socket)
                yield from self._connected()

    def _connected(self) -> Iterator[None]:
        """Once it has recovered."""
        until = time.monotonic() + RECOVERY_SECONDS
        try:
            while True:
                try:
                    connection.ensure_connection()
                    break
                except OperationalError:
                    if time.monotonic() > until:
                        raise
                    time.sleep(0.05)
            yield
        finally:
            connection.close()


def measure(
    *, disk: Disk, books: Path, bug: str | None, cuts: int, seed: int, postgres: PostgreSQL | None
) -> Count:
    """One run: press all the while, cut so many times, look at each copy."""
    random.seed(seed)
    planting.plant(bug)
    call_command("migrate", verbosity=0)
    desk, count = Desk.open("Fern"), Count()
    crew, looker = Crew(desk, disk, books, bug), Looker(desk, postgres)
    crew.start()
    try:
        crew.wait_until_busy()
        for number in range(cuts):
            cut_once(disk, crew, looker, count, number)
    finally:
        crew.end()
    return count


def cut_once(disk: Disk, crew: Crew, looker: Looker, count: Count, number: int) -> None:
    """Some load, then the cut. While the copy is looked at, the crew stands still."""
    crew.press_on()
    said = crew.said()
    disk.cut()
    crew.tell(signal.SIGSTOP)
    count.cuts, count.acknowledged = number + 1, len(said)
    try:
        with disk.after_the_cut() as copy:
            before = len(count.lost)
            looker.look(copy, said, count)
        if len(count.lost) > before:
            print(f"  cut {number}: {len(count.lost) - before} lost of {len(said)}", flush=True)
    except Corrupt as broken:
        count.corrupt += 1
        print(f"  cut {number}: {broken}", flush=True)
