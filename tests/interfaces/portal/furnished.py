"""A customer's page with something of everything on it, in the middle of November's last week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Notice, Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.actions import set_hours
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.kit.office_hours import Period

# A Wednesday, ten in the morning where the studio is.
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OPENS, CLOSES = 9 * 60, 17 * 60


@dataclass(frozen=True)
class Furnished:
    """A customer, the link to their page, and the notice on it."""

    customer: Customer
    link: Link
    notice: Notice


def furnish(owner: Member, *, name: str = "Anna Okafor", language: str = "") -> Furnished:
    """Everything a page can show, for one customer of the owner's business."""
    with enter(owner.business):
        return _Hand(owner).furnish(name, language)


def empty(owner: Member, *, name: str = "Anna Okafor", language: str = "") -> Link:
    """The link of a customer to whom nothing was promised yet."""
    with enter(owner.business):
        return _Hand(owner).link(_Hand(owner).met(name, language))


class _Hand:
    def __init__(self, owner: Member) -> None:
        self.owner, self.by = owner, Actor("member", owner.pk)

    def furnish(self, name: str, language: str) -> Furnished:
        week = [[Period(OPENS, CLOSES)]] * 5 + [[], []]
        set_hours(week=week, by=self.by, at=NOW - 20 * DAY)
        who = self.met(name, language)
        logo = self.promise(who, "Logo, final files", 2)
        sign = self.promise(who, "Drawing of the shop sign", 6)
        self.promise(who, "Price for the awning", -1, kind=Promise.Kind.REPLY)
        cards = self.promise(who, "Menu cards, printed", 19)
        photos = self.promise(who, "Photos of the shop front", 1, theirs=True)
        wait_for(promise=cards, on=photos, working_days=3, by=self.by, at=NOW - 3 * DAY)
        keep(promise=self.promise(who, "First sketches", -5), by=self.by, at=NOW - 6 * DAY)
        move(
            promise=sign,
            to=self.day(8),
            reason=Move.Reason.SUPPLIER,
            words="The carpenter is ill; his brother cuts the wood.",
            seen=0,
            member=self.owner,
            by=self.by,
            at=NOW - 2 * DAY,
        )
        self.promise(who, "How the print is going", 5, kind=Promise.Kind.UPDATE)
        return Furnished(who, self.link(who), self.notice(logo))

    def met(self, name: str, language: str) -> Customer:
        who = meet(name=name, by=self.by, at=NOW - 20 * DAY)
        said = {"email": "anna@example.com", "phone": "", "language": language}
        write_address(customer=who, **said, by=self.by, at=NOW - 20 * DAY)
        return who

    def promise(
        self,
        who: Customer,
        text: str,
        days: int,
        *,
        kind: Promise.Kind = Promise.Kind.DELIVERY,
        theirs: bool = False,
    ) -> Promise:
        terms = Terms(
            text=text,
            customer=who,
            kind=Promise.Kind.INPUT if theirs else kind,
            promised_by=Promise.By.CUSTOMER if theirs else Promise.By.BUSINESS,
        )
        return make(terms=terms, due=self.day(days), by=self.by, at=NOW - 9 * DAY)

    def notice(self, promise: Promise) -> Notice:
        return write_notice(
            promise=promise,
            new=NewDate(self.day(9), Move.Reason.SUPPLIER, seen=0),
            said=Said(
                why="The printer broke; the new part comes on Monday.",
                meaning="Your opening is on Saturday 12 December: this leaves 8 days.",
                options=(Notice.Option.FINE, Notice.Option.SMALLER, Notice.Option.CALL),
                reach="Call Alice on 030 1234567, weekdays from nine.",
            ),
            address="anna@example.com",
            member=self.owner,
            by=self.by,
            at=NOW - DAY,
        )

    def day(self, days: int) -> Due:
        on = (NOW + days * DAY).date()
        return Due(zone=self.owner.business.zone, first=on, last=on)

    def link(self, who: Customer) -> Link:
        return make_link(purpose=Link.Purpose.PAGE, opens=who.pk, by=self.by, at=NOW - 10 * DAY)
