"""What the journal says of cases that came back: each thing at its own time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from makegood.domain.recovery.events import (
    CaseAccounted,
    CaseAcknowledged,
    CaseClosed,
    CaseFoundRight,
    CaseFoundWrong,
    CaseHeard,
    CaseOpened,
    PreventionPromised,
    RemedyAsked,
    RemedyDecided,
    RemedyEnded,
    RemedyTold,
    StepBegun,
    VerificationAsked,
)
from makegood.domain.recovery.models import (
    Account,
    Case,
    Hearing,
    How,
    Prevention,
    Remedy,
    Step,
    Verification,
)
from makegood.foundation.journal.events import Event

Hanging = Step | Hearing | Account | Remedy | Verification | Prevention


@dataclass(frozen=True)
class Told:
    """One entry to come. `about`: what will want to point at it; None where nothing does."""

    event: Event
    at: datetime
    about: object = None


def about_case(case: Case) -> dict[str, Any]:
    """What an event of this case points at."""
    return {
        "subject_id": case.pk,
        "customer_id": case.customer_id,
        "engagement_id": case.engagement_id,
    }


def told_of(cases: Sequence[Case], hanging: Sequence[Hanging]) -> Iterator[Told]:
    """What happened in these, written down by now; that each was opened is about the case."""
    for case in cases:
        opened_as = Case.OpenedAs(case.opened_as)
        yield Told(CaseOpened(**about_case(case), opened_as=opened_as), case.opened_at, case)
        if case.acknowledged_at is not None:
            how = How(case.acknowledged_how)
            yield Told(CaseAcknowledged(**about_case(case), how=how), case.acknowledged_at)
        if case.closed_at is not None:
            closing = Case.Closing(case.closing)
            yield Told(CaseClosed(**about_case(case), closing=closing), case.closed_at)
    for one in hanging:
        yield from _of_words(one)
        if isinstance(one, Remedy):
            yield from _of_remedy(one)
    yield from _of_verifications([one for one in hanging if isinstance(one, Verification)])


def _of_words(one: Hanging) -> Iterator[Told]:
    about = about_case(one.case)
    if isinstance(one, Step):
        yield Told(StepBegun(**about, promise=one.promise_id), one.began_at)
    elif isinstance(one, Hearing):
        yield Told(CaseHeard(**about, hearing=one.pk, how=How(one.how)), one.heard_at)
    elif isinstance(one, Account):
        yield Told(CaseAccounted(**about, account=one.pk), one.written_at)
    elif isinstance(one, Prevention):
        yield Told(PreventionPromised(**about, prevention=one.pk), one.promise.made_at)


def _of_remedy(one: Remedy) -> Iterator[Told]:
    about, cost = {**about_case(one.case), "remedy": one.pk}, one.cost_cents
    if one.decided_at != one.asked_at:
        yield Told(RemedyAsked(**about, cost_cents=cost), one.asked_at)
    if one.decided_at is not None:
        kind = Remedy.Kind(one.kind)
        yield Told(RemedyDecided(**about, kind=kind, cost_cents=cost), one.decided_at)
    if one.told_at is not None:
        yield Told(RemedyTold(**about, how=How(one.told_how)), one.told_at)
    if one.ended_at is not None:
        yield Told(RemedyEnded(**about), one.ended_at)


def _of_verifications(found: Sequence[Verification]) -> Iterator[Told]:
    asked = Counter[tuple[int, int | None]]()
    for one in found:
        about = about_case(one.case)
        if one.asked_at is not None:
            asked[one.case_id, one.remedy_id] += 1
            number = asked[one.case_id, one.remedy_id]
            yield Told(VerificationAsked(**about, number=number), one.asked_at)
        if one.answered_at is not None:
            happened = CaseFoundRight if one.is_right else CaseFoundWrong
            yield Told(happened(**about, how=How(one.how)), one.answered_at)
