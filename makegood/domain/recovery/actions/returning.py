"""Cases out of our own export, as they were: by them nothing is opened or promised anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import name_key
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.returning import go_back_to
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.returning_grounds import Because, find_or_record
from makegood.domain.recovery.actions.walking import pointers
from makegood.domain.recovery.events import CaseJoined, CauseAdded, CauseCameBack, CauseRetired
from makegood.domain.recovery.models import (
    OPEN,
    Account,
    Case,
    Cause,
    Ground,
    Hearing,
    Prevention,
    Remedy,
    Step,
    Verification,
)
from makegood.domain.recovery.queries.told_again import Hanging, Told, told_of
from makegood.domain.recovery.rules.causes import can_be_asked
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.owned import Owned
from makegood.kit.refusal import Refusal

# A remedy is written before what asks whether it put things right.
MODELS: tuple[type[Owned], ...] = (Step, Hearing, Account, Remedy, Verification, Prevention)
PROMISING = Step | Remedy | Prevention
# What opened these stands elsewhere in the journal.
BY_RULE = {Case.OpenedAs.MISSED, Case.OpenedAs.LOW_SCORE}


@dataclass(frozen=True)
class Learnt:
    """What keeps a case from coming again, maybe brought by another; and its own that did not hold:
    since when, and in which case that showed.
    """

    case: int
    prevention: int | None
    returned: Mapping[int, tuple[datetime, int]]


@transaction.atomic
def bring_back_causes(*, causes: Sequence[Cause], by: Actor, at: datetime) -> None:
    """Where things went wrong, none of which is called as one here is. ValueError for no name."""
    for cause in causes:
        cause.name_key = name_key(cause.name)
        if not cause.name_key:
            raise ValueError("A cause has a name.")
    Cause.objects.bulk_create(causes)
    added = [(CauseAdded(subject_id=one.pk), one.added_at) for one in causes]
    retired = [(CauseRetired(subject_id=one.pk), one.retired_at) for one in causes]
    record_import([*added, *(said for said in retired if said[1] is not None)], by=by, at=at)


@transaction.atomic
def bring_back_cases(
    *,
    cases: Sequence[Case],
    grounds: Sequence[Because],
    hanging: Sequence[Hanging],
    by: Actor,
    at: datetime,
) -> None:
    """Cases, none of which is here, each thing with its case set. What they promised is here.

    Refused: an open one of a piece of work of which another is open here. ValueError for what no
    case can say, and for what is another customer's: the caller refuses it.
    """
    _refuse_a_second(cases)
    if not all(can_be_asked(case.whys) for case in cases):
        raise ValueError("Up to five times why, each in a line.")
    _know(cases, hanging)
    _insist_on_their_own(cases, hanging)
    found = find_or_record(grounds=grounds, by=by, at=at)
    for because, entry in found.items():
        if because.ground.case.opened_as in BY_RULE and because.ground.case.because_id is None:
            because.ground.case.because_id = entry.pk
    Case.objects.bulk_create(cases)
    _write(hanging)
    entries = _tell(cases, grounds, hanging, by=by, at=at)
    for because in grounds:
        ground = because.ground
        ground.case_id = ground.case.pk
        ground.entry = found.get(because) or entries.get(because) or entries[ground.case]
    Ground.objects.bulk_create([because.ground for because in grounds])
    for case, promises in _promised_in(cases, hanging):
        go_back_to(entry_id=entries[case].pk, promises=promises, by=by, at=at)


@transaction.atomic
def bring_back_learnt(*, learnt: Sequence[Learnt], by: Actor, at: datetime) -> None:
    """What keeps cases that are here now from coming again, and whether it held."""
    said = list[tuple[CauseCameBack, datetime | None]]()
    for one in learnt:
        Case.objects.filter(pk=one.case, prevention=None).update(prevention=one.prevention)
        own = Prevention.objects.filter(case=one.case, promise__in=one.returned, came_back_at=None)
        for prevention in own:
            since, case = one.returned[prevention.promise_id]
            returned = {"came_back_at": since, "came_back_case": case}
            Prevention.objects.filter(pk=prevention.pk).update(**returned)
            event = CauseCameBack(
                subject_id=prevention.cause_id, case=case, prevention=prevention.pk
            )
            said.append((event, since))
    record_import(said, by=by, at=at)


def _refuse_a_second(cases: Sequence[Case]) -> None:
    works = [case.engagement_id for case in cases if case.is_open and case.engagement_id]
    if len(set(works)) < len(works) or Case.objects.filter(OPEN, engagement__in=works).exists():
        raise Refusal(_("Another case of the same work is open here."))


def _know(cases: Sequence[Case], hanging: Sequence[Hanging]) -> None:
    """Whose they are, and what they promised, in three questions."""
    promising = [one for one in hanging if isinstance(one, PROMISING)]
    ids = {one.promise_id for one in promising} | {case.answer_id for case in cases}
    promises = Promise.objects.select_related("customer").in_bulk(ids - {None})
    customers = Customer.objects.in_bulk({case.customer_id for case in cases})
    works = Engagement.objects.select_related("customer").in_bulk(
        {case.engagement_id for case in cases} - {None}
    )
    for case in cases:
        case.customer = customers[case.customer_id]
        case.engagement = works.get(case.engagement_id or 0)
        case.answer = promises.get(case.answer_id or 0)
    for one in promising:
        one.promise = promises.get(one.promise_id or 0)


def _insist_on_their_own(cases: Sequence[Case], hanging: Sequence[Hanging]) -> None:
    """No case says a word of another customer's, nor what was promised to them."""
    for case in cases:
        if case.engagement is not None:
            _insist_on_the_same(case, case.engagement.customer)
        if case.answer is not None:
            _insist_on_the_same(case, case.answer.customer)
    for one in hanging:
        if isinstance(one, PROMISING) and one.promise is not None:
            is_theirs = isinstance(one, Remedy) or one.promise.customer is not None
            _insist_on_the_same(one.case, one.promise.customer if is_theirs else one.case.customer)


def _insist_on_the_same(case: Case, who: Customer | None) -> None:
    if who is None or who.head_id != case.customer.head_id:
        raise ValueError("A case is of one customer.")


def _write(hanging: Sequence[Hanging]) -> None:
    for one in hanging:
        one.case_id = one.case.pk
    for model in MODELS:
        for one in hanging:
            if isinstance(one, Verification) and one.remedy is not None:
                one.remedy_id = one.remedy.pk
        model.objects.bulk_create([one for one in hanging if isinstance(one, model)])


def _tell(
    cases: Sequence[Case],
    grounds: Sequence[Because],
    hanging: Sequence[Hanging],
    *,
    by: Actor,
    at: datetime,
) -> dict[object, Entry]:
    """Write down what happened, each thing at its time; what was opened and what joined, by it."""
    opened, told = set[int](), list(told_of(cases, hanging))
    for because in grounds:
        ground = because.ground
        if ground.case.pk in opened:
            event = CaseJoined(**pointers(ground.case), opened_as=Case.OpenedAs(ground.opened_as))
            when = because.happened_at if because.event == CaseJoined.name else ground.at
            told.append(Told(event, when, because))
        opened.add(ground.case.pk)
    told.sort(key=lambda one: one.at)
    said = record_import([(one.event, one.at) for one in told], by=by, at=at)
    each = zip(told, said, strict=True)
    return {one.about: entry for one, entry in each if one.about is not None}


def _promised_in(
    cases: Sequence[Case], hanging: Sequence[Hanging]
) -> Iterator[tuple[Case, set[int]]]:
    """What was promised in each case."""
    found = defaultdict[int, set[int | None]](set)
    for one in hanging:
        if isinstance(one, PROMISING):
            found[one.case_id].add(one.promise_id)
    for case in cases:
        promised = found[case.pk] | {case.answer_id}
        yield case, {one for one in promised if one is not None}
