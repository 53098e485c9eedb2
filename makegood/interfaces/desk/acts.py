"""Acts on one promise, done in place: kept, undone, told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from makegood.domain.promises.actions import foreseeing, keeping, telling
from makegood.domain.promises.models import Outlook, Promise
from makegood.domain.promises.queries import rows
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.needs import need_now
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.row import done_note, just_told, row
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal


@desk("keep a promise", methods=WRITE)
def keep(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    try:
        keeping.keep(promise=found, by=request.actor, at=now)
    except Refusal as refusal:
        return done(request, found, now, refusal.sentence, refused=True)
    return done(request, found, now, done_note(found))


@desk("keep a promise", methods=WRITE)
def undo_keep(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    try:
        keeping.reopen(promise=found, by=request.actor, at=now)
    except Refusal as refusal:
        return done(request, found, now, refusal.sentence, refused=True)
    return done(request, found, now, _("Open again"))


@desk("keep a promise", methods=WRITE)
def foresee(request: DeskRequest, promise: int) -> HttpResponse:
    """A word about the day to come: it will hold, or it may not."""
    found, now = promise_or_404(promise), local_now(request)
    try:
        says = Outlook.Says(request.POST.get("says", ""))
        foreseeing.foresee(
            promise=found, says=says, member=request.member, by=request.actor, at=now
        )
    except ValueError:
        return done(request, found, now, _("Will it hold, or may it not?"), refused=True)
    except Refusal as refusal:
        return done(request, found, now, refusal.sentence, refused=True)
    said = _("It will hold") if says == Outlook.Says.HOLDS else _("At risk. It stands on Today")
    return done(request, found, now, said)


@desk("tell a customer", methods=WRITE)
def tell(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    try:
        said = telling.tell(
            promise=found,
            how=request.POST.get("how", ""),
            stated_by=request.member,
            by=request.actor,
            at=now,
        )
    except Refusal as refusal:
        return done(request, found, now, refusal.sentence, refused=True)
    return done(request, found, now, _("They know now"), shows=just_told(request, said))


@desk("tell a customer", methods=WRITE)
def undo_tell(request: DeskRequest, promise: int, said: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    standing = found.tellings.filter(pk=said).first()
    if standing is None:
        raise Http404
    telling.take_back(telling=standing, by=request.actor, at=now)
    return done(request, found, now, _("Taken back: they were not told"))


def promise_or_404(promise_id: int) -> Promise:
    """A promise of our business with its story; 404 when it is not ours."""
    try:
        return rows.get(promise_id)
    except Promise.DoesNotExist as missing:
        raise Http404 from missing


def done(
    request: DeskRequest,
    promise: Promise,
    now: datetime,
    said: str,
    *,
    refused: bool = False,
    shows: dict[str, Any] | None = None,
) -> HttpResponse:
    """The row as it is now where the act was done in place, else back to the page.

    A refusal is shown as well as said: the row has changed, and not as the reader expects.
    `shows` goes before what the row would show by itself.
    """
    if request.headers.get("HX-Request"):
        fresh = rows.get(promise.pk)
        need = need_now(request, fresh, now)
        shown = row(request, fresh, now=now, need=need, announce=said) | (shows or {})
        answer = render(request, "ui/promise_row.html", {"row": shown})
        return (
            trigger_client_event(answer, "refused", {"words": said}, after="settle")
            if refused
            else answer
        )
    messages.add_message(request, messages.WARNING if refused else messages.INFO, said)
    back = request.POST.get("back", "")
    if back == "promise":
        return redirect(here(request, "promise", promise=promise.pk))
    return redirect(here(request, "today"))
