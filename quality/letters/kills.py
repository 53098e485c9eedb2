"""N2, N20, T6: workers are killed, or stopped and woken, while letters drain to a sink."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connections, transaction

from makegood.foundation.tenancy.models import Business
from quality.letters import stage
from quality.letters.sink import read, sink
from quality.letters.stage import Count, Workers

WORKERS = 4
BACKLOG = 40
ZOMBIE_EVERY = 5
ZOMBIE_SECONDS = 2.0
DRAIN_SECONDS = 240.0
PAUSE = 0.015


class Feed:
    """Keeps the outbox filled; every fifth batch is rolled back."""

    def __init__(self, businesses: list[Business]) -> None:
        self.businesses = businesses
        self.written = 0
        self._next = 0

    def top_up(self) -> None:
        for _ in range((BACKLOG - stage.unsent(*self.businesses)) // 8):
            undone = random.random() < 0.2
            with transaction.atomic():
                for n in range(self._next, self._next + 8):
                    self._write(n)
                transaction.set_rollback(undone)
            self._next += 8
            self.written += 0 if undone else 8

    def _write(self, n: int) -> None:
        here = self.businesses[n // 8 % len(self.businesses)]
        stage.letter(here, f"letter {n}", f"person{n % 30}@example.com")


def torment(crew: Workers, feed: Feed, kills: int, letters: int) -> None:
    """Spread so many kills over at least so many letters."""
    for number in range(kills):
        crew.fill(WORKERS)
        feed.top_up()
        time.sleep(random.uniform(0.05, 0.35))
        while feed.written * kills < letters * (number + 1):
            feed.top_up()
            time.sleep(0.05)
        if number % ZOMBIE_EVERY == 0:
            make_zombies(crew)
        crew.kill(random.choice(crew.pids))
    crew.fill(WORKERS)


def make_zombies(crew: Workers) -> None:
    """Stop two in the middle of whatever they do, for longer than a lease; then wake them."""
    chosen = random.sample(crew.pids, 2)
    for pid in chosen:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(ZOMBIE_SECONDS)
    for pid in chosen:
        os.kill(pid, signal.SIGCONT)


def measure(*, kills: int, letters: int, seed: int, plant: Callable[[], None] | None) -> Count:
    random.seed(seed)
    stage.prepare()
    businesses = [stage.business("one"), stage.business("two")]
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        with sink(book, pause=PAUSE) as port:
            stage.send_to(port)
            with stage.workers(WORKERS, plant) as crew:
                torment(crew, Feed(businesses), kills, letters)
                drained = drain(businesses)
        rows = [row for one in businesses for row in stage.letters(one)]
        found = stage.count(rows, read(book))
    connections.close_all()
    print("drained" if drained else "NOT drained in time", flush=True)
    return found


def drain(businesses: list[Business]) -> bool:
    """Until every letter has ended; the minutes that one was put off for are passed over."""
    until = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < until:
        if stage.wait_until(lambda: not stage.unsent(*businesses), 5):
            return True
        stage.let_time_pass(*businesses)
    return False
