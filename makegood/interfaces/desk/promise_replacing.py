"""Promising something else instead."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.replacing import replace as promise_instead
from makegood.domain.promises.models import Promise, Telling
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here, to_page
from makegood.interfaces.desk.promise import promise_page
from makegood.interfaces.desk.promise_forms import replacement_form
from makegood.interfaces.desk.promise_making import promised
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("replace a promise", methods=BOTH)
def replace(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    initial = {"what": found.text, **typed.again(request)}
    form = replacement_form(found, request.POST or None, initial=initial)
    if not form.is_valid():
        return promise_page(request, found, now, replace=form)
    said = form.cleaned_data
    try:
        successor = promise_instead(
            promise=found,
            text=said["what"],
            due=whens.read(request, said["when"], now),
            asked_by=Promise.AskedBy(said["asked_by"]),
            by=request.actor,
            at=now,
            member=request.member,
            told=Telling.How(said["told"]) if said.get("told") else None,
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return promise_page(request, promise_or_404(promise), now, replace=form)
    messages.info(request, _promised_instead(successor, now))
    return to_page(request, here(request, "promise", promise=successor.pk))


def _promised_instead(successor: Promise, now: datetime) -> str:
    """What replaced a mistake, or holds the first date, is a promise like any other."""
    if successor.due == successor.due_first:
        return promised(successor, now)
    day = {"day": wording.due(successor.due, now)}
    return _("Promised instead, for %(day)s. The first date still counts.") % day
