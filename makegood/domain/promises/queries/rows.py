"""Promises with all that a row shows, in a number of questions that does not grow with rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.expressions import OrderBy

from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.customers.rules import name_key
from makegood.domain.promises.models import OPEN, Promise, Telling
from makegood.domain.promises.queries.stories import story_of, with_stories
from makegood.domain.promises.rules.marks import Moved, Spoken, marks
from makegood.domain.promises.rules.searching import pattern
from makegood.kit.line import Mark

PAGE = 50
BY_DUE = (F("late_after").asc(nulls_last=True), "id")


def with_customer() -> QuerySet[Promise]:
    """Our promises, each with its customer in the same question."""
    return Promise.objects.select_related("customer")


def get(promise_id: int) -> Promise:
    """One promise of our business with its story; Promise.DoesNotExist if it is not ours."""
    return with_stories([with_customer().get(pk=promise_id)])[0]


def several(promise_ids: Collection[int]) -> dict[int, Promise]:
    """Promises of our business by id, each with its story."""
    found = with_customer().filter(pk__in=promise_ids) if promise_ids else ()
    return {promise.pk: promise for promise in with_stories(found)}


def line_of(promise: Promise, *, now: datetime) -> list[Mark]:
    """The marks of a promise fetched with its story."""
    story = story_of(promise)
    return marks(
        made_at=promise.made_at,
        due=promise.due,
        late_after=promise.late_after,
        moves=[Moved(old=row.old_due, at=row.moved_at) for row in story.moves],
        tellings=[
            Spoken(at=row.told_at, by_letter=row.how == Telling.How.LETTER)
            for row in story.tellings
        ],
        kept_at=promise.kept_at,
        withdrawn_at=promise.withdrawn_at,
        end_recorded=promise.end_recorded,
        waits_since=story.waits_since,
        now=now,
    )


def ledger(
    *,
    which: str,
    search: str,
    kind: str,
    customer: Collection[int] | None,
    page: int,
    now: datetime,
) -> tuple[list[Promise], bool]:
    """A page (from 1) of the ledger, and whether there is a next one.

    `which` is open, late, kept, withdrawn, imported-overdue or all; others mean open. Open ones
    come by their due, those without a date at the end; the rest last first. `customer`: the ids of
    one person's head and its aliases.
    """
    late = OPEN & Q(late_after__lt=now)
    orders: dict[str, tuple[Q, tuple[OrderBy | str, ...]]] = {
        "late": (late, ("late_after", "id")),
        "imported-overdue": (late & Q(import_batch__isnull=False), ("late_after", "id")),
        "kept": (Q(kept_at__isnull=False), ("-kept_at", "-id")),
        "withdrawn": (Q(withdrawn_at__isnull=False), ("-withdrawn_at", "-id")),
        "all": (Q(), ("-id",)),
    }
    chosen, order = orders.get(which, (OPEN, BY_DUE))
    found = with_customer().filter(chosen)
    if search:
        found = found.filter(_names(search))
    if kind:
        found = found.filter(kind=kind)
    if customer is not None:
        found = found.filter(customer_id__in=customer)
    start = (page - 1) * PAGE
    rows = _slice(found, order, start, start + PAGE + 1)
    return with_stories(rows[:PAGE]), len(rows) > PAGE


def _names(search: str) -> Q:
    """In the promise's words, its customer's name or its engagement's, in any case."""
    written = pattern(search)
    head = "customer__merged_into__name"
    known = name_key(search)
    who = Q(customer__name_key__contains=known) if known else Q()
    who |= Q(**{f"{head}_key__contains": known}) if known else Q()
    named = Q(text__iregex=written) | Q(customer__name__iregex=written) | who
    named |= Q(**{f"{head}__iregex": written})
    return named | Q(engagement__name__iregex=written)


def _slice(
    found: QuerySet[Promise], order: tuple[OrderBy | str, ...], start: int, end: int
) -> list[Promise]:
    """Rows from start to end. By their due they are read off an index, the dateless after it."""
    if order is not BY_DUE:
        return list(found.order_by(*order)[start:end])
    dated = found.filter(late_after__isnull=False).order_by("late_after", "id")
    rows = list(dated[start:end])
    if len(rows) == end - start:
        return rows
    before = start + len(rows) if rows else dated.count()
    dateless = found.filter(late_after=None).order_by("id")
    return [*rows, *dateless[max(start - before, 0) : end - before]]


def could_wait_for(promise: Promise) -> list[Promise]:
    """Open promises that this one might wait for: of the same customer, theirs first."""
    not_itself = (promise.pk, promise.next_update_id or promise.pk)
    theirs = ids_of(promise.customer) if promise.customer is not None else []
    same = Q(customer__in=theirs) if theirs else Q(customer=None)
    found = Promise.objects.filter(OPEN, same).exclude(pk__in=not_itself)
    theirs_first = Case(When(by=Promise.By.CUSTOMER, then=0), default=1)
    return list(found.order_by(theirs_first, *BY_DUE)[:PAGE])
