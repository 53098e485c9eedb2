"""The link to a customer's page: handed over, ended, and made anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.promises.models import Promise
from makegood.foundation.links import actions
from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.scope import current_business
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.phone import dialled
from makegood.kit.qr_code import qr_code
from makegood.permissions import allows

PAGE = Link.Purpose.PAGE


@desk("have a customer's link", methods=WRITE)
def make(request: DeskRequest, promise: int) -> HttpResponse:
    """One that opens; where one does, to press again makes no other."""
    whose, now = _customer_or_404(promise), local_now(request)
    if links.newest(PAGE, *ids_of(whose), now=now) is None:
        actions.make(purpose=PAGE, opens=whose.pk, by=request.actor, at=now)
    messages.info(request, _("Their page has a link now. Hand it over."))
    return _back(request, promise)


@desk("have a customer's link", methods=WRITE)
def end(request: DeskRequest, promise: int) -> HttpResponse:
    """Every link to the page of the promise's customer, whichever letter it went in."""
    whose, now = _customer_or_404(promise), local_now(request)
    with transaction.atomic():
        for opens in ids_of(whose):
            actions.end(purpose=PAGE, opens=opens, by=request.actor, at=now)
    messages.info(request, _("Ended. No link opens their page any more."))
    return _back(request, promise)


def link_of(request: DeskRequest, promise: Promise, now: datetime) -> dict[str, Any] | None:
    """What a promise's page shows of it; None to who may not have it, and where it is over."""
    if promise.customer is None or not allows("have a customer's link", request.member):
        return None
    held = hand_over(promise.customer.head, now=now)
    if held is None and not promise.is_open:
        return None
    return {
        "held": held,
        "end": _act(request, "link_ended", _("End this link"), promise),
        "make": _act(request, "customer_link", _("Make a link"), promise),
    }


def hand_over(customer: Customer, *, now: datetime) -> dict[str, Any] | None:
    """The address to hand over, the same in a text message and as a code to be photographed.

    None where no link opens.
    """
    link = links.newest(PAGE, *ids_of(customer), now=now)
    if link is None:
        return None
    return {"field": "their-link", **ways("link", link, customer)}


def ways(name: str, link: Link, customer: Customer) -> dict[str, Any]:
    """The ways to hand a link of this address over to a customer."""
    address = settings.BASE_URL + reverse(name, args=[links.token(link.pk)])
    text = f"{current_business().name}: {address}"
    return {
        "address": address,
        "sms": f"sms:{dialled(customer.phone)}?&body={quote(text)}",
        "phone": dialled(customer.phone),
        "qr": qr_code(address),
    }


def _act(request: DeskRequest, name: str, label: str, promise: Promise) -> dict[str, Any]:
    action = here(request, name, promise=promise.pk)
    return {"action": action, "label": label, "tone": "quiet", "whole": True}


def _customer_or_404(promise: int) -> Customer:
    whose = promise_or_404(promise).who
    if whose is None:
        raise Http404
    return whose


def _back(request: DeskRequest, promise: int) -> HttpResponse:
    """To the promise, where it is seen at once: a browser opens what an address points into."""
    return redirect(f"{here(request, 'promise', promise=promise)}#customer-link")
