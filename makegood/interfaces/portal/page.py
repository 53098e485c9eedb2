"""The customer's own page: what needs them, what is next, what moved and why, how to reach us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.engagements.queries import of_customer as works_of
from makegood.domain.ideas.queries.ideas import done_for
from makegood.domain.promises.queries import for_customer
from makegood.domain.promises.queries.for_customer import CustomersPage
from makegood.domain.recovery.queries.for_customer import are_steps, case_steps
from makegood.domain.recovery.rules.words import LONGEST_WORDS
from makegood.foundation.links.rules import State
from makegood.interfaces.portal import rows
from makegood.interfaces.portal.asked_here import asked_here
from makegood.interfaces.portal.cases import cases
from makegood.interfaces.portal.door import Visit, portal
from makegood.interfaces.portal.going import going
from makegood.interfaces.portal.reach import reach
from makegood.ui.drawn import Page

MOST_WORKS = 12


@portal(ended=True)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.state == State.EXPIRED:
        can = {"can": bool(visit.customer.email)}
        return framed(request, visit, "interfaces/portal/ended.html", can)
    now = timezone.localtime()
    ids = ids_of(visit.customer)
    seen = for_customer.page_of(visit.customer, besides=case_steps(ids))
    drawn = Page(request, business=visit.business.slug, now=now)
    context = _sections(visit, seen, ids, drawn, now)
    context |= {"asked": asked_here(visit, now), "reach": reach(seen.notices, now)}
    return framed(request, visit, "interfaces/portal/page.html", context)


def framed(
    request: HttpRequest, visit: Visit, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the customer's frame, with how to reach us at its foot."""
    name = visit.business.name
    frame = {
        "business": name,
        "face": name[:1].upper(),
        "customer": visit.customer,
        "fresh_href": reverse("fresh_link", kwargs={"link": visit.link.pk}),
        "back_href": reverse("customer_page", kwargs={"link": visit.link.pk}),
    }
    foot = {} if "reach" in context else {"reach": reach([], timezone.localtime())}
    return render(request, template, {**frame, **foot, **context}, status=status)


def _sections(
    visit: Visit, seen: CustomersPage, ids: list[int], page: Page, now: datetime
) -> dict[str, Any]:
    needs = [one for one in seen.notices if one.offered and one.pk not in seen.answers]
    news = [one for one in seen.notices if one not in needs]
    noticed = {one.promise_id for one in seen.notices}
    shown = cases(visit, ids, now)
    # What a case says of itself is not said once more.
    above = {one.promise_id for one in needs} | are_steps(seen.ours, ids)
    ours = [one for one in seen.ours if one.pk not in above]
    return {
        "needs": [rows.notice(page, visit, one, seen, now) for one in needs],
        "news": [rows.notice(page, visit, one, seen, now) for one in news],
        "theirs": [rows.theirs(page, promise, now) for promise in seen.theirs],
        "next": [
            rows.ours(page, one, seen, now, full=not n, noticed=one.pk in noticed)
            for n, one in enumerate(ours)
        ],
        "is_over": not seen.ours and not shown,
        "done": [rows.done(promise, now) for promise in seen.done],
        "going": going(seen, now),
        "cases": shown,
        "ideas": done_for(ids),
        "concern": concern(visit, ids),
        "lead": _lead(len(needs) + len(seen.theirs) + _asking(shown)),
    }


def _asking(shown: list[dict[str, Any]]) -> int:
    """In how many cases we would like to hear from them."""
    return sum(bool(case["asks_right"] or case["questions"]) for case in shown)


def concern(visit: Visit, ids: list[int]) -> dict[str, Any]:
    """Where something that is not right is said, and which work it may be about."""
    return {
        "href": reverse("concerns", kwargs={"link": visit.link.pk}),
        "works": works_of(ids, MOST_WORKS),
        "longest": LONGEST_WORDS,
    }


def _lead(asked: int) -> str:
    """One sentence for whoever reads no further: what needs them."""
    if asked:
        said = ngettext("One thing needs you.", "%(n)d things need you.", asked)
        return said % {"n": asked}
    return _("Nothing needs you. This is how it stands.")
