"""What went wrong in the year, and how it was put right: by lot, and five that are told by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.recovery.actions.listening import acknowledge
from makegood.domain.recovery.actions.opening import open_by_hand, raise_concern, take
from makegood.domain.recovery.models import OPEN, Case, How
from makegood.foundation.journal.events import Actor
from makegood.interfaces.cli.worlds.plumber import put_right
from makegood.interfaces.cli.worlds.plumber.asking import Asked
from makegood.interfaces.cli.worlds.plumber.people import BY_HAND
from makegood.interfaces.cli.worlds.plumber.telling import FRIDAY, Teller
from makegood.interfaces.cli.worlds.plumber.walking import Walk, Way, Went
from makegood.interfaces.cli.worlds.plumber.year import ILL, Hour, Praise
from makegood.interfaces.cli.worlds.world import Kind

CISTERN = "Replace the toilet cistern"
WET = "It flushes. It also drips at night, and the floor under it is two weeks old."
KNOCKS = "The new pipe knocks each time the machine fills, and the baby wakes."
# The hour of each step, where several fall on one day.
HOURS = {
    Way.ACKNOWLEDGE: (10, 5),
    Way.HEAR: (10, 40),
    Way.FACTS: (9, 20),
    Way.REMEDY: (13, 40),
    Way.PUT_RIGHT: (15, 0),
    Way.VERIFY: (16, 10),
    Way.CAUSE: (16, 30),
    Way.PREVENT: (16, 50),
}


@dataclass
class WentWrong:
    """Cases that a rule opened in the year; each is walked from the morning after."""

    teller: Teller
    _walked: dict[int, Walk] = field(default_factory=dict)

    def look(self, day: int) -> None:
        """On the morning after this day, and seldom there is something to see."""
        teller = self.teller
        weekday = teller.world.day(day + 1).weekday()
        morning = day + 1 + (7 - weekday if weekday > FRIDAY else 0)
        teller.world.plan(teller.world.at(morning, 8, 40), self._sees)

    def _sees(self, when: datetime) -> None:
        waiting = Case.objects.filter(OPEN, acknowledged_at=None).order_by("id")
        waiting = waiting.exclude(customer__name__in=BY_HAND.split(", "))
        for case in waiting:
            known = self._walked.get(case.pk)
            if known is not None:
                known.go(when)
                continue
            day = (case.opened_at.date() - self.teller.world.day(0)).days
            went = put_right.ILL if day in ILL else put_right.next_of(len(self._walked))
            self._walked[case.pk] = Walk(self.teller, case, went)
            self._walked[case.pk].go_on(when)


@dataclass
class Told:
    """One case told by hand: what happens on which day."""

    teller: Teller
    name: str
    went: Went
    begins_on: int
    case: Case = field(init=False)
    work: Engagement = field(init=False)

    def plan(self, *working_days: int) -> None:
        """Its steps, in their order, so many working days after it began."""
        for way, after in zip(Way, working_days, strict=True):
            hour, minute = HOURS[way]
            day = self.teller.ahead(self.begins_on, after)
            self.teller.on(day, self.go, hour=hour, minute=minute)

    def rings(self, matter: str, when: datetime) -> None:
        """They ring, and it is written down while they speak."""
        josie, by = self.teller.josie, self.teller.world.by
        self.case = open_by_hand(
            who=self.teller.who(self.name, when), matter=matter, member=josie, by=by, at=when
        )

    def starts(self, when: datetime) -> None:
        who, by = self.teller.who(self.name, when), self.teller.world.by
        self.work = begin(customer=who, name=CISTERN, value_cents=32_000, by=by, at=when)

    def gives_two_stars(self, asked: Asked, when: datetime) -> None:
        asked.answered(self.work, Praise(Hour(0, 0), 2, WET), self.name, when)
        self.teller.world.plan(when + timedelta(minutes=5), self._is_opened)

    def _is_opened(self, when: datetime) -> None:
        self.case = Case.objects.get(OPEN, engagement=self.work)

    def raises(self, when: datetime) -> None:
        customer = self.teller.who(self.name, when)
        by = Actor("customer", customer.pk)
        self.case = raise_concern(customer=customer, words=KNOCKS, by=by, at=when)

    def is_rung(self, when: datetime) -> None:
        sam = self.teller.sam
        take(case=self.case, owner=sam, by=Actor("member", sam.pk), at=when)
        by = Actor("member", sam.pk)
        acknowledge(case=self.case, how=How.PHONE, member=sam, by=by, at=when)

    def go(self, when: datetime) -> None:
        Walk(self.teller, self.case, self.went).go(when)


def put_right_again(teller: Teller, asked: Asked) -> None:
    """Two stars, heard and put right; what keeps it from coming again is watched still."""
    kept = teller.working(-49)
    drips = Told(teller, "Wilf Pargeter", put_right.DRIPS, teller.ahead(kept, 3))
    teller.on(-62, drips.starts, hour=8, minute=50)
    delivered = partial(teller.promise, drips.name, CISTERN, kind=Kind.DELIVERY)
    delivered(made=-61, due=kept, kept=kept, work=lambda: drips.work)
    teller.on(kept, asked.next_round, hour=17)
    stars = partial(drips.gives_two_stars, asked)
    teller.on(teller.ahead(kept, 2), stars, hour=19, minute=20)
    drips.plan(0, 0, 1, 1, 4, 5, 8, 9)


def parted(teller: Teller) -> None:
    """Somebody who could not be pleased: we say why, and learn from it."""
    boiler = Told(teller, "Rosalind Tuck", put_right.TOO_MUCH, teller.working(-75))
    rings = partial(boiler.rings, "Wants a new boiler instead of the repair")
    teller.on(boiler.begins_on, rings, hour=8, minute=40)
    boiler.plan(0, 0, 1, 1, 1, 1, 4, 6)


def came_back(teller: Teller) -> None:
    """A cause that we thought was gone, and is not: its second case waits for another change."""
    first = Told(teller, "Barnaby Fisk", put_right.EMPTY_HANDED, teller.working(-100))
    rings = partial(first.rings, "Came to fit the thermostat without the thermostat")
    teller.on(first.begins_on, rings, hour=9, minute=15)
    first.plan(0, 0, 1, 1, 4, 5, 7, 8)
    again = Told(teller, "Isolde Marchmont", put_right.AGAIN, teller.back(5))
    rings = partial(again.rings, "Two visits for one tap")
    teller.on(again.begins_on, rings, hour=9, minute=25)
    again.plan(0, 0, 1, 1, 2, 3, 4, 9)


def under_way(teller: Teller) -> None:
    """Raised on their page yesterday, and they had a call; today we hear what they expected."""
    knocks = Told(teller, "Conrad Voss", put_right.DRIPS, teller.back(1))
    supply = "Move the washing machine supply"
    teller.promise(knocks.name, supply, made=-20, due=-8, kept=-8, kind=Kind.DELIVERY)
    teller.on(knocks.begins_on, knocks.raises, hour=15, minute=40)
    teller.on(knocks.begins_on, knocks.is_rung, hour=16, minute=50)
