"""A case walked to its end: each step done a while before it was promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.learning import Change, name_cause, prevent
from makegood.domain.recovery.actions.listening import (
    Words,
    account,
    acknowledge,
    hear,
    write_acknowledgement,
)
from makegood.domain.recovery.actions.putting_right import (
    Offer,
    decide_remedy,
    tell_remedy,
    write_remedy,
)
from makegood.domain.recovery.actions.verifying import answer, ask_verification, part
from makegood.domain.recovery.models import Case, How, Remedy, Step
from makegood.domain.recovery.queries.progress import in_force, open_step, standing_remedy
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.interfaces.cli.worlds.plumber.telling import Teller

Way = Step.Kind
BEFORE, SOONEST = timedelta(minutes=50), timedelta(minutes=25)


@dataclass(frozen=True, kw_only=True)
class Went:
    """What was said in a case, and what was done about it."""

    expected: str
    wishes: str
    right_when: str
    account: str
    cause: str
    kind: Remedy.Kind = Remedy.Kind.APOLOGY
    remedy: str = ""
    pounds: int = 0
    takes: int = 5
    right: str = ""
    whys: tuple[str, ...] = ()
    change: str = ""
    change_takes: int = 7
    watch_days: int = 90
    # The letter that says that we heard them; else it is said by phone, as all of it is.
    letter: str = ""
    parted: str = ""


@dataclass
class Walk:
    """One case under way; `go` does what is asked for now."""

    teller: Teller
    case: Case
    went: Went

    @property
    def josie(self) -> Member:
        return self.teller.josie

    @property
    def by(self) -> Actor:
        return self.teller.world.by

    def go_on(self, when: datetime) -> None:
        """What is asked for now; then the next, in its time, to the end."""
        self.go(when)
        self.teller.world.plan(when + timedelta(minutes=1), self._ahead)

    def _ahead(self, when: datetime) -> None:
        step, remedy = open_step(self.case), standing_remedy(self.case)
        if step is None or step.promise.late_after is None:
            return
        at = step.promise.late_after - BEFORE
        if step.kind == Way.PUT_RIGHT and remedy is not None:
            at = self.teller.world.at(self._days(remedy.due_on), 15)
        self.teller.world.plan(max(at, when + SOONEST), self.go_on)

    def go(self, when: datetime) -> None:
        step = open_step(self.case)
        if step is not None:
            self._does(Way(step.kind))(when)

    def _does(self, way: Way) -> Callable[[datetime], None]:
        return {
            Way.ACKNOWLEDGE: self._acknowledges,
            Way.HEAR: self._hears,
            Way.FACTS: self._says_what_happened,
            Way.REMEDY: self._offers,
            Way.PUT_RIGHT: self._puts_right,
            Way.VERIFY: self._asks,
            Way.CAUSE: self._finds_the_cause,
            Way.PREVENT: self._prevents,
        }[way]

    def _acknowledges(self, when: datetime) -> None:
        case, member, by = self.case, self.josie, self.by
        if not self.went.letter:
            acknowledge(case=case, how=How.PHONE, member=member, by=by, at=when)
            return
        letter = write_acknowledgement(
            case=case,
            words=self.went.letter,
            address=case.who.email,
            member=member,
            by=by,
            at=when,
        )
        self.teller.world.taken(letter, when)

    def _hears(self, when: datetime) -> None:
        went = self.went
        words = Words(expected=went.expected, wishes=went.wishes, right_when=went.right_when)
        hear(case=self.case, words=words, how=How.PHONE, member=self.josie, by=self.by, at=when)

    def _says_what_happened(self, when: datetime) -> None:
        said = self.went.account
        account(case=self.case, words=said, member=self.josie, by=self.by, at=when)

    def _offers(self, when: datetime) -> None:
        if self.went.parted:
            part(case=self.case, why=self.went.parted, by=self.by, at=when)
            return
        offer = Offer(
            kind=self.went.kind,
            words=self.went.remedy,
            due_on=self._day(when, self.went.takes),
            cost_cents=100 * self.went.pounds,
        )
        member, by = self.josie, self.by
        remedy = decide_remedy(case=self.case, offer=offer, member=member, by=by, at=when)
        if not self.went.letter:
            tell_remedy(remedy=remedy, how=How.PHONE, member=member, by=by, at=when)
            return
        address = self.case.who.email
        letter = write_remedy(
            remedy=remedy, words="", address=address, member=member, by=by, at=when
        )
        self.teller.world.taken(letter, when)

    def _puts_right(self, when: datetime) -> None:
        remedy = standing_remedy(self.case)
        if remedy is not None and remedy.promise is not None:
            self._keeps(remedy.promise, when)

    def _asks(self, when: datetime) -> None:
        """On the phone they say so at once; a letter is answered on their page, in the evening."""
        if not self.went.letter:
            self._found_right(How.PHONE, self.josie, self.by, when)
            return
        asked = ask_verification(
            case=self.case,
            number=1,
            words="",
            address=self.case.who.email,
            member=self.josie,
            by=self.by,
            at=when,
        )
        self.teller.world.taken(asked.letter, when)
        customer = Actor("customer", self.case.customer_id)
        answers = partial(self._found_right, How.PAGE, None, customer)
        self.teller.world.plan(when + timedelta(hours=3), answers)

    def _found_right(self, how: How, member: Member | None, by: Actor, when: datetime) -> None:
        words = self.went.right
        answer(case=self.case, is_right=True, words=words, how=how, member=member, by=by, at=when)

    def _finds_the_cause(self, when: datetime) -> None:
        name_cause(case=self.case, name=self.went.cause, whys=self.went.whys, by=self.by, at=when)

    def _prevents(self, when: datetime) -> None:
        if not self.went.change:
            return
        change = Change(
            words=self.went.change,
            owner=self.josie,
            due_on=self._day(when, self.went.change_takes),
            watch_days=self.went.watch_days,
        )
        made = prevent(case=self.case, change=change, by=self.by, at=when)
        done = self.teller.world.at(self._days(change.due_on), 15, 30)
        self.teller.world.plan(done, partial(self._keeps, made.promise))

    def _keeps(self, promise: Promise, when: datetime) -> None:
        keep(promise=in_force(promise), by=self.by, at=when)

    def _days(self, day: date) -> int:
        return (day - self.teller.world.day(0)).days

    def _day(self, when: datetime, days: int) -> date:
        """The working day so many days after, or the one that follows it."""
        day = when.astimezone(self.teller.world.member.business.tz).date() + timedelta(days=days)
        return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)
