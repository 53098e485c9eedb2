"""A promise that was kept a while ago, when nobody pressed *Kept*."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from makegood.domain.promises.actions import keeping
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.promise import promise_page
from makegood.interfaces.desk.promise_forms import DoneForm
from makegood.interfaces.desk.row import done_note
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("keep a promise", methods=BOTH)
def keep_then(request: DeskRequest, promise: int) -> HttpResponse:
    """Kept at the hour that somebody says; early, in time or late goes by it."""
    found, now = promise_or_404(promise), local_now(request)
    form = DoneForm(request.POST or None, initial=typed.again(request), auto_id="done_%s")
    if not form.is_valid():
        return promise_page(request, found, now, done=form)
    try:
        keeping.keep(promise=found, by=request.actor, at=now, kept_at=form.cleaned_data["kept_at"])
    except Refusal as refusal:
        form.refuse(refusal)
        return promise_page(request, found, now, done=form)
    messages.info(request, done_note(found))
    return redirect(here(request, "promise", promise=promise))
