"""What a customer sees of the ledger on their own page: theirs alone, and only what is visible."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import OPEN, Notice, Promise, Telling, Update
from makegood.domain.promises.queries.stories import Awaited, story_of, with_stories
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business

MOST = 30
# Open promises of one customer, theirs, ours and updates together; beyond it the latest are unseen.
MOST_ASKED = 10 * MOST
MOST_DONE = 5


@dataclass(frozen=True)
class CustomersPage:
    """Notices of moves that still stand, newest first; what they owe us; what we owe them.

    `updates` are the promises to tell them more, apart from `ours`. `heard_at` is when they last
    had news of us, None if never.
    """

    notices: list[Notice]
    theirs: list[Promise]
    ours: list[Promise]
    updates: list[Promise]
    done: list[Promise]
    heard_at: datetime | None = field(default=None)


def page_of(customer: Customer) -> CustomersPage:
    """All of one customer's page, in a number of questions that does not grow with its rows."""
    seen = Promise.objects.filter(customer=customer, visible=True)
    either = Q(by=Promise.By.CUSTOMER) | Q(to=Promise.To.CUSTOMER)
    by_due = seen.filter(OPEN).filter(either).select_related("next_update")
    rows = list(by_due.order_by(F("late_after").asc(nulls_last=True), "id")[:MOST_ASKED])
    for row in rows:
        row.customer = customer
    theirs = [row for row in rows if row.by == Promise.By.CUSTOMER][:MOST]
    to_them = [row for row in rows if row.to == Promise.To.CUSTOMER]
    ours = [row for row in to_them if row.kind != Promise.Kind.UPDATE][:MOST]
    updates = [row for row in to_them if row.kind == Promise.Kind.UPDATE][:MOST]
    kept = seen.filter(to=Promise.To.CUSTOMER, kept_at__isnull=False)
    done = list(kept.exclude(kind=Promise.Kind.UPDATE).order_by("-kept_at", "-id")[:MOST_DONE])
    with_stories([*theirs, *ours, *done])
    return CustomersPage(_notices(ours), theirs, ours, updates, done, _heard_at(customer, kept))


def waits_for(promise: Promise, theirs: list[Promise]) -> Awaited | None:
    """What of theirs an open promise of ours waits for; None where it waits for none of it.

    What else it may wait for is ours to know, or another customer's.
    """
    known = {(one.text, one.late_after) for one in theirs}
    waited = (one for one in story_of(promise).waits if (one.text, one.late_after) in known)
    return min(waited, key=lambda one: one.since, default=None)


def notice_of(customer: Customer, notice_id: int) -> Notice:
    """A notice to this customer; Notice.DoesNotExist if it is another's."""
    found: Notice = _with_all().get(pk=notice_id, promise__customer=customer, promise__visible=True)
    return found


def correspondent(notices: list[Notice]) -> Member | None:
    """Whom a customer writes to: who wrote the newest of these and is still here, else the owner.

    (A directory question about the business entered.)
    """
    team = Member.objects.filter(business=current_business(), ended_at=None).select_related("user")
    wrote = [notice.written_by_id for notice in notices[:1]]
    return team.filter(pk__in=wrote).first() or _first_owner(team)


def _first_owner(team: QuerySet[Member]) -> Member | None:
    return team.filter(role=Member.Role.OWNER).order_by("joined_at", "id").first()


def _notices(ours: list[Promise]) -> list[Notice]:
    """The last notice of each open promise, where it speaks of the date in force."""
    rows = {row.pk: row for row in ours if row.due_number}
    if not rows:
        return []
    found = Notice.objects.filter(promise__in=rows, move__number=F("promise__due_number"))
    found = found.select_related("move", "written_by__user").prefetch_related("answers")
    newest = {notice.promise_id: notice for notice in found.order_by("id")}
    for key, notice in newest.items():
        notice.promise = notice.move.promise = rows[key]
    return sorted(newest.values(), key=lambda notice: -notice.pk)


def _heard_at(customer: Customer, kept: QuerySet[Promise]) -> datetime | None:
    """When they were last told, written to, or given what was promised."""
    of_theirs = {"promise__customer": customer, "promise__visible": True}
    heard = (
        _last(Telling.objects.filter(**of_theirs, taken_back_at=None), "told_at"),
        _last(Notice.objects.filter(**of_theirs), "written_at"),
        _last(Update.objects.filter(engagement__customer=customer), "heard_at"),
        _last(kept, "kept_at"),
    )
    return max((at for at in heard if at is not None), default=None)


def _last(rows: QuerySet[Any], column: str) -> datetime | None:
    found: datetime | None = rows.aggregate(last=Max(column))["last"]
    return found


def _with_all() -> QuerySet[Notice]:
    return Notice.objects.select_related(
        "promise__customer", "promise__next_update", "move__promise", "written_by__user"
    ).prefetch_related("answers")
