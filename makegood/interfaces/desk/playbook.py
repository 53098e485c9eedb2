"""How we do things: how soon we answer, and when we ask ourselves whether a promise will hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.playbook.actions import (
    set_authority,
    set_good_for_bad,
    set_leads,
    set_recovery_times,
    set_reply_time,
)
from makegood.domain.playbook.queries import (
    authority,
    good_for_bad,
    leads,
    recovery_times,
    reply_time,
)
from makegood.domain.playbook.rules import reply_by
from makegood.foundation.accounts.queries import office_hours
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.playbook_forms import (
    AuthorityForm,
    LeadsForm,
    ReplyTimeForm,
    StepsForm,
    WeightForm,
)
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal
from makegood.permissions import allows

PARTS = ("reply_time", "leads", "weight", "steps", "authority", "settings")


@desk("see the settings")
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, local_now(request))


@desk("change the playbook", methods=BOTH)
def change_leads(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _leads_form(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, leads=form)
    set_leads(leads=form.cleaned_data, by=request.actor, at=now)
    messages.info(request, _("Noted. Today asks by these days from now on."))
    return redirect(here(request, "playbook"))


@desk("change the playbook", methods=BOTH)
def change_reply_time(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _reply_time_form(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, reply_time=form)
    within = form.cleaned_data["office_hours"]
    set_reply_time(office_hours=within, by=request.actor, at=now)
    said = _("Noted. Customers read it on their page from now on.")
    messages.info(request, said if within else _("Noted. No time is promised."))
    return redirect(here(request, "playbook"))


@desk("change the playbook", methods=BOTH)
def change_weight(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _weight_form(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, weight=form)
    set_good_for_bad(good=form.cleaned_data["good"], by=request.actor, at=now)
    messages.info(request, _("Noted. It is counted so from now on."))
    return redirect(here(request, "playbook"))


@desk("change the playbook", methods=BOTH)
def change_steps(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _steps_form(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, steps=form)
    set_recovery_times(times=form.cleaned_data, by=request.actor, at=now)
    messages.info(request, _("Noted. What is promised already stays as it was promised."))
    return redirect(here(request, "playbook"))


@desk("change the playbook", methods=BOTH)
def change_authority(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _authority_form(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, authority=form)
    try:
        set_authority(cents=form.cleaned_data, by=request.actor, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, now, authority=form)
    messages.info(request, _("Noted. More than that, an owner decides."))
    return redirect(here(request, "playbook"))


def _steps_form(*said: Any, **options: Any) -> StepsForm:
    return StepsForm(*said, written=StepsForm.lines(recovery_times()), **options)


def _authority_form(*said: Any, **options: Any) -> AuthorityForm:
    return AuthorityForm(*said, written=AuthorityForm.lines(authority()), **options)


def _leads_form(*said: Any, **options: Any) -> LeadsForm:
    return LeadsForm(*said, written=LeadsForm.lines(leads()), **options)


def _reply_time_form(*said: Any, **options: Any) -> ReplyTimeForm:
    return ReplyTimeForm(*said, written=ReplyTimeForm.lines(reply_time()), **options)


def _weight_form(*said: Any, **options: Any) -> WeightForm:
    return WeightForm(*said, written=WeightForm.lines(good_for_bad()), **options)


def _page(request: DeskRequest, now: datetime, **forms: Any) -> HttpResponse:
    """The page with both forms; the one that is given as it was sent."""
    replies = forms.get("reply_time") or _reply_time_form()
    within = int(replies.written["office_hours"] or 0)
    by = reply_by(office_hours(now=now), within, now=now) if within else None
    context = {
        "reply_time": replies,
        "replies_by": wording.instant(by, now) if by else "",
        "unsaid": bool(within and not by),
        "leads": forms.get("leads") or _leads_form(),
        "weight": forms.get("weight") or _weight_form(),
        "steps": forms.get("steps") or _steps_form(),
        "authority": forms.get("authority") or _authority_form(),
        "currency": request.business.currency,
        "writes": allows("change the playbook", request.member),
        **{f"{name}_href": here(request, name) for name in PARTS},
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return page(request, "interfaces/desk/playbook.html", context, status=status)
