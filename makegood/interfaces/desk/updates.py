"""Telling a customer how their work is going: one press, on the page of the work."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.reporting import hear, write_update
from makegood.domain.promises.letters import updates as letters
from makegood.domain.promises.models import Telling, Update
from makegood.domain.promises.queries import updates
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.engagement import engagement_or_404, engagement_page, update_form
from makegood.interfaces.desk.engagement_forms import UpdateForm
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.promise_forms import TellingForm
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

READ_THROUGH = "read"


@desk("tell a customer", methods=BOTH)
def write(request: DeskRequest, engagement: int) -> HttpResponse:
    """Say “on track” or “done”. Reading through writes nothing."""
    found, now = engagement_or_404(engagement), local_now(request)
    going, news = updates.going(found, now=now), updates.news_of(found, now=now)
    form = update_form(found, going, news, request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return engagement_page(request, found, now, write=form)
    try:
        if READ_THROUGH in request.POST:
            draft = _draft(request, found, form, now)
            return engagement_page(request, found, now, write=form, draft=draft)
        said = _write(request, found, form, now)
    except Refusal as refusal:
        form.refuse(refusal)
        form.shown_beside(updates.last_of(found))
        return engagement_page(request, found, now, write=form)
    messages.info(request, _written(said))
    return redirect(here(request, "engagement", engagement=engagement))


@desk("tell a customer", methods=BOTH)
def heard(request: DeskRequest, update: int) -> HttpResponse:
    """They heard an update by phone, by message or in person."""
    said = updates.get(update)
    if said is None:
        raise Http404
    now = local_now(request)
    form = TellingForm(request.POST or None, initial=typed.again(request), auto_id="heard_%s")
    if not form.is_valid():
        return engagement_page(request, said.engagement, now, heard=form)
    how, told_at = Telling.How(form.cleaned_data["how"]), form.cleaned_data["told_at"]
    try:
        hear(said=said, how=how, heard_at=told_at or now, by=request.actor, at=now)
    except Refusal as refusal:
        form.add_error("told_at", refusal.sentence)
        return engagement_page(request, said.engagement, now, heard=form)
    messages.info(request, _("They know now."))
    return redirect(here(request, "engagement", engagement=said.engagement_id))


@transaction.atomic
def _write(request: DeskRequest, engagement: Engagement, form: UpdateForm, now: datetime) -> Update:
    """Written down and sent; or written down as told, and then no letter goes."""
    said = form.cleaned_data
    update = write_update(
        engagement=engagement,
        says=_says(said["says"]),
        words=said["words"],
        address="" if said["told"] else said["email"],
        seen=said["seen"],
        member=request.member,
        by=request.actor,
        at=now,
    )
    if said["told"]:
        how = Telling.How(said["told"])
        hear(said=update, how=how, heard_at=now, by=request.actor, at=now)
    return update


def _draft(request: DeskRequest, found: Engagement, form: UpdateForm, now: datetime) -> Triple:
    """The letter as it would go."""
    said = form.cleaned_data
    update = letters.draft(found, _says(said["says"]), said["words"], member=request.member, at=now)
    return letters.update(update, updates.coming(found), at=now)


def _says(sent: str) -> Update.Says:
    try:
        return Update.Says(sent)
    except ValueError as unknown:
        raise Refusal(_("That has changed meanwhile. Look again how it stands.")) from unknown


def _written(said: Update) -> str:
    if said.heard_at is not None:
        return _("They know now.")
    if said.letter is None:
        return _("It is on their page. Hand the link over.")
    return _("It is on its way. They know once the mail server has taken it.")
