"""How a touchpoint felt to its customer: one press, with a reason if there is one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from makegood.domain.promises.queries.rows import several
from makegood.foundation.journal import actions
from makegood.foundation.journal import queries as journal
from makegood.foundation.journal.models import Entry, Feeling
from makegood.interfaces.desk.customer import customer_or_404
from makegood.interfaces.desk.customer_forms import FeelingForm
from makegood.interfaces.desk.customer_timeline import drawn, promises_of
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("say how it felt", methods=WRITE)
def say(request: DeskRequest, entry: int) -> HttpResponse:
    found, form = _touchpoint_or_404(entry), FeelingForm(request.POST)
    if not form.is_valid():
        return _answer(request, found, _what_is_wrong(form), wrong=True)
    try:
        actions.say_how_it_felt(
            entry=found,
            feels=Feeling.Feels(form.cleaned_data["feels"]),
            reason=form.cleaned_data["reason"],
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        return _answer(request, found, refusal.sentence, wrong=True)
    return _answer(request, found, _("Noted."))


@desk("say how it felt", methods=WRITE)
def take_back(request: DeskRequest, entry: int) -> HttpResponse:
    found = _touchpoint_or_404(entry)
    actions.take_feeling_back(entry=found, by=request.actor, at=local_now(request))
    return _answer(request, found, _("Taken back."))


def _what_is_wrong(form: FeelingForm) -> str:
    """The form is not drawn again, so one sentence stands alone: of the press, or the reason."""
    if "feels" in form.errors:
        return _("How did it feel? Good, bad, or neither.")
    return str(form.errors["reason"][0])


def _touchpoint_or_404(entry: int) -> Entry:
    try:
        found = journal.get(entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    if found.customer_id is None or not found.phase:
        raise Http404
    return found


def _answer(request: DeskRequest, entry: Entry, said: str, *, wrong: bool = False) -> HttpResponse:
    """The touchpoint as it is now where it was said in place, else back to the timeline."""
    if request.headers.get("HX-Request"):
        fresh = journal.touchpoint(entry.pk)
        about = several(promises_of([fresh]))
        touch = drawn(request, [fresh], about, local_now(request))[0]
        context = {"touch": touch | {"announce": said, "wrong": said if wrong else ""}}
        return render(request, "interfaces/desk/customer_touch.html", context)
    messages.add_message(request, messages.WARNING if wrong else messages.INFO, said)
    head = customer_or_404(entry.customer_id or 0).head
    return redirect(f"{here(request, 'customer', customer=head.pk)}#touch-{entry.pk}")
