"""What a customer sees of their cases: what they said, what we do, and what we ask them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.feedback.queries.responses import words_of
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import OPEN, Case, Hearing, Step
from makegood.domain.recovery.queries.progress import in_force, open_step, standing_remedy

MOST = 10
# The steps that end with a word of ours to them.
HEARING = (Step.Kind.ACKNOWLEDGE, Step.Kind.REMEDY)


@dataclass(frozen=True)
class Theirs:
    """One open case as its customer sees it.

    `told` is what they wrote beside a low score. `answer` is what says by when they hear from us;
    `remedy`, what we promised to put it right, once they were told. `asks_words`: we would like to
    hear what they expected; `asks_right`: whether it is right now.
    """

    case: Case
    told: list[str]
    said: list[Hearing]
    answer: Promise | None
    remedy: Promise | None
    asks_words: bool
    asks_right: bool


def cases_of(ids: Collection[int]) -> list[Theirs]:
    """The open cases of one person, by their head and its aliases, the newest first.

    One question where there is none.
    """
    found = Case.objects.filter(OPEN, customer__in=ids)
    rows = found.select_related("customer__merged_into", "engagement", "answer").order_by("-id")
    return [_theirs(case) for case in rows[:MOST]]


def case_of(customer: Customer, case_id: int) -> Case:
    """One case of theirs, open or not; Case.DoesNotExist if it is not theirs."""
    found: Case = Case.objects.select_related("customer__merged_into", "engagement").get(
        pk=case_id, customer__in=ids_of(customer)
    )
    return found


def _theirs(case: Case) -> Theirs:
    said = list(case.hearings.order_by("id"))
    step, remedy = open_step(case), standing_remedy(case)
    told = remedy is not None and remedy.told_at is not None
    return Theirs(
        case=case,
        told=told_in(case),
        said=said,
        answer=_answer(case, step),
        remedy=in_force(remedy.promise) if told and remedy and remedy.promise else None,
        asks_words=not told and not any(one.is_whole for one in said),
        asks_right=step is not None and step.kind == Step.Kind.VERIFY,
    )


def case_steps(ids: Collection[int]) -> Q:
    """Of promises: those that are steps of this person's cases. What puts it right is none."""
    theirs = Step.objects.filter(case__customer__in=ids).exclude(kind=Step.Kind.PUT_RIGHT)
    answers = Case.objects.filter(customer__in=ids, answer__isnull=False)
    steps, words = theirs.values("promise"), answers.values("answer")
    return Q(pk__in=steps) | Q(pk__in=words) | Q(succeeds__in=steps) | Q(succeeds__in=words)


def are_steps(promises: Collection[Promise], ids: Collection[int]) -> set[int]:
    """Which of these are. No question where none goes back to something that happened."""
    some = [promise.pk for promise in promises if promise.because_id or promise.succeeds_id]
    found = Promise.objects.filter(case_steps(ids), pk__in=some)
    return set(found.values_list("pk", flat=True)) if some else set()


def told_in(case: Case) -> list[str]:
    """What they wrote beside the low scores that belong to a case."""
    scored = case.grounds.filter(opened_as=Case.OpenedAs.LOW_SCORE, entry__subject_kind="response")
    found = (words_of(key) for key in scored.values_list("entry__subject_id", flat=True))
    return [words for words in found if words]


def hears_by(case: Case) -> Promise | None:
    """What says by when they hear from us in it; None where nothing open does."""
    return _answer(case, open_step(case))


def _answer(case: Case, step: Step | None) -> Promise | None:
    """By when they hear: that we heard them, or how we put it right; each time anew."""
    waits = step.promise if step is not None and step.kind in HEARING else None
    promised = (in_force(one) for one in (waits, case.answer) if one is not None)
    return next((one for one in promised if one.is_open), None)
