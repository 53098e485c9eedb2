"""What a customer sees of the ledger on their own page: theirs alone, and only what is visible."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import OPEN, Notice, Promise
from makegood.domain.promises.queries.stories import with_stories

MOST = 30
MOST_DONE = 5


@dataclass(frozen=True)
class CustomersPage:
    """Notices of moves that still stand, newest first; what they owe us; what we owe them."""

    notices: list[Notice]
    theirs: list[Promise]
    ours: list[Promise]
    done: list[Promise]


def page_of(customer: Customer) -> CustomersPage:
    """All of one customer's page, in a number of questions that does not grow with its rows."""
    seen = Promise.objects.filter(customer=customer, visible=True)
    by_due = seen.filter(OPEN).order_by(F("late_after").asc(nulls_last=True), "id")
    theirs = list(by_due.filter(by=Promise.By.CUSTOMER)[:MOST])
    ours = list(by_due.filter(to=Promise.To.CUSTOMER)[:MOST])
    done = seen.filter(to=Promise.To.CUSTOMER, kept_at__isnull=False)
    last = list(done.order_by("-kept_at", "-id")[:MOST_DONE])
    with_stories([*theirs, *ours, *last])
    return CustomersPage(_notices(ours), theirs, ours, last)


def notice_of(customer: Customer, notice_id: int) -> Notice:
    """A notice to this customer; Notice.DoesNotExist if it is another's."""
    found: Notice = _with_all().get(pk=notice_id, promise__customer=customer, promise__visible=True)
    return found


def _notices(ours: list[Promise]) -> list[Notice]:
    """The last notice of each open promise, where it speaks of the date in force."""
    found = _with_all().filter(promise__in=ours, move__number=F("promise__due_number"))
    newest = {notice.promise_id: notice for notice in found.order_by("id")}
    return sorted(newest.values(), key=lambda notice: -notice.pk)


def _with_all() -> QuerySet[Notice]:
    return Notice.objects.select_related(
        "promise__customer", "promise__next_update", "move__promise", "written_by__user"
    ).prefetch_related("answers")
