"""What a customer sees of the ledger on their own page: theirs alone, and only what is visible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of, set_of
from makegood.domain.promises.models import OPEN, Answer, Notice, Promise, Telling, Update
from makegood.domain.promises.queries import updates
from makegood.domain.promises.queries.rows import BY_DUE
from makegood.domain.promises.queries.stories import Awaited, story_of, with_stories
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import put_together_once
from makegood.foundation.tenancy.scope import current_business

MOST = 30
# Open promises of one customer, theirs, ours and updates together; beyond it the latest are unseen.
MOST_ASKED = 10 * MOST
MOST_DONE = 5


@dataclass(frozen=True)
class CustomersPage:
    """Notices of moves that still stand, newest first; what they owe us; what we owe them.

    `answers` are the last ones given, by notice. `updates` are the promises to tell them more,
    apart from `ours`; `written` is what we told them of how it is going, the newest last.
    `heard_at` is when they last had news of us, None if never.
    """

    notices: list[Notice]
    answers: dict[int, Answer]
    theirs: list[Promise]
    ours: list[Promise]
    updates: list[Promise]
    written: list[Update]
    done: list[Promise]
    heard_at: datetime | None = field(default=None)


def page_of(customer: Customer, *, besides: Q | None = None) -> CustomersPage:
    """All of one customer's page, in a number of questions that does not grow with its rows.

    `customer` is a head: what was promised to an alias of theirs is theirs. `besides`: what is
    not listed as done, since the page says it elsewhere.
    """
    times = list(_last_times().filter(set_of(customer)))
    ids = [key for key, *_ in times]
    rows = list(_open().filter(customer__in=ids)[:MOST_ASKED])
    hung_on = {row.next_update_id for row in rows if row.next_update_id}
    given = Promise.objects.in_bulk(hung_on) if hung_on else {}
    for row in rows:
        row.customer = customer
        if row.next_update_id:
            row.next_update = given[row.next_update_id]
    theirs = [row for row in rows if row.by == Promise.By.CUSTOMER][:MOST]
    to_them = [row for row in rows if row.to == Promise.To.CUSTOMER]
    ours = [row for row in to_them if row.kind != Promise.Kind.UPDATE][:MOST]
    awaited = [row for row in to_them if row.kind == Promise.Kind.UPDATE][:MOST]
    told, noticed, wrote, kept = (_latest(each) for each in list(zip(*times, strict=True))[1:])
    done = (
        list(_done().exclude(besides or Q()).filter(customer__in=ids)[:MOST_DONE]) if kept else []
    )
    with_stories([*theirs, *ours, *done])
    notices = _notices(ours)
    answers = _answers().filter(notice__in=notices) if notices else ()
    written = updates.written_to(ids) if wrote else []
    heard = _latest([told, noticed, kept, *(update.heard_at for update in written)])
    return CustomersPage(
        notices=notices,
        answers={answer.notice_id: answer for answer in answers},
        theirs=theirs,
        ours=ours,
        updates=awaited,
        written=written,
        done=done,
        heard_at=heard,
    )


def _latest(times: Iterable[datetime | None]) -> datetime | None:
    return max((at for at in times if at is not None), default=None)


def waits_for(promise: Promise, theirs: list[Promise]) -> Awaited | None:
    """What of theirs an open promise of ours waits for; None where it waits for none of it.

    What else it may wait for is ours to know, or another customer's.
    """
    known = {(one.text, one.late_after) for one in theirs}
    waited = (one for one in story_of(promise).waits if (one.text, one.late_after) in known)
    return min(waited, key=lambda one: one.since, default=None)


def notice_of(customer: Customer, notice_id: int) -> Notice:
    """A notice to this customer; Notice.DoesNotExist if it is another's."""
    theirs = {"promise__customer__in": ids_of(customer), "promise__visible": True}
    found: Notice = _with_all().get(pk=notice_id, **theirs)
    return found


def correspondent(notices: list[Notice]) -> Member | None:
    """Whom a customer writes to: who wrote the newest of these and is still here, else the owner.

    (A directory question about the business entered.)
    """
    if notices and notices[0].written_by.ended_at is None:
        return notices[0].written_by
    team = Member.objects.filter(business=current_business(), ended_at=None).select_related("user")
    return team.filter(role=Member.Role.OWNER).order_by("joined_at", "id").first()


@put_together_once
def _open() -> QuerySet[Promise]:
    """What stands between us and them, by its due."""
    either = Q(by=Promise.By.CUSTOMER) | Q(to=Promise.To.CUSTOMER)
    return Promise.objects.filter(OPEN, either, visible=True).order_by(*BY_DUE)


@put_together_once
def _done() -> QuerySet[Promise]:
    kept = Promise.objects.filter(to=Promise.To.CUSTOMER, kept_at__isnull=False, visible=True)
    return kept.exclude(kind=Promise.Kind.UPDATE).order_by("-kept_at", "-id")


@put_together_once
def _in_force() -> QuerySet[Notice]:
    """Notices that speak of the date in force."""
    found = Notice.objects.filter(move__number=F("promise__due_number")).order_by("id")
    return found.select_related("written_by__user")


def _notices(ours: list[Promise]) -> list[Notice]:
    """The last notice of each open promise, where it speaks of the date in force.

    Its move is the last of the promise's story, and fetched with that.
    """
    rows = {row.pk: row for row in ours if row.due_number}
    found = _in_force().filter(promise__in=rows) if rows else ()
    newest = {notice.promise_id: notice for notice in found}
    for key, notice in newest.items():
        notice.promise = rows[key]
    return sorted(newest.values(), key=lambda notice: -notice.pk)


@put_together_once
def _answers() -> QuerySet[Answer]:
    return Answer.objects.order_by("id")


@put_together_once
def _last_times() -> QuerySet[Customer, Any]:
    """Of customers, by id: when they were last told, written a notice or an update, given a thing.

    One question that spares the others where there was nothing of the sort.
    """
    theirs = {"promise__customer": OuterRef("pk"), "promise__visible": True}
    kept = Promise.objects.filter(
        customer=OuterRef("pk"), to=Promise.To.CUSTOMER, kept_at__isnull=False, visible=True
    )
    return Customer.objects.values_list(
        "pk",
        _last(Telling.objects.filter(**theirs, taken_back_at=None), "told_at"),
        _last(Notice.objects.filter(**theirs), "written_at"),
        _last(Update.objects.filter(engagement__customer=OuterRef("pk")), "written_at"),
        _last(kept, "kept_at"),
    )


def _last(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.order_by(f"-{column}").values(column)[:1])


def _with_all() -> QuerySet[Notice]:
    return Notice.objects.select_related(
        "promise__customer", "promise__next_update", "move__promise", "written_by__user"
    )
