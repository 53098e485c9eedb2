"""A calendar program that has the studio's address, and the promises in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.actions import WEEKDAYS_NINE_TO_FIVE, set_hours
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import change
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ZONE = "Europe/Berlin"


def day(n: int, last: int = 0) -> Due:
    """A day of March 2026, or days."""
    return Due(zone=ZONE, first=date(2026, 3, n), last=date(2026, 3, last or n))


def promised(
    member: Member, *, due: Due | None = None, at: datetime = MONDAY, **said: Any
) -> Promise:
    usual: dict[str, Any] = {"text": "Logo proofs", "owner": member}
    terms, by = Terms(**usual | said), Actor("member", member.pk)
    with enter(member.business):
        return make(terms=terms, due=due or day(6), by=by, at=at)


def nine_to_five(member: Member) -> None:
    """The office is open on weekdays."""
    with enter(member.business):
        by = Actor("member", member.pk)
        set_hours(week=WEEKDAYS_NINE_TO_FIVE, by=by, at=MONDAY - DAY)


def address_of(member: Member) -> str:
    """A new address for this member's feed."""
    by = Actor("member", member.pk)
    with enter(member.business):
        link = change(purpose=Link.Purpose.FEED, opens=member.pk, by=by, at=MONDAY, lasts=None)
        return reverse("feed", kwargs={"token": links.token(link.pk)})


def fetched(address: str, **headers: str) -> Any:
    return Client().get(address, headers=headers)


def read(address: str) -> Any:
    answer = fetched(address)
    assert answer.status_code == 200
    [calendar] = Calendar.from_ical(answer.content, multiple=True)
    return calendar


def events(address: str) -> list[Any]:
    return list(read(address).events)


def only(address: str) -> Any:
    [event] = events(address)
    return event
