"""How we do things: when we ask ourselves whether a promise will hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.playbook.actions import set_leads
from makegood.domain.playbook.queries import leads
from makegood.domain.playbook.rules import LONGEST_LEAD
from makegood.domain.promises.models import Promise
from makegood.interfaces.desk import typed
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.settings_forms import AsSeen
from makegood.interfaces.desk.when import local_now
from makegood.permissions import allows

# An update is the answer to the question; what a customer owes us, we cannot hold.
NEVER_ASKED = {Promise.Kind.UPDATE, Promise.Kind.INPUT}


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


@desk("see the settings")
def show(request: DeskRequest) -> HttpResponse:
    return _page(request, _form())


@desk("change the playbook", methods=BOTH)
def change(request: DeskRequest) -> HttpResponse:
    form = _form(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, form)
    set_leads(leads=form.cleaned_data, by=request.actor, at=local_now(request))
    messages.info(request, _("Noted. Today asks by these days from now on."))
    return redirect(here(request, "playbook"))


def _form(*said: Any, **options: Any) -> LeadsForm:
    return LeadsForm(*said, written=LeadsForm.lines(leads()), **options)


def _page(request: DeskRequest, form: LeadsForm) -> HttpResponse:
    context = {
        "form": form,
        "writes": allows("change the playbook", request.member),
        "leads_href": here(request, "leads"),
        "settings_href": here(request, "settings"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "interfaces/desk/playbook.html", context, status=status)
