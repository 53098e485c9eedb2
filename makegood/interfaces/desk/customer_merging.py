"""Two customers who are one, or who are not: one press each, and one to undo it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.customers.actions import merging
from makegood.domain.customers.models import Customer
from makegood.interfaces.desk.customer import customer_or_404, head_or_404
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.ledger_asked import asked_number
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("merge customers", methods=WRITE)
def merge(request: DeskRequest, customer: int) -> HttpResponse:
    """The other one is this one from now on."""
    head, other = head_or_404(customer), _other_or_404(request)
    try:
        merging.merge(alias=other, into=head, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        said = _("%(other)s is %(who)s from now on. Undo it below, if that was not so.")
        messages.info(request, said % {"other": other, "who": head})
    return _back(request, head)


@desk("merge customers", methods=WRITE)
def unmerge(request: DeskRequest, customer: int) -> HttpResponse:
    """An alias is somebody of their own again."""
    alias = customer_or_404(customer)
    head = alias.head
    merging.unmerge(alias=alias, by=request.actor, at=local_now(request))
    said = _("%(other)s and %(who)s are two again, each with what was theirs.")
    if head.pk != alias.pk:
        messages.info(request, said % {"other": alias, "who": head})
    return _back(request, head)


@desk("merge customers", methods=WRITE)
def tell_apart(request: DeskRequest, customer: int) -> HttpResponse:
    """They are two: not suggested again."""
    head, other = head_or_404(customer), _other_or_404(request)
    try:
        merging.tell_apart(
            customer=head,
            other=other,
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.info(request, _("Two people then. We shall not ask again."))
    return _back(request, head)


def _other_or_404(request: DeskRequest) -> Customer:
    key = asked_number(request.POST.get("other", ""))
    if key is None:
        raise Http404
    return head_or_404(key)


def _back(request: DeskRequest, head: Customer) -> HttpResponse:
    return redirect(here(request, "customer", customer=head.pk))
