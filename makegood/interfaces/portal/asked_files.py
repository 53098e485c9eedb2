"""The files that somebody shows us are taken before their answers are kept: the good ones stay,
whatever becomes of the page.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from makegood.domain.feedback.actions.showing import Sent, Taken, take
from makegood.domain.feedback.rules.files import A_MEGABYTE, MOST_BYTES, MOST_FILES
from makegood.domain.feedback.rules.questionnaire import Kind, Question
from makegood.foundation.links.rules import State
from makegood.interfaces.portal.asked_door import ASKED, Asked
from makegood.interfaces.portal.asked_given import AWAY
from makegood.interfaces.portal.asked_page import Said, sent
from makegood.interfaces.portal.door import opened_by, secret
from makegood.kit.refusal import Refusal
from makegood.kit.whole_number import whole_number

# A few that are too large still reach us, cut short, so that what was typed beside them is shown
# again; who sends more than this goes back to it.
MOST_AT_ONCE = 100 * A_MEGABYTE


@secret
def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """More was sent than we read at once. Answers 413; nothing of it was read."""
    context = {"each": MOST_BYTES // A_MEGABYTE, "files": MOST_FILES}
    return render(request, "interfaces/portal/too_large.html", context, status=413)


def lets_in(request: HttpRequest, link: int) -> bool:
    """Whether they hold the pass of a link that opens: of nobody else are files so much as read."""
    opened = opened_by(request, link, ASKED)
    return opened is not None and opened.state == State.OPEN


TAKES_FILES: dict[str, Any] = {
    "lets_in": lets_in,
    "takes": MOST_AT_ONCE,
    "takes_of_each": MOST_BYTES,
    "too_large": too_large,
}


def with_files(one: Asked, request: HttpRequest, page: int) -> Said:
    """What their browser sent, the files of a page (from 0) kept and named by their ids.

    Refused, the others kept: a file that cannot be taken.
    """
    said, refused = dict(sent(request)), None
    for question in one.invitation.version.questionnaire.pages[page].questions:
        if question.kind == Kind.FILE:
            taken = _taken(one, request, question)
            said[question.key] = taken.said
            if taken.refused and refused is None:
                refused = Refusal(" ".join(taken.refused), field=question.key)
    if refused is not None:
        raise refused
    return said


def files_too(request: HttpRequest, sentence: str) -> str:
    """Why nothing was kept; and of files, which no page can show as they were chosen, that too."""
    if not request.FILES:
        return sentence
    return " ".join((sentence, _("Choose your files once more.")))


def _taken(one: Asked, request: HttpRequest, question: Question) -> Taken:
    away = [whole_number(each) for each in request.POST.getlist(f"{question.key}{AWAY}")]
    return take(
        invitation=one.invitation,
        question=question,
        files=[_sent(file) for file in request.FILES.getlist(question.key)],
        away=[number for number in away if number is not None],
        by=one.actor,
        at=timezone.now(),
    )


def _sent(file: UploadedFile[Any]) -> Sent:
    return Sent(name=file.name or "", size=file.size or 0, pieces=file.chunks)
