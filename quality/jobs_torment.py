"""The torment of `quality.jobs`: a crew of workers, a feed of jobs, and what is left.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from makegood.foundation.jobs.models import Job
from makegood.foundation.journal import reacting
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from quality import jobs_effects as effects

WORKERS = 4
BACKLOG = 60
ZOMBIES = 2
ZOMBIE_EVERY = 3
ZOMBIE_SECONDS = 2.0
DRAIN_SECONDS = 180.0


@dataclass
class Crew:
    """Forked workers. (A fresh interpreter each would spend the run starting up.)"""

    bug: str | None
    pids: list[int] = field(default_factory=list)

    def fill(self) -> None:
        while len(self.pids) < WORKERS:
            connections.close_all()
            pid = os.fork()
            if pid == 0:
                labour(self.bug)
            self.pids.append(pid)

    def kill(self, number: int) -> None:
        """End one of ours at random, by its id."""
        pid = self.pids.pop(random.randrange(len(self.pids)))
        os.kill(pid, number)
        os.waitpid(pid, 0)

    def make_zombies(self) -> None:
        """Stop two in the middle of whatever they do, for longer than a lease; then wake them."""
        chosen = random.sample(self.pids, ZOMBIES)
        for pid in chosen:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(ZOMBIE_SECONDS)
        for pid in chosen:
            os.kill(pid, signal.SIGCONT)

    def dismiss(self) -> None:
        while self.pids:
            self.kill(signal.SIGTERM)


def labour(bug: str | None) -> None:
    """A worker's life, in its own process."""
    random.seed()
    try:
        if bug:
            effects.plant(bug)
        call_command("work")
    finally:
        os._exit(0)


class Feed:
    """Keeps the queue filled, and knows what was really asked for."""

    def __init__(self) -> None:
        now = timezone.now()
        self.business = Business.objects.create(slug="q", name="Q", zone="UTC", made_at=now)
        self.asked: set[int] = set()
        self.undone: set[int] = set()
        self._next = 0

    def top_up(self) -> None:
        """Enqueue in transactions of eight; every fifth is rolled back."""
        for _ in range((BACKLOG - open_jobs()) // 8):
            batch = range(self._next, self._next + 8)
            self._next += 8
            rolled_back = random.random() < 0.2
            with transaction.atomic():
                for n in batch:
                    self._enqueue(n)
                transaction.set_rollback(rolled_back)
            (self.undone if rolled_back else self.asked).update(batch)

    def _enqueue(self, n: int) -> None:
        if n % 2 == 0:
            effects.settled.enqueue(n)
        elif n % 4 == 1:
            effects.execute("INSERT INTO quality_guard (n, done) VALUES (%s, %s)", n, False)
            effects.guarded.enqueue(n)
        else:
            with enter(self.business):
                record(
                    effects.BellRang(subject_id=n),
                    by=Actor(kind="rule", rule="q"),
                    at=timezone.now(),
                )


def open_jobs() -> int:
    still = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    return still.exclude(path__endswith=".bring").count()


def prepare() -> None:
    """Tables, and the one reaction. Before any worker is forked."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for statement in effects.TABLES:
            cursor.execute(statement)
    reacting.use({effects.BellRang: (effects.react,)})


def torment(crew: Crew, feed: Feed, kills: int) -> None:
    """Kill so many workers while they work, and make zombies in between."""
    for number in range(kills):
        crew.fill()
        feed.top_up()
        time.sleep(random.uniform(0.05, 0.3))
        if number % ZOMBIE_EVERY == 0:
            crew.make_zombies()
            feed.top_up()
            time.sleep(random.uniform(0.0, 0.1))
        crew.kill(signal.SIGKILL)
    crew.fill()


def drain() -> bool:
    """Whether everything asked for came to an end in time."""
    until = time.monotonic() + DRAIN_SECONDS
    while open_jobs() and time.monotonic() < until:
        time.sleep(0.2)
    return not open_jobs()


@dataclass(frozen=True)
class Count:
    """What is there afterwards."""

    asked: int
    attempts: int
    again: int
    lost: int
    twice: int
    ghosts: int

    @property
    def clean(self) -> bool:
        return self.asked > 0 and not (self.lost or self.twice or self.ghosts)


def count(feed: Feed) -> Count:
    found = Counter(row[0] for row in effects.execute("SELECT n FROM quality_effect"))
    return Count(
        asked=len(feed.asked),
        attempts=sum(Job.objects.values_list("attempts", flat=True)),
        again=Job.objects.filter(attempts__gt=1).count(),
        lost=sum(1 for n in feed.asked if not found[n]),
        twice=sum(1 for n in feed.asked if found[n] > 1),
        ghosts=sum(1 for n in feed.undone if found[n]),
    )


def measure(*, bug: str | None, kills: int, seed: int) -> Count:
    """One run: kill so many, let the rest drain, count."""
    random.seed(seed)
    prepare()
    crew, feed = Crew(bug), Feed()
    try:
        torment(crew, feed, kills)
        print("drained" if drain() else "NOT drained in time", flush=True)
    finally:
        crew.dismiss()
    found = count(feed)
    connections.close_all()  # A PostgreSQL that is asked to end waits for its guests to leave.
    return found
