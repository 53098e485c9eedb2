"""One customer, for somebody who has half a minute: who, how it stands, what is open, what was."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.customers import queries as customers
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.card import Card, card
from makegood.domain.customers.queries.timeline import timeline
from makegood.domain.ideas.models import Idea
from makegood.domain.ideas.queries.ideas import of_customer as ideas_of
from makegood.domain.promises.queries.of_customers import between_us
from makegood.domain.recovery.models import Case
from makegood.domain.recovery.queries.cases import of_customer
from makegood.domain.recovery.queries.named import names
from makegood.interfaces.desk import balance
from makegood.interfaces.desk.customer_forms import (
    ConsentForm,
    HandleForm,
    NoteForm,
    TagForm,
    details_form,
)
from makegood.interfaces.desk.customer_merged import merged
from makegood.interfaces.desk.customer_said import how_it_stands, reached, written_down
from makegood.interfaces.desk.customer_timeline import asked_page, promises_of, touches
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.engagement_facts import lines
from makegood.interfaces.desk.idea_noting import noting_href
from makegood.interfaces.desk.ideas import stands
from makegood.interfaces.desk.needs import needs_now
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.rows import rows
from makegood.interfaces.desk.standing import of_case
from makegood.interfaces.desk.when import local_now
from makegood.permissions import allows

MOST_CASES = 5
FORMS = ("customer_details", "handles", "notes", "tags", "consents", "merged", "told_apart")


@desk("see the customers")
def show(request: DeskRequest, customer: int) -> HttpResponse:
    """The page of a person; an alias leads to its head."""
    known = _card_or_404(customer)
    if known.head.merged_into_id is not None:
        return redirect(here(request, "customer", customer=known.head.head_id))
    return _page(request, known, local_now(request))


def customer_or_404(customer_id: int) -> Customer:
    """A customer of our business, an alias too; 404 when it is not ours."""
    try:
        return customers.get(customer_id)
    except Customer.DoesNotExist as missing:
        raise Http404 from missing


def head_or_404(customer_id: int) -> Customer:
    """The person that a customer is; 404 when it is not ours."""
    return customer_or_404(customer_id).head


def customer_page(
    request: DeskRequest, customer: Customer, now: datetime, **forms: Any
) -> HttpResponse:
    """The page of a head with every form; those given as they were sent."""
    return _page(request, _card_or_404(customer.pk), now, **forms)


def _card_or_404(customer_id: int) -> Card:
    try:
        return card(customer_id)
    except Customer.DoesNotExist as missing:
        raise Http404 from missing


def _page(request: DeskRequest, known: Card, now: datetime, **forms: Any) -> HttpResponse:
    customer = known.head
    entries, has_next = timeline(known.ids, page=asked_page(request))
    found = between_us(known.ids, now=now, about=promises_of(entries))
    writes = allows("change a customer", request.member)
    context = {
        "customer": customer,
        "title": str(customer),
        "stage": customer.get_stage_display() if customer.stage else "",
        "reached": reached(request, customer, known.handles, writes=writes),
        "stands": how_it_stands(found.standing, now),
        "is_late": bool(found.standing.owed.late),
        "promise_href": _promise_href(request, customer),
        "rows": rows(request, needs_now(request, found.open, now), now=now),
        "more": found.more,
        "ledger_href": f"{here(request, 'ledger')}?which=all&customer={customer.pk}",
        "cases": _cases(request, known.ids, now),
        "ideas": [_idea(request, one) for one in ideas_of(known.ids)],
        "idea_href": noting_href(request, who=customer.name),
        "concern_href": f"{here(request, 'cases')}?{urlencode({'who': customer.name})}",
        "balance": balance.said(request, now, known.ids),
        "works": lines(request, known.ids, now),
        "works_heading": request.business.engagement_noun or _("Pieces of work"),
        **written_down(request, customer, known, now),
        **touches(request, entries, found.rows, now, has_next=has_next),
        **merged(request, known),
        "writes": writes,
        "details": forms.get("details") or details_form(customer),
        "handle": forms.get("handle") or HandleForm(auto_id="handle_%s"),
        "remark": forms.get("remark") or NoteForm(auto_id="note_%s"),
        "tag": forms.get("tag") or TagForm(auto_id="tag_%s"),
        "consent": forms.get("consent") or ConsentForm(auto_id="consent_%s"),
        **{f"opened_{name}": True for name in forms},
        **{f"{name}_href": here(request, name, customer=customer.pk) for name in FORMS},
    }
    status = 422 if any(form.is_bound and not form.is_valid() for form in forms.values()) else 200
    return page(request, "interfaces/desk/customer.html", context, status=status)


def _cases(request: DeskRequest, ids: Collection[int], now: datetime) -> list[dict[str, str]]:
    found = of_customer(ids, MOST_CASES)
    called = names(found)
    return [_case(request, case, called[case.pk], now) for case in found]


def _case(request: DeskRequest, case: Case, called: str, now: datetime) -> dict[str, str]:
    """What went wrong, since when, and how it ended."""
    tone, stands = of_case(case, now)
    href = here(request, "case", case=case.pk)
    return {"what": called, "href": href, "stands": stands, "tone": tone}


def _idea(request: DeskRequest, one: Idea) -> dict[str, str]:
    return {
        "title": one.title,
        "href": here(request, "idea", idea=one.pk),
        "stands": stands(one, request),
    }


def _promise_href(request: DeskRequest, customer: Customer) -> str:
    """Where the chips stand, with their name filled in."""
    if not allows("make a promise", request.member):
        return ""
    return here(request, "promises") + f"?{urlencode({'who': customer.name})}"
