"""N18: the clock is stepped under running workers. Is a notice sent twice, never, or early?

Each step meets letters at once, one that the server put off (450) a moment ago, and one in hand:
its worker lives, so taking it over is a theft. Under the wrong clock more letters are written, one
is put off, and a worker dies. Then the clock is right again, in the midst of the lease of that dead
worker; and at last nine hours and a half pass, more than the longest pause.

Twice: a second copy that the outbox did not know to be in doubt. Never: not taken at the end, or a
letter to be sent at once that had to wait for those hours. Early: tried again within its minute,
by the true time and by the worker's clock too. (A worker whose clock was set forward cannot know
that its minute is not over; one whose clock was set back by more than anything is put off does not
wait for that future: such tries are counted as hurried, and are no fault.) Today: promises in
another group than before, once the clock is right again. Stuck: acts of the schedule that wait for
a wrong clock.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from makegood.domain.customers.actions import meet
from makegood.domain.playbook.queries import leads
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.queries.today import today
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.jobs import clock as schedule
from makegood.foundation.jobs.models import Job, Turn
from makegood.foundation.jobs.rules import FURTHEST_AHEAD
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import FIRST_PAUSE
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from quality.letters import faketime, stage
from quality.letters.sink import Taken, read, sink
from quality.letters.stage import Workers

HOUR, DAY = 3600.0, 86400.0
LONG = 9.5 * HOUR
LEASE = 3  # Longer than other measurements have: a busy machine must not look like a theft.
AT_MOST = 60.0


def until(said: str) -> float:
    """From now to an instant in ISO 8601, in seconds."""
    return datetime.fromisoformat(said).timestamp() - time.time()


STEPS: dict[str, Callable[[], float]] = {
    "an hour ahead": lambda: HOUR,
    "an hour back": lambda: -HOUR,
    "a day ahead": lambda: DAY,
    "a day back": lambda: -DAY,
    "ten minutes back": lambda: -600.0,
    "2038": lambda: until("2038-01-19T03:14:04+00:00"),  # Three seconds before 2^31.
    "leap day": lambda: until("2028-02-29T23:59:57+00:00"),
}


@dataclass
class Clock:
    """The steps so far: since when, and how far the clock then was from the true time.

    `passed`: since when the last of them is no step, but hours that went by.
    """

    steps: list[tuple[float, float]] = field(default_factory=lambda: [(0.0, 0.0)])
    passed: float = float("inf")

    def step(self, seconds: float) -> None:
        self.steps.append((time.monotonic(), seconds))
        faketime.step(seconds)

    def pass_over(self, seconds: float) -> None:
        self.step(seconds)
        self.passed = self.steps[-1][0]

    def wall(self, at: float) -> float:
        """What the clock said at an instant, in seconds that can be compared."""
        return at + [seconds for since, seconds in self.steps if since <= at][-1]

    def said(self, begin: float, end: float) -> list[float]:
        """What the clock said at the ends of this time, and before and after each step in it."""
        within = [at for at, _ in self.steps if begin < at <= end]
        before = [at + self.wall(at - 1e-6) - (at - 1e-6) for at in within]
        return [*map(self.wall, (begin, *within, end)), *before]

    def true(self, at: float) -> float:
        return self.wall(at) if at >= self.passed else at


@dataclass(frozen=True)
class Found:
    """What a step did."""

    twice: int = 0
    never: int = 0
    early: int = 0
    stolen: int = 0
    today: int = 0
    stuck: int = 0
    hurried: int = 0

    @property
    def clean(self) -> bool:
        faults = self.twice, self.never, self.early, self.stolen, self.today, self.stuck
        return not any(faults)

    def __add__(self, other: Found) -> Found:
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Found(*(one + two for one, two in pairs))

    def __str__(self) -> str:
        return (
            f"{self.twice} twice, {self.never} never, {self.early} early; {self.stolen} leases "
            f"stolen while alive; {self.today} wrong on Today, {self.stuck} acts stuck; "
            f"{self.hurried} hurried"
        )


def measure(
    *, n: int, seed: int, plant: Callable[[], None] | None, only: list[str]
) -> tuple[str, bool, int]:
    """What the steps did; whether nothing bad; how many letters there were. (Nothing is random.)"""
    if not faketime.is_stepped():
        raise SystemExit("The clock could not be stepped: nothing was measured.")
    stage.prepare()
    settings.JOB_LEASE_SECONDS = LEASE
    whole, letters = Found(), 0
    for name in [*(only or STEPS)] * n:
        found, count = one(STEPS[name](), plant)
        print(f"{name}: {found}", flush=True)
        whole, letters = whole + found, letters + count
    connections.close_all()
    return str(whole), whole.clean, letters


def one(far: float, plant: Callable[[], None] | None) -> tuple[Found, int]:
    """One step, there and back; and how many letters met it."""
    here, clock = stage.business(f"b{time.time_ns()}"), Clock()
    promise_something(here)
    before = on_today(here)
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder) / "book") as port:
        stage.send_to(port)
        with stage.workers(1, plant) as crew:
            stolen = step_while_alive(here, clock, far, crew)
            right_again_while_dead(here, clock, crew)
            waited = not stage.wait_until(lambda: not at_once_waiting(here), AT_MOST)
            after, stuck = on_today(here), acts_stuck()
            clock.pass_over(LONG)
            stage.wait_until(lambda: not stage.unsent(here), AT_MOST)
        clock.step(0)
        taken = read(Path(folder) / "book")
    rows = stage.letters(here)
    tries = [judged_try(clock, one) for one in taken if one.put_off_at]
    found = Found(
        twice=stage.count(rows, taken).repeats,
        never=int(waited) + sum(row.state != Letter.State.SENT for row in rows),
        early=tries.count("early"),
        hurried=tries.count("hurried"),
        stolen=stolen,
        today=sum(before.get(key) != after.get(key) for key in before | after),
        stuck=stuck,
    )
    return found, len(rows)


def step_while_alive(here: Business, clock: Clock, far: float, crew: Workers) -> int:
    """The clock steps while one worker has a letter in hand and another watches. The thefts."""
    write(here, ("first", "grey-before"))
    stage.wait_until(lambda: stage.unsent(here) == 1, AT_MOST)
    write(here, ("slow-before",))
    stage.wait_until(lambda: in_hand(here), AT_MOST)
    crew.fill(2)
    time.sleep(0.7)  # It has looked, and knows since when the other has shown no new sign of life.
    for seconds in (far, 0.0, far, 0.0):  # A sign of life comes now and then: some fall in between.
        clock.step(seconds)
        time.sleep(0.3)
    with transaction.atomic():
        write(here, ("grey-between",))  # Written before the step, and first tried after it.
        clock.step(far)
    write(here, ("second", "grey-meanwhile"))
    stage.wait_until(lambda: not in_hand(here) and stage.unsent(here) <= 3, AT_MOST)
    return sum(fence - 1 for fence in fences(here))


def right_again_while_dead(here: Business, clock: Clock, crew: Workers) -> None:
    """All workers die, one with a letter in hand; others begin to watch, and the clock is set."""
    write(here, ("slow-meanwhile",))
    stage.wait_until(lambda: in_hand(here), AT_MOST)
    crew.dismiss()
    crew.fill(2)
    time.sleep(0.5)
    clock.step(0)
    write(here, ("third", "fourth"))


def write(here: Business, names: Iterable[str]) -> None:
    for name in names:
        stage.letter(here, name, f"{name}-{here.pk}@example.com")


def in_hand(here: Business) -> bool:
    with enter(here):
        return Letter.objects.filter(state=Letter.State.SENDING).exists()


def at_once_waiting(here: Business) -> bool:
    """Whether a letter waits that no server put off."""
    return any(not row.ended_at and "grey" not in row.subject for row in stage.letters(here))


def fences(here: Business) -> list[int]:
    """How often each job of this business changed hands."""
    jobs = Job.objects.filter(arguments__kwargs__of_business=here.pk, fence__gt=0)
    return list(jobs.values_list("fence", flat=True))


def judged_try(clock: Clock, one: Taken) -> str:
    """A letter that was told to wait a minute came back: "early", "hurried", or "" for in time."""
    minute, put_off_at = FIRST_PAUSE.total_seconds(), clock.wall(one.put_off_at)
    if clock.true(one.at) - clock.true(one.put_off_at) >= minute:
        return ""
    said = clock.said(one.put_off_at, one.at)
    its_hour = max(said) >= put_off_at + minute
    beyond = put_off_at + minute > min(said) + FURTHEST_AHEAD.total_seconds()
    return "hurried" if its_hour or beyond else "early"


def promise_something(here: Business) -> None:
    """Due yesterday, today, tomorrow and in some days."""
    now = timezone.now()
    with enter(here):
        by = Actor("rule", rule="quality")
        customer = meet(name="The bakery", by=by, at=now - timedelta(days=9))
        for days in (-1, 0, 1, 3, 30):
            day = now.date() + timedelta(days=days)
            due = Due(zone="UTC", first=day, last=day)
            made_at = now - timedelta(days=8)
            terms = Terms(text=f"In {days} days", customer=customer)
            make(terms=terms, due=due, by=by, at=made_at)


def on_today(here: Business) -> dict[int, str]:
    """The group of each promise on Today."""
    now = timezone.now()
    with enter(here):
        page = today(now=now, hours=office_hours(now=now), leads=leads())
    return {one.pk: str(need) for need, group in page.groups.items() for one in group}


def acts_stuck() -> int:
    """Entries of the schedule whose next turn is further away than they are apart."""
    now, periods = timezone.now(), {name: one.period for name, one in schedule._schedule.items()}
    rows = Turn.objects.filter(name__in=periods)
    return sum(row.next_at > now + periods[row.name] + timedelta(seconds=5) for row in rows)
