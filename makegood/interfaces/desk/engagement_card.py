"""What a member writes down about a piece of work."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.engagements.actions import describe
from makegood.domain.engagements.rules import Described
from makegood.interfaces.desk import typed
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.engagement import engagement_or_404, engagement_page
from makegood.interfaces.desk.engagement_forms import WorkForm, work_form
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("describe a piece of work", methods=BOTH)
def change(request: DeskRequest, engagement: int) -> HttpResponse:
    """What it is called and worth, and the customer's own date: what was changed on this page."""
    found, now = engagement_or_404(engagement), local_now(request)
    currency = request.business.currency
    form = work_form(found, request.POST or None, currency=currency, initial=typed.again(request))
    if not form.is_valid():
        return engagement_page(request, found, now, details=form)
    try:
        said = _said(request, form, now)
        describe(engagement=found, said=said, by=request.actor, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return engagement_page(request, found, now, details=form)
    messages.info(request, _("Written down."))
    return redirect(here(request, "engagement", engagement=engagement))


def _said(request: DeskRequest, form: WorkForm, now: datetime) -> Described:
    """What a valid form says anew."""
    clean, changed = form.cleaned_data, form.changed_data
    said: Described = {}
    if "name" in changed:
        said["name"] = clean["name"]
    if "value_cents" in changed:
        said["value_cents"] = clean["value_cents"]
    if "own_date" in changed:
        said["own_date"] = _day(request, clean["own_date"], now)
    if "own_date_why" in changed:
        said["own_date_why"] = clean["own_date_why"]
    return said


def _day(request: DeskRequest, text: str, now: datetime) -> date | None:
    """The day that these words mean; None for none. Refused: words that mean several."""
    if not text:
        return None
    due = whens.read(request, text, now, field="own_date")
    if due.at is not None:
        return due.at.astimezone(request.business.tz).date()
    if due.first != due.last:
        sentence = _("“%(words)s” is more than one day. Which one is it?")
        raise Refusal(sentence % {"words": text[:60]}, field="own_date")
    return due.last
