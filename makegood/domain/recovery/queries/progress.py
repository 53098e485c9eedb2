"""How far a case is."""

from __future__ import annotations

from django.db.models import Q

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.neighbours import successors_of
from makegood.domain.recovery.models import (
    OPEN,
    STANDING,
    Case,
    Hearing,
    Prevention,
    Remedy,
    Step,
    Verification,
)
from makegood.domain.recovery.rules.steps import Done
from makegood.foundation.mail.models import Letter

LOST = (Letter.State.FAILED, Letter.State.BOUNCED)


def get(case_id: int) -> Case:
    """One case of our business; Case.DoesNotExist if it is not ours."""
    related = ("customer__merged_into", "engagement", "owner__user", "cause", "prevention")
    found: Case = Case.objects.select_related(*related).get(pk=case_id)
    return found


def done_in(case: Case) -> Done:
    """What was done in it so far.

    Heard is who said what they expected, or what would be right: a concern alone does not.
    """
    remedy = standing_remedy(case)
    said = Hearing.objects.filter(case=case).exclude(expected="", wishes="", right_when="")
    return Done(
        acknowledged=case.acknowledged_at is not None,
        heard=said.exists(),
        accounted=case.accounts.exists(),
        remedy_told=remedy is not None and remedy.told_at is not None,
        remedy_kept=remedy is not None and remedy.promise is not None and _is_kept(remedy.promise),
        closed=not case.is_open,
        for_nothing=case.closing == Case.Closing.KEPT,
        cause_named=case.cause_id is not None,
        prevented=case.prevention_id is not None,
    )


def _is_kept(promise: Promise) -> bool:
    return in_force(promise).kept_at is not None


def in_force(promise: Promise) -> Promise:
    """The promise itself, or what was promised instead of it."""
    return [promise, *successors_of(promise)][-1]


def written_in(letter_id: int) -> Case | None:
    """The case in which we wrote this letter; None: in none."""
    said = Q(acknowledgement=letter_id) | Q(remedies__letter=letter_id)
    return Case.objects.filter(said | Q(verifications__letter=letter_id)).first()


def open_step(case: Case) -> Step | None:
    """What is asked for now, with the promise that says by when; None at the end of the way."""
    found = Step.objects.filter(case=case, ended_at=None)
    return found.select_related("promise").first()


def standing_remedy(case: Case) -> Remedy | None:
    """How we put it right, as far as it is asked for, decided or promised; None: not yet."""
    found = Remedy.objects.filter(STANDING, case=case)
    return found.select_related("promise", "asked_by__user").first()


def asks(case: Case) -> list[Verification]:
    """How often we asked whether it is right, since what we last promised; the first first.

    A letter that did not reach them asked nothing.
    """
    found = Verification.objects.filter(case=case, asked_at__isnull=False)
    found = found.exclude(letter__state__in=LOST)
    return list(found.filter(remedy=standing_remedy(case)).order_by("id"))


def comes_back(case: Case) -> Prevention | None:
    """What we changed against its cause and watched when the case was opened: it did not hold."""
    found = Prevention.objects.filter(
        cause=case.cause_id,
        watched_from__lte=case.opened_at,
        watched_until__gte=case.opened_at,
        came_back_at=None,
    )
    return found.order_by("id").last()


def under_way(cause_id: int) -> Prevention | None:
    """What we promised ourselves against a cause and have not done yet."""
    found = Prevention.objects.filter(
        cause=cause_id, promise__kept_at=None, promise__withdrawn_at=None
    )
    return found.order_by("id").last()


def standing_case(customer: Customer, engagement: Engagement | None) -> Case | None:
    """The open case of the same matter, and nobody else opens one until we are done.

    The same matter is the same piece of work; of none, the same customer's.
    """
    Customer.objects.select_for_update(of=("self",)).get(pk=customer.head_id)
    found = Case.objects.filter(OPEN, engagement=engagement)
    if engagement is None:
        found = found.filter(customer__in=ids_of(customer))
    return found.order_by("id").first()
