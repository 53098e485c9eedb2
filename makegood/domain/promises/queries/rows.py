"""Promises with all that a row shows, in a number of questions that does not grow with rows."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, F, Prefetch, Q, QuerySet, When
from django.db.models.expressions import OrderBy

from makegood.domain.promises.models import OPEN, Promise, Telling, Waiting
from makegood.domain.promises.rules.marks import Moved, Spoken, marks
from makegood.kit.line import Mark

PAGE = 50
BY_DUE = (F("late_after").asc(nulls_last=True), "id")


def with_story(found: QuerySet[Promise]) -> QuerySet[Promise]:
    """With customer, moves, standing tellings, and what each waits on."""
    return found.select_related("customer").prefetch_related(
        "moves",
        Prefetch("tellings", Telling.objects.filter(taken_back_at=None)),
        Prefetch("waits", Waiting.objects.select_related("on")),
    )


def get(promise_id: int) -> Promise:
    """One promise of our business with its story; Promise.DoesNotExist if it is not ours."""
    return with_story(Promise.objects.all()).get(pk=promise_id)


def line_of(promise: Promise, *, now: datetime) -> list[Mark]:
    """The marks of a promise fetched with its story."""
    return marks(
        made_at=promise.made_at,
        due=promise.due,
        moves=[Moved(old=row.old_due, at=row.moved_at) for row in promise.moves.all()],
        tellings=[
            Spoken(at=row.told_at, by_letter=row.how == Telling.How.LETTER)
            for row in promise.tellings.all()
        ],
        kept_at=promise.kept_at,
        withdrawn_at=promise.withdrawn_at,
        waits=any(wait.on.is_open for wait in promise.waits.all()),
        now=now,
    )


def ledger(
    *, which: str, search: str, kind: str, customer: int | None, page: int, now: datetime
) -> tuple[list[Promise], bool]:
    """A page (from 1) of the ledger, and whether there is a next one.

    `which` is open, late, kept, withdrawn, imported-overdue or all; others mean open. Open ones
    come by their due, those without a date at the end; the rest last first.
    """
    orders: dict[str, tuple[Q, tuple[OrderBy | str, ...]]] = {
        "late": (OPEN & Q(late_after__lt=now), BY_DUE),
        "imported-overdue": (
            OPEN & Q(late_after__lt=now, import_batch__isnull=False),
            BY_DUE,
        ),
        "kept": (Q(kept_at__isnull=False), ("-kept_at", "-id")),
        "withdrawn": (Q(withdrawn_at__isnull=False), ("-withdrawn_at", "-id")),
        "all": (Q(), ("-id",)),
    }
    chosen, order = orders.get(which, (OPEN, BY_DUE))
    found = Promise.objects.filter(chosen)
    if search:
        named = Q(text__icontains=search) | Q(customer__name__icontains=search)
        found = found.filter(named | Q(engagement__name__icontains=search))
    if kind:
        found = found.filter(kind=kind)
    if customer is not None:
        found = found.filter(customer_id=customer)
    start = (page - 1) * PAGE
    rows = list(with_story(found.order_by(*order))[start : start + PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def could_wait_for(promise: Promise) -> list[Promise]:
    """Open promises that this one might wait for: of the same customer, theirs first."""
    found = Promise.objects.filter(OPEN, customer=promise.customer).exclude(pk=promise.pk)
    theirs_first = Case(When(by=Promise.By.CUSTOMER, then=0), default=1)
    return list(found.order_by(theirs_first, *BY_DUE)[:PAGE])
