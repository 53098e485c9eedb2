"""A world as it is being made: who lives there, what they do, and when.

Everything goes through the actions, as if somebody had pressed; only the clock is moved. What
follows from an act follows at once, on the same moved clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count

from makegood.domain.customers.actions import meet
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.watching import WATCH, note_missed
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.queries.silence import passed_in_silence
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.actions import carry_out
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery
from makegood.foundation.mail.actions.posting import sent
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.server import OF_A_DEMO
from makegood.foundation.tenancy.models import Member

Kind = Promise.Kind
A_LOOK = timedelta(minutes=5)
Act = Callable[[datetime], None]


@dataclass
class World:
    """A business with its owner and, maybe, a colleague; days are counted from today."""

    member: Member
    now: datetime
    colleague: Member | None = None
    _diary: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)
    _watched: date | None = None

    @property
    def by(self) -> Actor:
        return Actor("member", self.member.pk)

    def day(self, days: int) -> date:
        return self.now.astimezone(self.member.business.tz).date() + timedelta(days=days)

    def at(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """An hour of the day that lies so many days ahead (negative: behind us)."""
        return datetime.combine(self.day(days), time(hour, minute), self.member.business.tz)

    def due(self, days: int) -> Due:
        return Due(zone=self.member.business.zone, first=self.day(days), last=self.day(days))

    def plan(self, at: datetime, act: Act) -> None:
        """Put an act into the diary; `live` does it, unless its hour has not come yet."""
        heappush(self._diary, (at, next(self._order), act))

    def live(self) -> None:
        """Do what was planned, in the order of its hours, and what follows from it."""
        while self._diary and self._diary[0][0] <= self.now:
            at, _order, act = heappop(self._diary)
            self._begin_day(at)
            act(at)
            self.follow(at)

    def _begin_day(self, at: datetime) -> None:
        """Most dues pass with their day: each morning is soon enough, and four times as quick."""
        today = at.astimezone(self.member.business.tz).date()
        if today != self._watched:
            self._watched = today
            self.watch(at)

    def watch(self, until: datetime) -> None:
        """Write down which dues passed in silence until then, as the worker would have."""
        for promise in list(passed_in_silence(until)):
            assert promise.late_after is not None
            at = min(promise.late_after + A_LOOK, until)
            note_missed(promise_id=promise.pk, by=WATCH, at=at)
            self.follow(at)

    def follow(self, at: datetime) -> None:
        """Let the reactions that wait follow now, as the worker would."""
        waiting = Delivery.objects.filter(done_at=None).order_by("pk").values_list("pk", flat=True)
        while found := list(waiting.all()):
            for delivery in found:
                carry_out(delivery_id=delivery, at=at)

    def taken(self, letter: Letter | None, at: datetime) -> None:
        """A letter is kept here, as every letter of a demo, and counts as sent at this hour."""
        if letter is not None:
            sent(letter=letter, reply=OF_A_DEMO, at=at)

    def promise(
        self,
        text: str,
        who: str,
        *,
        made: int,
        due: int,
        kind: Kind = Kind.OTHER,
        theirs: bool = False,
        effort: int | None = None,
    ) -> Promise:
        """Promised `made` days ago, due in `due` days (negative: it has passed)."""
        at = self.now - timedelta(days=made)
        customer = meet(name=who, by=self.by, at=at)
        terms = Terms(
            text=text,
            customer=customer,
            promised_by=Promise.By.CUSTOMER if theirs else Promise.By.BUSINESS,
            kind=Kind.INPUT if theirs else kind,
            effort_minutes=effort,
            owner=self.member,
        )
        return make(terms=terms, due=self.due(due), by=self.by, at=at)

    def kept(self, promise: Promise, days_ago: float) -> None:
        at = self.now - timedelta(days=days_ago)
        keep(promise=promise, by=self.by, at=at)

    def moved(
        self, promise: Promise, days_ago: float, to: int, reason: Move.Reason, words: str = ""
    ) -> None:
        move(
            promise=promise,
            to=self.due(to),
            reason=reason,
            seen=promise.due_number,
            words=words,
            member=self.member,
            by=self.by,
            at=self.now - timedelta(days=days_ago),
        )

    def told(self, promise: Promise, days_ago: float, how: Telling.How) -> None:
        at = self.now - timedelta(days=days_ago)
        tell(promise=promise, how=how, stated_by=self.member, by=self.by, at=at)
