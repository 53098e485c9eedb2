"""The plumber's year, act by act: each job of the year goes through the actions on its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions import note_rating
from makegood.domain.feedback.rules.scoring import is_low
from makegood.domain.promises.actions.answering import answer, see_answer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Notice, Promise, Telling
from makegood.domain.recovery.rules.opening import WAITED_FOR
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.interfaces.cli.worlds.plumber.asking import Asked
from makegood.interfaces.cli.worlds.plumber.telling import met
from makegood.interfaces.cli.worlds.plumber.went_wrong import WentWrong
from makegood.interfaces.cli.worlds.plumber.year import Hour, Job, Moved
from makegood.interfaces.cli.worlds.world import World

SPOKEN = (Telling.How.PHONE, Telling.How.PHONE, Telling.How.MESSAGE, Telling.How.PERSON)
REACH = "Josie, 01632 960100, weekdays from eight to five"


def at(world: World, hour: Hour) -> datetime:
    return world.at(hour.day, hour.minute // 60, hour.minute % 60)


@dataclass
class Lived:
    """One job of the year, with what stands in the ledger of it so far."""

    world: World
    job: Job
    number: int
    asked: Asked
    went_wrong: WentWrong
    promise: Promise = field(init=False)
    work: Engagement | None = None

    @property
    def member(self) -> Member:
        colleague = self.world.colleague
        return colleague if self.job.sams and colleague else self.world.member

    @property
    def by(self) -> Actor:
        return Actor("member", self.member.pk)

    def plan(self) -> None:
        """Put into the diary what happened to it."""
        job, put = self.job, self.world.plan
        put(at(self.world, job.made), self.begin)
        if job.moved is not None:
            put(at(self.world, job.moved.at), self.move)
        if job.told_late is not None:
            put(at(self.world, job.told_late), self.tell)
        if job.withdrawn is not None:
            put(at(self.world, job.withdrawn), self.call_off)
        if job.kept is not None:
            put(at(self.world, job.kept), self.keep)
            if job.kept.day > job.due and job.trade.kind in WAITED_FOR:
                self.went_wrong.look(job.due)
        if job.praise is not None:
            put(at(self.world, job.praise.at), self.rate)

    def begin(self, when: datetime) -> None:
        customer = met(self.world, self.job.who, when)
        if self.job.pounds is not None:
            self.work = begin(
                customer=customer,
                name=self.job.trade.text,
                value_cents=100 * self.job.pounds,
                by=self.by,
                at=when,
            )
        terms = Terms(
            text=self.job.trade.text,
            customer=customer,
            engagement=self.work,
            kind=self.job.trade.kind,
            owner=self.member,
        )
        due = self.world.due(self.job.due)
        self.promise = make(terms=terms, due=due, by=self.by, at=when)

    def move(self, when: datetime) -> None:
        moved = self.job.moved
        assert moved is not None
        if moved.by_letter:
            self._write(moved, when)
            return
        move(
            promise=self.promise,
            to=self.world.due(moved.to),
            reason=moved.reason,
            words=moved.words,
            seen=self.promise.due_number,
            member=self.member,
            told=SPOKEN[self.number % len(SPOKEN)] if moved.told else None,
            by=self.by,
            at=when,
        )

    def _write(self, moved: Moved, when: datetime) -> None:
        new = NewDate(self.world.due(moved.to), moved.reason, self.promise.due_number)
        notice = write_notice(
            promise=self.promise,
            new=new,
            said=Said(why=moved.words, reach=REACH),
            address=self.job.who.email,
            member=self.member,
            by=self.by,
            at=when,
        )
        self.world.taken(notice.letter, when)
        if self.number % 3:
            heard = at(self.world, Hour(moved.at.day, min(moved.at.minute + 95, 1300)))
            self.world.plan(heard, lambda later: self.answered(notice, later))

    def answered(self, notice: Notice, when: datetime) -> None:
        customer = Actor("customer", notice.promise.customer_id)
        fine = Notice.Option.FINE
        given = answer(notice=notice, choice=fine, words="", by=customer, at=when)
        see_answer(given=given, member=self.member, by=self.by, at=when)

    def tell(self, when: datetime) -> None:
        how = SPOKEN[self.number % len(SPOKEN)]
        tell(promise=self.promise, how=how, stated_by=self.member, by=self.by, at=when)

    def call_off(self, when: datetime) -> None:
        asked = Promise.AskedBy.CUSTOMER if self.number % 4 else Promise.AskedBy.US
        withdraw(promise=self.promise, asked_by=asked, by=self.by, at=when)

    def keep(self, when: datetime) -> None:
        keep(promise=self.promise, by=self.by, at=when)
        if self.work is not None:
            self.asked.next_round(when)

    def rate(self, when: datetime) -> None:
        """In answer to our letter; whoever had none says it in passing."""
        praise = self.job.praise
        assert praise is not None
        assert self.work is not None
        if self.asked.answered(self.work, praise, self.job.who.name, when):
            if is_low(praise.score, 5):
                self.went_wrong.look(praise.at.day)
            return
        note_rating(
            score=praise.score,
            out_of=5,
            words=praise.words,
            said_at=when,
            engagement=self.work,
            by=self.by,
            at=when,
        )
