"""The customer's own page: what needs them, what is next, what moved and why, how to reach us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from makegood.domain.promises import letters
from makegood.domain.promises.models import Notice, Promise
from makegood.domain.promises.queries import for_customer
from makegood.domain.promises.queries.rows import line_of
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.links.rules import State
from makegood.interfaces.portal.door import Visit, portal
from makegood.kit import line


@portal(ended=True)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.state == State.EXPIRED:
        return framed(request, visit, "interfaces/portal/ended.html", {"can": _can_ask(visit)})
    now = timezone.localtime()
    seen = for_customer.page_of(visit.customer)
    context = {
        "needs": [_notice(visit, notice, now) for notice in seen.notices],
        "theirs": [_row(promise, now) for promise in seen.theirs],
        "next": [_row(promise, now) for promise in seen.ours],
        "done": [_row(promise, now) for promise in seen.done],
        "reach": _reach(now),
    }
    return framed(request, visit, "interfaces/portal/page.html", context)


def framed(
    request: HttpRequest, visit: Visit, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the customer's frame. Nothing of it is kept by a browser or sent on."""
    frame = {
        "business": visit.business.name,
        "customer": visit.customer,
        "fresh_href": reverse("fresh_link", kwargs={"link": visit.link.pk}),
    }
    response = render(request, template, {**frame, **context}, status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _can_ask(visit: Visit) -> bool:
    return bool(visit.customer.email)


def _row(promise: Promise, now: datetime) -> dict[str, Any]:
    marks = line_of(promise, now=now)
    due = promise.due
    return {
        "promise": promise,
        "when": letters.due_in_full(due, now) if due else "",
        "line": line.svg(marks, now=now, width=340, small=True),
        "words": line.words(marks, now=now, to=""),
        "moves": [move for move in promise.moves.all() if move.words],
    }


def _notice(visit: Visit, notice: Notice, now: datetime) -> dict[str, Any]:
    said = letters.notice_context(notice, visit.business, at=now)
    last = notice.answers.order_by("id").last()
    return {
        **said,
        "key": notice.pk,
        "answer": last,
        "action": reverse("notice_answer", kwargs={"link": visit.link.pk, "notice": notice.pk}),
    }


def _reach(now: datetime) -> dict[str, Any]:
    hours = office_hours(now=now)
    return {"is_open": hours.is_open(now), "opens": None}
