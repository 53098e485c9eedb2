"""A customer who was told otherwise than by letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.promises.actions import telling
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.promise import promise_page
from makegood.interfaces.desk.promise_forms import TellingForm
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("tell a customer", methods=BOTH)
def tell(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    form = TellingForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return promise_page(request, found, now, tell=form)
    try:
        telling.tell(
            promise=found,
            how=form.cleaned_data["how"],
            stated_by=request.member,
            by=request.actor,
            at=now,
            told_at=form.cleaned_data["told_at"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return promise_page(request, found, now, tell=form)
    messages.info(request, _("They know now."))
    return redirect(here(request, "promise", promise=promise))
