"""What was written to customers, and how far it got; also what stayed here for want of a server."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.foundation.mail import addresses, queries
from makegood.foundation.mail.actions import returning
from makegood.foundation.mail.models import Letter
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.row import PLAIN
from makegood.interfaces.desk.when import local_now
from makegood.kit.whole_number import whole_number

LAST_PAGE = 10_000
TONES = {
    Letter.State.SENT: "told",
    Letter.State.FAILED: "missed",
    Letter.State.UNKNOWN: "missed",
    Letter.State.BOUNCED: "missed",
}


class CameBackForm(InOurWords):
    """What the returned mail says, if somebody wants to keep it."""

    why = forms.CharField(
        label=gettext_lazy("Why, if the returned mail says so"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("The one line that says it is enough. It stays here."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@desk("see the ledger")
def show(request: DeskRequest) -> HttpResponse:
    now, number = local_now(request), _page_number(request)
    found, more = queries.to_customers(page=number)
    shown = here(request, "letters")
    context = {
        "letters": [_row(request, letter, now) for letter in found],
        "pages": {
            "words": _("Page %(n)s") % {"n": number},
            "previous_href": f"{shown}?page={number - 1}" if number > 1 else "",
            "next_href": f"{shown}?page={number + 1}" if more else "",
        },
    }
    return page(request, "interfaces/desk/letters.html", context)


@desk("tell a customer")
def read(request: DeskRequest, letter: int) -> HttpResponse:
    """A letter as it went, links and all: whoever may write to customers may read it."""
    return _page(request, _letter_or_404(letter))


@desk("tell a customer", methods=BOTH)
def came_back(request: DeskRequest, letter: int) -> HttpResponse:
    """It was returned after their server had taken it: it told them nothing."""
    found = _letter_or_404(letter)
    said = request.POST if request.method == "POST" else None
    form = CameBackForm(said, initial=typed.again(request))
    if not form.is_valid():
        return _page(request, found, form)
    why, now = form.cleaned_data["why"], local_now(request)
    if returning.came_back(letter=found, why=why, by=request.actor, at=now):
        messages.info(request, _("It came back: by this letter they were not told."))
    return redirect(here(request, "letter", letter=letter))


@desk("tell a customer", methods=WRITE)
def did_not_come_back(request: DeskRequest, letter: int) -> HttpResponse:
    found = _letter_or_404(letter)
    if returning.did_not_come_back(letter=found, by=request.actor, at=local_now(request)):
        messages.info(request, _("It did not come back. It counts again as it did before."))
    return redirect(here(request, "letter", letter=letter))


def _letter_or_404(letter: int) -> Letter:
    found = queries.to_customer(letter)
    if found is None:
        raise Http404
    return found


def _page(request: DeskRequest, letter: Letter, form: CameBackForm | None = None) -> HttpResponse:
    """The letter; the form as it was sent, if it was."""
    now = local_now(request)
    bounced = letter.came_back_at
    context = {
        "letter": _row(request, letter, now),
        "text": addresses.derived(letter, letter.text),
        "message_id": letter.message_id,
        "reply": letter.reply,
        "returned_at": wording.instant(bounced, now) if bounced else "",
        "returned_why": letter.came_back_why,
        "form": form or CameBackForm(),
        "opened": form is not None,
        "came_back_href": here(request, "letter_came_back", letter=letter.pk)
        if letter.may_come_back
        else "",
        "undo": PLAIN
        | {
            "label": _("It did not come back"),
            "action": here(request, "letter_did_not_come_back", letter=letter.pk),
            "tone": "quiet",
            "whole": True,
        },
    }
    status = 422 if form is not None and form.is_bound else 200
    return page(request, "interfaces/desk/letter.html", context, status=status)


def _row(request: DeskRequest, letter: Letter, now: datetime) -> dict[str, Any]:
    state = Letter.State(letter.state)
    return {
        "to": letter.to_name or letter.to_address,
        "address": letter.to_address,
        "subject": letter.subject,
        "href": here(request, "letter", letter=letter.pk),
        "when": wording.instant(_last_heard_of(letter), now),
        "state": _stayed(letter) or state.label,
        "tone": "risk" if letter.stayed_here else TONES.get(state, "waiting"),
    }


def _last_heard_of(letter: Letter) -> datetime:
    return letter.came_back_at or letter.ended_at or letter.made_at


def _stayed(letter: Letter) -> str:
    """Said of a letter that no server has: it reads as sent, and nothing left."""
    return _("kept here, not sent") if letter.stayed_here else ""


def _page_number(request: DeskRequest) -> int:
    return whole_number(request.GET.get("page", ""), most=LAST_PAGE) or 1
