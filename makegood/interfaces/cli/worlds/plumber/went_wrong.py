"""What went wrong in the year, and how it was put right: by lot, and five that are told by hand."""

from __future__ import annotations

from collections.abc import Mapping
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
    Way.FACTS: (11, 50),
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
    days: Mapping[Way, int]
    case: Case = field(init=False)
    work: Engagement = field(init=False)

    def plan(self) -> None:
        for way, day in self.days.items():
            hour, minute = HOURS[way]
            self.teller.on(day, self.go, hour=hour, minute=minute)

    def rings(self, matter: str, when: datetime) -> None:
        """They ring, and it is written down while they speak."""
        josie, by = self.teller.josie, self.teller.world.by
        self.case = open_by_hand(
            who=self.teller.who(self.name, when), matter=matter, member=josie, by=by, at=when
        )

    def begins(self, when: datetime) -> None:
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
    days = _days(-45, -45, -44, -43, -38, -36, -33, -31)
    drips = Told(teller, "Wilf Pargeter", put_right.DRIPS, days)
    teller.on(-62, drips.begins, hour=8, minute=50)
    one = teller.promise(
        drips.name,
        CISTERN,
        made=-61,
        due=-49,
        kept=-49,
        kind=Kind.DELIVERY,
        work=lambda: drips.work,
    )
    teller.on(one.due, asked.next_round, hour=17)
    teller.on(-46, partial(drips.gives_two_stars, asked), hour=19, minute=20)
    drips.plan()


def parted(teller: Teller) -> None:
    """Somebody who could not be pleased: we say why, and learn from it."""
    days = _days(-75, -74, -73, -71, 0, 0, -66, -64)
    boiler = Told(teller, "Rosalind Tuck", put_right.TOO_MUCH, days)
    rings = partial(boiler.rings, "Wants a new boiler instead of the repair")
    teller.on(-75, rings, hour=8, minute=40)
    boiler.plan()


def came_back(teller: Teller) -> None:
    """A cause that we thought was gone, and is not: its second case waits for another change."""
    days = _days(-100, -100, -99, -98, -95, -93, -91, -90)
    first = Told(teller, "Barnaby Fisk", put_right.EMPTY_HANDED, days)
    rings = partial(first.rings, "Came to fit the thermostat without the thermostat")
    teller.on(-100, rings, hour=9, minute=15)
    first.plan()
    again = Told(teller, "Isolde Marchmont", put_right.AGAIN, _days(-6, -6, -5, -5, -3, -2, -1, 9))
    rings = partial(again.rings, "Two visits for one tap")
    teller.on(-6, rings, hour=9, minute=25)
    again.plan()


def under_way(teller: Teller) -> None:
    """Raised on their page yesterday, and they had a call; today we hear what they expected."""
    knocks = Told(teller, "Conrad Voss", put_right.DRIPS, {})
    supply = "Move the washing machine supply"
    teller.promise(knocks.name, supply, made=-20, due=-8, kept=-8, kind=Kind.DELIVERY)
    teller.on(-1, knocks.raises, hour=15, minute=40)
    teller.on(-1, knocks.is_rung, hour=16, minute=50)


def _days(*days: int) -> Mapping[Way, int]:
    return dict(zip(Way, days, strict=True))
