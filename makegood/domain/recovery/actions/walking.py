"""How every act on a case goes on: the case held, its step done, the next one promised."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from makegood.domain.playbook.queries import recovery_times
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.recovery.events import CaseClosed, CaseReopened, RemedyEnded, StepBegun
from makegood.domain.recovery.models import OPEN, Case, Remedy, Step
from makegood.domain.recovery.queries.named import name_within
from makegood.domain.recovery.queries.progress import (
    asks,
    done_in,
    in_force,
    open_step,
    standing_case,
    standing_remedy,
)
from makegood.domain.recovery.queries.told_again import about_case
from makegood.domain.recovery.rules.steps import (
    Way,
    answer_hours,
    hours_for,
    is_done,
    next_step,
    step_by,
)
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import current_business

# The rule that ends what a case needs no more.
WENT_ON = "case went on"
# What is promised to them, as it stands on their page.
TO_THEM = {
    Way.ACKNOWLEDGE: gettext_noop("Our word on what went wrong"),
    Way.REMEDY: gettext_noop("How we put it right"),
}
TO_OURSELVES = {
    Way.HEAR: gettext_noop("Hear what %(who)s expected: %(matter)s"),
    Way.FACTS: gettext_noop("Say what happened on our side: %(who)s, %(matter)s"),
    Way.VERIFY: gettext_noop("Ask %(who)s whether it is right now: %(matter)s"),
    Way.CAUSE: gettext_noop("Find out where it came from: %(who)s, %(matter)s"),
    Way.PREVENT: gettext_noop("See that it does not happen again: %(who)s, %(matter)s"),
}


def hold(case: Case) -> None:
    """Let nobody else write to this case until we are done, and read it as it is now."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update(of=("self",)))


def pointers(case: Case) -> dict[str, Any]:
    """What an event of this case points at."""
    return about_case(case)


def walk_on(case: Case, because: int, *, by: Actor, at: datetime, anew: bool = False) -> None:
    """End the step that was open, if it is not the next one still, and promise what is.

    `anew`: the same step is asked for once more, by a time of its own.
    """
    done = done_in(case)
    way, step = next_step(done), open_step(case)
    if step is not None and step.kind == way and not anew:
        return
    if step is not None:
        _end(step, because, was_done=anew or is_done(Way(step.kind), done), by=by, at=at)
    if way is not None:
        promise = _promised(case, way, because, by=by, at=at)
        Step.objects.create(case=case, kind=way.value, promise=promise, began_at=at)
        record(StepBegun(**pointers(case), promise=promise.pk), by=by, at=at)


def let_go(promise: Promise | None, because: int, *, at: datetime) -> None:
    """Nobody waits for this promise any more: what it was about has gone on without it."""
    if promise is not None and (now := in_force(promise)).is_open:
        rule = Actor("rule", because, rule=WENT_ON)
        withdraw(promise=now, asked_by=Promise.AskedBy.DONE, by=rule, at=at)


def close(
    case: Case,
    closing: Case.Closing,
    because: int | None,
    *,
    by: Actor,
    at: datetime,
    parted_why: str = "",
) -> bool:
    """The customer's side has ended; what it still had promised of itself is let go."""
    closed = {"closed_at": at, "closing": closing, "parted_why": parted_why}
    late_yes = Case.objects.filter(pk=case.pk, closing=Case.Closing.NO_ANSWER)
    if not Case.objects.filter(OPEN, pk=case.pk).update(**closed):
        if closing == Case.Closing.VERIFIED and late_yes.update(closing=closing):
            hold(case)
            record(CaseClosed(**pointers(case), closing=closing), by=by, at=at)
        return False
    hold(case)
    entry = record(CaseClosed(**pointers(case), closing=closing), by=by, at=at)
    walk_on(case, because or entry.pk, by=by, at=at)
    let_go(case.answer, entry.pk, at=at)
    return True


def reopen(case: Case, *, by: Actor, at: datetime) -> Entry | None:
    """The entry that says so. None where another case of the same matter is open: it goes on."""
    if standing_case(case.customer, case.engagement) is not None:
        return None
    closed = {"closed_at": None, "closing": ""}
    Case.objects.filter(pk=case.pk).update(**closed)
    hold(case)
    return record(CaseReopened(**pointers(case)), by=by, at=at)


def end_remedy(case: Case, remedy: Remedy, *, by: Actor, at: datetime) -> int:
    """It was not enough, or was withdrawn: another has to be found. The entry that says so."""
    Remedy.objects.filter(pk=remedy.pk, ended_at=None).update(ended_at=at)
    return record(RemedyEnded(**pointers(case), remedy=remedy.pk), by=by, at=at).pk


def answer_by(case: Case, because: int, *, by: Actor, at: datetime) -> Promise:
    """Promise them by when they hear how we put it right: once we heard them and looked."""
    within = answer_hours(recovery_times())
    return _make(case, Way.REMEDY, within, because, by=by, at=at)


def _end(step: Step, because: int, *, was_done: bool, by: Actor, at: datetime) -> None:
    """Its promise is kept, if nobody kept it by hand; or let go. The remedy's has its own end."""
    Step.objects.filter(pk=step.pk, ended_at=None).update(ended_at=at, done=was_done)
    if step.kind == Way.PUT_RIGHT:
        return
    promise = in_force(step.promise)
    if was_done and promise.is_open:
        keep(promise=promise, by=by, at=at)
    elif step.promise_id != step.case.answer_id:
        let_go(promise, because, at=at)


def _promised(case: Case, way: Way, because: int, *, by: Actor, at: datetime) -> Promise:
    """The promise of a step: made for it, or already there."""
    if way == Way.PUT_RIGHT:
        remedy = standing_remedy(case)
        assert remedy is not None
        assert remedy.promise is not None
        return in_force(remedy.promise)
    if way == Way.REMEDY and case.answer is not None and in_force(case.answer).is_open:
        return in_force(case.answer)
    rounds = len(asks(case)) if way == Way.VERIFY else 0
    within = hours_for(way, recovery_times(), rounds=rounds)
    return _make(case, way, within, because, by=by, at=at)


def _make(case: Case, way: Way, within: int, because: int, *, by: Actor, at: datetime) -> Promise:
    business, who = current_business(), case.who
    is_theirs = way in TO_THEM
    with translation.override((is_theirs and who.language) or business.locale):
        said = {"who": who.name, "matter": name_within(case)}
        text = _(TO_THEM[way]) if is_theirs else _(TO_OURSELVES[way]) % said
    by_when = step_by(office_hours(now=at), within, now=at)
    terms = Terms(
        text=text,
        customer=case.customer if is_theirs else None,
        engagement=case.engagement if is_theirs else None,
        kind=Promise.Kind.REPLY if is_theirs else Promise.Kind.FOLLOW_UP,
        owner=case.owner,
        because=because,
    )
    return make(terms=terms, due=Due(zone=business.zone, at=by_when), by=by, at=at)
