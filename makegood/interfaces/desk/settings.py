"""Settings: the business, its hours, its days off."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override

from makegood.foundation.accounts import actions
from makegood.foundation.accounts import queries as accounts
from makegood.foundation.accounts.events import ClosureRemoved
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail import queries as mail
from makegood.foundation.tenancy.models import Closure
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.settings_forms import BusinessForm, ClosureForm, HoursForm, NameForm
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal
from makegood.permissions import allows

NEXT_HOLIDAYS = 4


@desk("see the settings")
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, local_now(request))


@desk("change the business", methods=BOTH)
def change_business(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _business_form(request, request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, business=form)
    try:
        changed = actions.change_business(**form.cleaned_data, by=request.actor, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, now, business=form)
    with override(changed.locale):
        messages.info(request, _("Noted."))
    return redirect(here(request, "settings"))


@desk("change your name", methods=BOTH)
def change_name(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _name_form(request, request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, you=form)
    try:
        actions.name_member(
            member=request.member, name=form.cleaned_data["name"], by=request.actor, at=now
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, now, you=form)
    messages.info(request, _("Noted."))
    return redirect(here(request, "settings"))


@desk("change the hours", methods=BOTH)
def change_hours(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = _hours_form(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, hours=form)
    try:
        actions.set_hours(week=form.week(), by=request.actor, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, now, hours=form)
    messages.info(request, _("Noted. Replies and warnings go by these hours from now on."))
    return redirect(here(request, "settings"))


@desk("change the hours", methods=BOTH)
def add_closure(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    form = ClosureForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, now, closure=form)
    try:
        actions.add_closure(**form.cleaned_data, by=request.actor, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, now, closure=form)
    messages.info(request, _("Noted. You are closed on those days."))
    return redirect(here(request, "settings"))


@desk("change the hours", methods=WRITE)
def remove_closure(request: DeskRequest, closure: int) -> HttpResponse:
    found = Closure.objects.filter(pk=closure).first()
    if found is not None:
        actions.remove_closure(closure=found, by=request.actor, at=local_now(request))
    elif not _was_removed(closure):
        raise Http404
    messages.info(request, _("You are open on those days after all."))
    return redirect(here(request, "settings"))


def _was_removed(closure: int) -> bool:
    """Whether an earlier press removed it: to press twice is to press once."""
    return Entry.objects.filter(event=ClosureRemoved.name, subject_id=closure).exists()


def _business_form(request: DeskRequest, *said: Any, **options: Any) -> BusinessForm:
    ours = request.business
    written = {name: getattr(ours, name) for name in actions.SAID_OF_ITSELF}
    return BusinessForm(*said, written=written, **options)


def _name_form(request: DeskRequest, *said: Any, **options: Any) -> NameForm:
    return NameForm(*said, written={"name": str(request.member)}, **options)


def _hours_form(*said: Any, **options: Any) -> HoursForm:
    return HoursForm(*said, written=HoursForm.lines(accounts.week()), **options)


def _page(request: DeskRequest, now: datetime, **forms: Any) -> HttpResponse:
    ours = request.business
    heads = allows("change the business", request.member)
    context = {
        "writes": heads,
        "names_you": allows("change your name", request.member),
        "playbook_href": here(request, "playbook"),
        "calendar_href": here(request, "calendar")
        if allows("have a calendar address", request.member)
        else "",
        "imports_href": here(request, "imports")
        if allows("bring in from elsewhere", request.member)
        else "",
        "exports_href": here(request, "exports")
        if allows("take everything out", request.member)
        else "",
        "letters_from": mail.sender(),
        "mail_server_href": here(request, "mail_server")
        if allows("change the mail server", request.member)
        else "",
        "business": forms.get("business") or _business_form(request),
        "you": forms.get("you") or _name_form(request),
        "hours": forms.get("hours") or _hours_form(),
        "closure": forms.get("closure") or ClosureForm(),
        "closures": [
            {
                "name": each.name,
                "days": wording.full_day(each.first)
                if each.first == each.last
                else f"{wording.full_day(each.first)} – {wording.full_day(each.last)}",
                "remove": here(request, "closure_removed", closure=each.pk),
            }
            for each in accounts.closures()
        ],
        "holidays": [
            {"day": wording.full_day(day), "name": name}
            for day, name in list(accounts.holidays_ahead(ours, now=now).items())[:NEXT_HOLIDAYS]
        ],
        **{
            f"{name}_href": here(request, name)
            for name in ("settings_business", "settings_name", "settings_hours", "closures")
        },
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return page(request, "interfaces/desk/settings.html", context, status=status)
