"""How each act of a case is pressed: what is wrong stands beside its field, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.recovery.models import Case
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk.case import case_page
from makegood.interfaces.desk.case_forms import LetterForm
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

READ_THROUGH = "read"


def press(
    request: DeskRequest,
    case: Case,
    name: str,
    form: InOurWords,
    act: Callable[[Case, datetime], str],
) -> HttpResponse:
    """One act of a case; what is wrong stands beside its field, and nothing is lost."""
    now = local_now(request)
    sent: dict[str, Any] = {name: form}
    if not form.is_valid():
        return case_page(request, case, now, **sent)
    try:
        said = act(case, now)
    except Refusal as refusal:
        form.refuse(refusal)
        return case_page(request, case, now, **sent)
    return back(request, case, said)


def letter(
    request: DeskRequest,
    case: Case,
    form: LetterForm,
    draft: Callable[[Case, dict[str, Any], datetime], Triple],
    send: Callable[[Case, dict[str, Any], datetime], None],
) -> HttpResponse:
    """A letter of a case, read through first. Reading through writes nothing."""
    now = local_now(request)
    if not form.is_valid():
        return case_page(request, case, now, letter=form)
    try:
        if READ_THROUGH in request.POST:
            read = draft(case, form.cleaned_data, now)
            return case_page(request, case, now, letter=form, draft=read)
        send(case, form.cleaned_data, now)
    except Refusal as refusal:
        form.refuse(refusal)
        return case_page(request, case, now, letter=form)
    return back(request, case, _("It is on its way."))


def back(request: DeskRequest, case: Case, said: str) -> HttpResponse:
    messages.info(request, said)
    return redirect(here(request, "case", case=case.pk))
