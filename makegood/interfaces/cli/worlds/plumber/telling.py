"""What the hand-written parts of the world share: a promise told in one line, by whom, when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.interfaces.cli.worlds.plumber.people import Person, everybody
from makegood.interfaces.cli.worlds.world import Kind, World

Then = Callable[[datetime], None]
FRIDAY = 4


def met(world: World, person: Person, when: datetime) -> Customer:
    """The customer; written down with how they are reached the first time."""
    customer = meet(name=person.name, organisation=person.organisation, by=world.by, at=when)
    if not customer.phone:
        write_address(
            customer=customer,
            email=person.email,
            phone=person.phone,
            language=person.language,
            by=world.by,
            at=when,
        )
    return customer


@dataclass
class Teller:
    """Plans what happens to whom; `josie` and `sam` are who does it."""

    world: World
    people: dict[str, Person] = field(
        default_factory=lambda: {one.name: one for one in everybody()}
    )

    @property
    def josie(self) -> Member:
        return self.world.member

    @property
    def sam(self) -> Member:
        return self.world.colleague or self.world.member

    def who(self, name: str, when: datetime) -> Customer:
        return met(self.world, self.people[name], when)

    def on(self, day: int, then: Then, hour: int = 10, minute: int = 0) -> None:
        self.world.plan(self.world.at(self.working(day), hour, minute), then)

    def working(self, day: int) -> int:
        """The day, if they work on it; else the Friday before, or the Monday after today."""
        weekday = self.world.day(day).weekday()
        if day == 0 or weekday <= FRIDAY:
            return day
        return day + 7 - weekday if day > 0 else day - weekday + FRIDAY

    def ahead(self, day: int, working_days: int) -> int:
        """So many days on which they work after this one."""
        day = self.working(day)
        while working_days > 0:
            day += 1
            working_days -= self.world.day(day).weekday() <= FRIDAY
        return day

    def back(self, working_days: int) -> int:
        """So many days on which they work before today."""
        day = 0
        while working_days > 0:
            day -= 1
            working_days -= self.world.day(day).weekday() <= FRIDAY
        return day

    def promise(
        self,
        name: str,
        text: str,
        *,
        made: int,
        due: int,
        kind: Kind = Kind.OTHER,
        theirs: bool = False,
        by: Member | None = None,
        kept: int | None = None,
        work: Callable[[], Engagement] | None = None,
    ) -> Told:
        """Promise it on day `made` for day `due`; kept on day `kept`, if it was."""
        day = self.working(due)
        told = Told(self, name, text, day, kind, theirs, by or self.josie, work)
        self.on(made, told.begin, hour=9, minute=10 + len(text) % 40)
        if kept is not None:
            self.on(kept, told.keep, hour=15, minute=len(text) % 50)
        return told


@dataclass
class Told:
    """One promise of a story; `row` is there once it was made."""

    teller: Teller
    name: str
    text: str
    due: int
    kind: Kind
    theirs: bool
    member: Member
    work: Callable[[], Engagement] | None
    row: Promise = field(init=False)

    @property
    def by(self) -> Actor:
        return Actor("member", self.member.pk)

    def begin(self, when: datetime) -> None:
        terms = Terms(
            text=self.text,
            customer=self.teller.who(self.name, when),
            engagement=self.work() if self.work else None,
            promised_by=Promise.By.CUSTOMER if self.theirs else Promise.By.BUSINESS,
            kind=Kind.INPUT if self.theirs else self.kind,
            owner=self.member,
        )
        self.row = make(terms=terms, due=self.teller.world.due(self.due), by=self.by, at=when)

    def keep(self, when: datetime) -> None:
        keep(promise=self.row, by=self.by, at=when)
