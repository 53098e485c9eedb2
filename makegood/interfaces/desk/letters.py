"""What was written to customers, and how far it got; also what stayed here for want of a server."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from makegood.foundation.mail import addresses, queries
from makegood.foundation.mail.models import Letter
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now

LAST_PAGE = 10_000
TONES = {
    Letter.State.SENT: "told",
    Letter.State.FAILED: "missed",
    Letter.State.UNKNOWN: "missed",
}


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
    found = queries.to_customer(letter)
    if found is None:
        raise Http404
    now = local_now(request)
    context = {
        "letter": _row(request, found, now),
        "text": addresses.derived(found, found.text),
        "message_id": found.message_id,
        "reply": found.reply,
    }
    return page(request, "interfaces/desk/letter.html", context)


def _row(request: DeskRequest, letter: Letter, now: datetime) -> dict[str, Any]:
    state = Letter.State(letter.state)
    return {
        "to": letter.to_name or letter.to_address,
        "address": letter.to_address,
        "subject": letter.subject,
        "href": here(request, "letter", letter=letter.pk),
        "when": wording.instant(letter.ended_at or letter.made_at, now),
        "state": _stayed(letter) or state.label,
        "tone": TONES.get(state, "waiting"),
    }


def _stayed(letter: Letter) -> str:
    """Said of a letter that no server has: it reads as sent, and nothing left."""
    return _("kept here, not sent") if letter.stayed_here else ""


def _page_number(request: DeskRequest) -> int:
    said = request.GET.get("page", "1")
    fits = said.isascii() and said.isdigit() and len(said) <= len(str(LAST_PAGE))
    return min(max(int(said), 1), LAST_PAGE) if fits else 1
