"""The promises in the feed, and what happens to them.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.actions import meet
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.actions import open_business, write_down
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import change
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter

ZONE = "Europe/Berlin"
PROMISES = 20
HARD = (
    "Cakes, pies; buns: 50% “off” \\n",
    "שלום עולם",
    "🧁 for the opening",
    "One\u2028two\x0bthree",
    "ñ" * 300,
)


class Diary:
    """A business with twenty promises: days, ranges, instants, theirs, and hard words."""

    zone = ZONE

    def __init__(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", database="limits", verbosity=0)
        self.now = timezone.now()
        self.today = self.now.astimezone(ZoneInfo(ZONE)).date()
        owner = write_down(email="a@example.com", name="A", password="x" * 20, at=self.now)
        self.member = open_business(name="Fern", owner=owner, zone=ZONE, locale="en", at=self.now)
        self.by = Actor("member", self.member.pk)
        with enter(self.member.business):
            self.bakery = meet(name="the bakery", by=self.by, at=self.now)
            for n in range(PROMISES):
                self._promise(n)

    def _promise(self, n: int) -> Promise:
        said: dict[str, Any] = {"text": HARD[n] if n < len(HARD) else f"Promise {n}"}
        if n % 4 == 3:
            said["promised_by"] = Promise.By.CUSTOMER
        return self._make(self._due(n), **said)

    def _make(self, due: Due, **said: Any) -> Promise:
        usual: dict[str, Any] = {"customer": self.bakery, "owner": self.member}
        return make(terms=Terms(**usual | said), due=due, by=self.by, at=self.now)

    def _due(self, n: int) -> Due:
        first = self.today + timedelta(days=n + 2)
        if n % 5 == 1:
            return Due(zone=ZONE, first=first, last=first + timedelta(days=3))
        if n % 5 == 2:
            at = datetime(first.year, first.month, first.day, 15, 30, tzinfo=ZoneInfo(ZONE))
            return Due(zone=ZONE, at=at)
        return Due(zone=ZONE, first=first, last=first)

    def said(self) -> dict[str, str]:
        """The first day of each promise by the words of its event, as the calendar should say."""
        with enter(self.member.business):
            return {self._title(one): self._first(one) for one in Promise.objects.all()}

    def _title(self, one: Promise) -> str:
        words = " ".join(one.text.replace("\u2028", " ").replace("\x0b", " ").split())
        whose = "from the bakery" if one.by == Promise.By.CUSTOMER else "the bakery"
        begun = "Kept: " if one.kept_at else "Withdrawn: " if one.withdrawn_at else ""
        return f"{begun}{words} · {whose}"

    def _first(self, one: Promise) -> str:
        local = one.due_at.astimezone(ZoneInfo(ZONE)) if one.due_at else None
        return local.strftime("%Y-%m-%d %H:%M") if local else str(one.due_from)

    def address(self) -> str:
        """A new one; the one before opens nothing from now on."""
        with enter(self.member.business):
            link = change(
                purpose=Link.Purpose.FEED,
                opens=self.member.pk,
                by=self.by,
                at=timezone.now(),
                lasts=None,
            )
            return reverse("feed", kwargs={"token": links.token(link.pk)})

    def move_one(self) -> str:
        """The words of what was moved, by forty days."""
        with enter(self.member.business):
            one = Promise.objects.order_by("id")[10]
            day = self.today + timedelta(days=40)
            move(
                promise=one,
                to=Due(zone=ZONE, first=day, last=day),
                reason=Move.Reason.SUPPLIER,
                seen=one.due_number,
                member=self.member,
                by=self.by,
                at=timezone.now(),
            )
            return self._title(one)

    def end_two(self) -> None:
        """One is kept, one is withdrawn."""
        with enter(self.member.business):
            first, second = Promise.objects.order_by("id")[12:14]
            keep(promise=first, by=self.by, at=timezone.now())
            asked = Promise.AskedBy.CUSTOMER
            withdraw(promise=second, asked_by=asked, by=self.by, at=timezone.now())

    def plan_work(self) -> None:
        """A promise that takes ten hours."""
        day = self.today + timedelta(days=30)
        with enter(self.member.business):
            self._make(Due(zone=ZONE, first=day, last=day), text="Big work", effort_minutes=600)

    def leave(self) -> None:
        Member.objects.filter(pk=self.member.pk).update(ended_at=timezone.now())
