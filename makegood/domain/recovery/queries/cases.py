"""Cases in lists: what wants an act, and of whom they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from makegood.domain.promises.rules.due import Due, has_passed
from makegood.domain.recovery.models import OPEN, Case, Ground, Prevention, Step
from makegood.foundation.journal.importable import Shown
from makegood.foundation.journal.models import Entry

PAGE = 50
RELATED = ("customer__merged_into", "engagement", "owner__user", "cause")


@dataclass(frozen=True)
class Asking:
    """A case, what is asked for in it now, and by when it was promised."""

    case: Case
    kind: Step.Kind
    promise_id: int
    due: Due | None
    is_late: bool


@dataclass(frozen=True)
class Returned:
    """What we had changed against a cause and called fixed, and the case in which it came back."""

    change: Prevention
    case: Case
    asking: Asking | None


@dataclass(frozen=True)
class ForToday:
    """What of our cases stands on Today: whose act is late (the longest first), who sees to none,
    and what we had called fixed and came back.
    """

    late: list[Asking]
    without_owner: list[Case]
    came_back: list[Prevention]

    @property
    def oldest(self) -> Asking | None:
        return self.late[0] if self.late else None


def in_need(*, now: datetime, limit: int = PAGE) -> list[Asking]:
    """Every case that asks for an act, by when it was promised: the first due first."""
    return _asking(_open_steps()[:limit], now)


def for_today(*, now: datetime, limit: int = PAGE) -> ForToday:
    """Three questions."""
    late = _open_steps().filter(promise__late_after__lt=now)[:limit]
    ownerless = Case.objects.filter(OPEN, owner=None).select_related(*RELATED).order_by("id")
    return ForToday(
        late=_asking(late, now),
        without_owner=list(ownerless[:limit]),
        came_back=_came_back(limit),
    )


def returned(*, now: datetime, limit: int = PAGE) -> list[Returned]:
    """What came back while we watched, as long as nothing else was promised against it; with the
    act that its case asks for. One question where nothing did.
    """
    found = {change.came_back_case_id: change for change in _came_back(limit)}
    if not found:
        return []
    steps = _asking(_open_steps().filter(case__in=found), now)
    asked = {asking.case.pk: asking for asking in steps}
    return [
        Returned(change, change.came_back_case, asked.get(change.came_back_case.pk))
        for change in found.values()
        if change.came_back_case is not None
    ]


def of_customer(ids: Collection[int], limit: int = PAGE) -> list[Case]:
    """The cases of one person, by their head and its aliases: the newest first."""
    found = Case.objects.filter(customer__in=ids).select_related(*RELATED)
    return list(found.order_by("-id")[:limit])


def of_work(engagement_id: int, limit: int = PAGE) -> list[Case]:
    """The cases of a piece of work: the newest first."""
    found = Case.objects.filter(engagement=engagement_id).select_related(*RELATED)
    return list(found.order_by("-id")[:limit])


def open_in(engagement_id: int) -> Case | None:
    """What is not right yet in a piece of work: one case at most."""
    return Case.objects.filter(OPEN, engagement=engagement_id).select_related(*RELATED).first()


def with_answer(response_id: int, case_id: int) -> Case | None:
    """This case, if this answer belongs to it."""
    answer = {"entry__subject_kind": "response", "entry__subject_id": response_id}
    ground = Ground.objects.filter(case=case_id, **answer).select_related("case__engagement")
    found = ground.first()
    return found.case if found is not None else None


def scores_of(cases: Collection[Case]) -> dict[int, tuple[int, int]]:
    """The low score that opened a case which nobody named, by the case. No question for none."""
    unnamed = {
        case.because_id: case.pk
        for case in cases
        if case.because_id is not None
        and not case.matter
        and case.opened_as == Case.OpenedAs.LOW_SCORE
    }
    if not unnamed:
        return {}
    return {
        unnamed[entry.pk]: (entry.facts["score"], entry.facts["out_of"])
        for entry in Entry.objects.filter(pk__in=list(unnamed))
        if "out_of" in entry.facts
    }


def _came_back(limit: int) -> list[Prevention]:
    found = Prevention.objects.filter(came_back_case__isnull=False, came_back_case__prevention=None)
    found = found.filter(Shown("came_back_case__import_batch"))
    related = ("cause", "came_back_case__customer__merged_into", "came_back_case__engagement")
    return list(found.select_related(*related).order_by("id")[:limit])


def _open_steps() -> QuerySet[Step]:
    related = ("promise", *(f"case__{name}" for name in RELATED))
    found = Step.objects.filter(ended_at=None).select_related(*related)
    return found.order_by("promise__late_after", "id")


def _asking(steps: QuerySet[Step], now: datetime) -> list[Asking]:
    return [
        Asking(
            case=step.case,
            kind=Step.Kind(step.kind),
            promise_id=step.promise_id,
            due=step.promise.due,
            is_late=has_passed(step.promise.late_after, now),
        )
        for step in steps
    ]
