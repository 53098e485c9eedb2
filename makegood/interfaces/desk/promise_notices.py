"""What was written about a promise, how far it got, and what they answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.promises.models import Answer, Promise
from makegood.domain.promises.queries import notices
from makegood.foundation.mail.models import Letter
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.permissions import allows


def written(request: DeskRequest, promise: Promise, now: datetime) -> list[dict[str, Any]]:
    """The notices of a promise, the newest first."""
    return [
        {
            "at": wording.instant(notice.written_at, now),
            "got": how_far(notice.letter, now),
            "tone": "missed" if notice.letter and notice.letter.went_wrong else "",
            "letter_href": letter_href(request, notice.letter),
            "answers": [_answer(request, given, now) for given in notice.answers.all()],
        }
        for notice in notices.about(promise)
    ]


def letter_href(request: DeskRequest, letter: Letter | None) -> str:
    """The page of a letter, for those who may read it; there it can be said that it came back."""
    if letter is None or not allows("tell a customer", request.member):
        return ""
    return here(request, "letter", letter=letter.pk)


def how_far(letter: Letter | None, now: datetime) -> str:
    """Where a letter is, in a sentence; with the server's words where it was refused."""
    if letter is None:
        return _("On their page. No letter went: hand the link over.")
    if letter.stayed_here:
        stayed = _("kept here, not sent")
        return f"{letter.to_address}: {stayed}"
    said = {
        "who": letter.to_address,
        "when": wording.instant(letter.came_back_at or letter.ended_at or letter.made_at, now),
        "why": letter.came_back_why or letter.reply,
    }
    sentences = {
        Letter.State.SENT: _("Sent to %(who)s, %(when)s."),
        Letter.State.FAILED: _("It did not reach %(who)s: %(why)s"),
        Letter.State.UNKNOWN: _("Nobody knows whether it reached %(who)s. Call them."),
        Letter.State.BOUNCED: _("It came back from %(who)s, %(when)s."),
    }
    if letter.came_back_why:
        sentences[Letter.State.BOUNCED] = _("It came back from %(who)s, %(when)s: %(why)s")
    state = Letter.State(letter.state)
    return sentences.get(state, _("On its way to %(who)s. They are not told yet.")) % said


def _answer(request: DeskRequest, given: Answer, now: datetime) -> dict[str, Any]:
    return {
        "said": given.get_choice_display(),
        "words": given.words,
        "at": wording.instant(given.answered_at, now),
        "seen_action": "" if given.seen_at else here(request, "answer_seen", answer=given.pk),
    }
