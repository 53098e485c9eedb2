"""How we do things: how soon we answer, and when we ask ourselves whether a promise will hold."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.domain.playbook.actions import set_good_for_bad, set_leads, set_reply_time
from makegood.domain.playbook.queries import good_for_bad, leads, reply_time
from makegood.domain.playbook.rules import LONGEST_LEAD, LONGEST_REPLY, MOST_GOOD_FOR_BAD, reply_by
from makegood.domain.promises.models import Promise
from makegood.foundation.accounts.queries import office_hours
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.settings_forms import AsSeen
from makegood.interfaces.desk.when import local_now
from makegood.permissions import allows

# An update is the answer to the question; what a customer owes us, we cannot hold.
NEVER_ASKED = {Promise.Kind.UPDATE, Promise.Kind.INPUT}
PARTS = ("reply_time", "leads", "weight", "settings")


class LeadsForm(AsSeen):
    """Working days before the due, a number for each kind; 0 asks never."""

    def __init__(self, *said: Any, **options: Any) -> None:
        super().__init__(*said, **options)
        for kind in Promise.Kind:
            if kind not in NEVER_ASKED:
                self.fields[kind.value] = forms.IntegerField(
                    label=kind.label, min_value=0, max_value=LONGEST_LEAD
                )

    def meant(self) -> dict[str, str]:
        return {kind: str(days) for kind, days in self.cleaned_data.items()}

    @staticmethod
    def lines(asked: dict[str, int]) -> dict[str, str]:
        """What stands in the form for these leads."""
        kinds = [kind.value for kind in Promise.Kind if kind not in NEVER_ASKED]
        return {kind: str(asked.get(kind, 0)) for kind in kinds}


class ReplyTimeForm(AsSeen):
    """Within how many office hours we answer; 0, or nothing, promises nothing."""

    office_hours = forms.IntegerField(
        label=gettext_lazy("We answer within"),
        help_text=gettext_lazy("Office hours. Empty or 0: we promise no time."),
        required=False,
        min_value=0,
        max_value=LONGEST_REPLY,
    )

    def clean_office_hours(self) -> int:
        return self.cleaned_data["office_hours"] or 0

    def meant(self) -> dict[str, str]:
        return self.lines(self.cleaned_data.get("office_hours", 0))

    @staticmethod
    def lines(within: int) -> dict[str, str]:
        """What stands in the form for this time."""
        return {"office_hours": str(within or "")}


class WeightForm(AsSeen):
    """How many good moments make up for one bad."""

    good = forms.IntegerField(
        label=gettext_lazy("Good ones for a bad one"), min_value=1, max_value=MOST_GOOD_FOR_BAD
    )

    def meant(self) -> dict[str, str]:
        return self.lines(self.cleaned_data.get("good", 0))

    @staticmethod
    def lines(good: int) -> dict[str, str]:
        """What stands in the form for this number."""
        return {"good": str(good)}


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
        "writes": allows("change the playbook", request.member),
        **{f"{name}_href": here(request, name) for name in PARTS},
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return page(request, "interfaces/desk/playbook.html", context, status=status)
