"""What was written about a promise, how far it got, and what they answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.promises.models import Answer, Notice, Promise
from makegood.domain.promises.queries import notices
from makegood.foundation.mail.models import Letter
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here


def written(request: DeskRequest, promise: Promise, now: datetime) -> list[dict[str, Any]]:
    """The notices of a promise, the newest first."""
    return [
        {
            "at": wording.instant(notice.written_at, now),
            "got": _how_far(notice, now),
            "failed": notice.letter is not None and notice.letter.state in GONE_WRONG,
            "answers": [_answer(request, given, now) for given in notice.answers.all()],
        }
        for notice in notices.about(promise)
    ]


GONE_WRONG = {Letter.State.FAILED, Letter.State.UNKNOWN}


def _how_far(notice: Notice, now: datetime) -> str:
    """Where the letter is, in a sentence; with the server's words where it was refused."""
    letter = notice.letter
    if letter is None:
        return _("On their page. No letter went: hand the link over.")
    if letter.stayed_here:
        stayed = _("kept here, not sent")
        return f"{letter.to_address}: {stayed}"
    said = {
        "who": letter.to_address,
        "when": wording.instant(letter.ended_at or letter.made_at, now),
        "why": letter.reply,
    }
    sentences = {
        Letter.State.SENT: _("Sent to %(who)s, %(when)s."),
        Letter.State.FAILED: _("It did not reach %(who)s: %(why)s"),
        Letter.State.UNKNOWN: _("Nobody knows whether it reached %(who)s. Call them."),
    }
    state = Letter.State(letter.state)
    return sentences.get(state, _("On its way to %(who)s. They are not told yet.")) % said


def _answer(request: DeskRequest, given: Answer, now: datetime) -> dict[str, Any]:
    return {
        "said": given.get_choice_display(),
        "words": given.words,
        "at": wording.instant(given.answered_at, now),
        "seen_action": "" if given.seen_at else here(request, "answer_seen", answer=given.pk),
    }
