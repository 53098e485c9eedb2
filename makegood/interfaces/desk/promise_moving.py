"""A promise moved to another date, or to none yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.promises.actions import moving
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.promise import promise_page
from makegood.interfaces.desk.promise_forms import MoveForm, move_form
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("move a promise", methods=BOTH)
def move(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    seen = {"seen": found.due_number}
    form = move_form(found, request.POST or None, initial={**seen, **typed.again(request)})
    if not form.is_valid():
        return promise_page(request, found, now, move=form)
    try:
        _move(request, found, form.cleaned_data, now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _move_again(request, promise, form, now)
    messages.info(request, _moved(found, now, told=bool(form.cleaned_data.get("told"))))
    return redirect(here(request, "promise", promise=promise))


def _moved(promise: Promise, now: datetime, *, told: bool) -> str:
    said = _("No date for now.")
    if promise.due is not None:
        said = _("Moved to %(day)s.") % {"day": wording.due(promise.due, now)}
    if promise.to != Promise.To.CUSTOMER:
        return said
    known = _("They know.") if told else _("They do not know yet.")
    return f"{said} {known}"


def _move_again(request: DeskRequest, promise: int, form: MoveForm, now: datetime) -> HttpResponse:
    """The form as it was typed, beside the date as it is now: the next press is an informed one."""
    fresh = promise_or_404(promise)
    form.data = {**request.POST.dict(), "seen": fresh.due_number}
    return promise_page(request, fresh, now, move=form)


def _move(request: DeskRequest, promise: Promise, said: dict[str, Any], now: datetime) -> None:
    """To another date, or to none yet with the day of the next update."""
    due = whens.read(request, said["when"], now)
    common: dict[str, Any] = {
        "promise": promise,
        "reason": Move.Reason(said["reason"]),
        "seen": said["seen"],
        "by": request.actor,
        "at": now,
        "words": said.get("words", ""),
        "member": request.member,
        "told": Telling.How(said["told"]) if said.get("told") else None,
    }
    if said["unknown"]:
        text = _("Update: %(what)s") % {"what": promise.text}
        moving.move_to_unknown(until=due, update_text=text[:500], **common)
    else:
        moving.move(to=due, **common)
