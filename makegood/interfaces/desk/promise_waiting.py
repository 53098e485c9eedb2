"""A promise that waits for another: begun, and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.promises.actions import waiting as waits
from makegood.domain.promises.queries import rows
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.promise import promise_page
from makegood.interfaces.desk.promise_forms import WaitingForm
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("let a promise wait", methods=BOTH)
def wait(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    others = rows.could_wait_for(found)
    form = WaitingForm(request.POST or None, others=others, initial=typed.again(request))
    if not form.is_valid():
        return promise_page(request, found, now, wait=form)
    on = promise_or_404(int(form.cleaned_data["on"]))
    days = form.cleaned_data["working_days"]
    try:
        waits.wait_for(promise=found, on=on, working_days=days, by=request.actor, at=now)
    except Refusal as refusal:
        form.add_error("on", refusal.sentence)
        return promise_page(request, found, now, wait=form)
    messages.info(request, _("It waits for “%(what)s”.") % {"what": on.text})
    return redirect(here(request, "promise", promise=promise))


@desk("let a promise wait", methods=WRITE)
def end_wait(request: DeskRequest, promise: int, waiting: int) -> HttpResponse:
    """It no longer waits; the form beside it lets it wait again."""
    found, now = promise_or_404(promise), local_now(request)
    link = found.waits.select_related("on").filter(pk=waiting).first()
    if link is None:
        raise Http404
    waits.wait_no_more(waiting=link, by=request.actor, at=now)
    messages.info(request, _("It no longer waits for “%(what)s”.") % {"what": link.on.text})
    return redirect(here(request, "promise", promise=promise))
