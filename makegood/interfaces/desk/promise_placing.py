"""Putting a promise into a piece of work: one that is there, or a new one by its name."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.promises.actions import placing
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.promise import promise_page
from makegood.interfaces.desk.promise_part import place_form
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("make a promise", methods=BOTH)
def place(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    if found.customer is None:
        raise Http404
    form = place_form(found, request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return promise_page(request, found, now, place=form)
    try:
        name = form.cleaned_data["name"]
        work = placing.place(promise=found, name=name, by=request.actor, at=now)
    except Refusal as refusal:
        form.add_error("name", refusal.sentence)
        return promise_page(request, found, now, place=form)
    said = _("It is part of “%(what)s”.") % {"what": work} if work else _("It is part of nothing.")
    messages.info(request, said)
    return redirect(here(request, "promise", promise=promise))
