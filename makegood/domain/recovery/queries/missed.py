"""Cases that a missed day opened, and whether it was missed at all."""

from __future__ import annotations

from makegood.domain.promises.events import PromiseMissed
from makegood.domain.promises.models import Notice, Promise, Telling
from makegood.domain.recovery.models import Case, Ground
from makegood.domain.recovery.rules.opening import kept_after_all


def opened_for(promise_id: int) -> list[Case]:
    """The cases to which a missed day of this promise belongs, the oldest first."""
    missed = Ground.objects.filter(
        entry__event=PromiseMissed.name,
        entry__subject_kind="promise",
        entry__subject_id=promise_id,
    )
    found = Case.objects.filter(pk__in=missed.values("case"))
    return list(found.select_related("customer__merged_into").order_by("id"))


def is_for_nothing(case: Case) -> bool:
    """Whether all that belongs to it are missed days that had been kept in time after all."""
    grounds = _grounds(case)
    if any(ground.opened_as != Case.OpenedAs.MISSED for ground in grounds):
        return False
    kept = dict(Promise.objects.filter(pk__in=_promises(grounds)).values_list("pk", "kept_at"))
    return all(
        kept_after_all(kept.get(ground.entry.subject_id), ground.entry.happened_at)
        for ground in grounds
    )


def nothing_was_said(case: Case) -> bool:
    """Whether neither they nor we said a word of it: no letter, no call, nothing on their page.

    Nor what we would do: a remedy that somebody put forward, a cause that was named.
    """
    if case.acknowledged_at is not None or case.cause_id is not None:
        return False
    if any(rows.exists() for rows in (case.hearings, case.remedies, case.verifications)):
        return False
    grounds = _grounds(case)
    since = min(ground.entry.happened_at for ground in grounds)
    told = Telling.objects.filter(promise__in=_promises(grounds), taken_back_at=None)
    written = Notice.objects.filter(promise__in=_promises(grounds), written_at__gte=since)
    return not told.filter(told_at__gte=since).exists() and not written.exists()


def _grounds(case: Case) -> list[Ground]:
    return list(case.grounds.select_related("entry"))


def _promises(grounds: list[Ground]) -> list[int]:
    return [ground.entry.subject_id for ground in grounds]
