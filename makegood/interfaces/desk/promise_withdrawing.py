"""A promise that no longer stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.promises.actions import withdrawing
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.neighbours import waiting_on
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.promise import promise_page
from makegood.interfaces.desk.promise_forms import WithdrawalForm
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("withdraw a promise", methods=BOTH)
def withdraw(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    form = WithdrawalForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return promise_page(request, found, now, withdraw=form)
    freed = waiting_on(found)
    try:
        asked_by = Promise.AskedBy(form.cleaned_data["asked_by"])
        withdrawing.withdraw(promise=found, asked_by=asked_by, by=request.actor, at=now)
    except Refusal as refusal:
        form.add_error("asked_by", refusal.sentence)
        return promise_page(request, found, now, withdraw=form)
    messages.info(request, _("Withdrawn. It stays in the ledger."))
    for other in freed:
        if other.due is not None:
            said = {"what": other.text, "day": wording.due(other.due, now)}
            sentence = _(
                "“%(what)s” waited for this. Its date stays %(day)s: does that still hold?"
            )
            messages.warning(request, sentence % said)
    return redirect(here(request, "promise", promise=promise))
