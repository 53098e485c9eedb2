"""One person's answers in words, as survey_answer.html shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.feedback.models import Reason, SurveyAnswer
from makegood.domain.feedback.queries.written import Written
from makegood.domain.ideas.models import Idea
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rows import line_of
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.idea_noting import noting_href
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.row import PLAIN
from makegood.interfaces.desk.shown_files import drawn as drawn_file
from makegood.interfaces.desk.survey_figures import asked_in
from makegood.kit import line
from makegood.permissions import allows

Shown = dict[str, Any]


Came = Mapping[tuple[int, str], Sequence[Idea]]


def drawn(
    request: DeskRequest, one: Written, promises: dict[int, Promise], came: Came, now: datetime
) -> Shown:
    """Who, how much they gave, what they wrote, what it is about, what came of it, and what was
    promised.
    """
    response = one.response
    customer = response.customer.head if response.customer is not None else None
    work = response.engagement
    says = allows("say what an answer is about", request.member)
    return {
        "id": f"response-{response.pk}",
        "who": str(customer) if customer else _("Somebody by the open link"),
        "who_href": here(request, "customer", customer=customer.pk) if customer else "",
        "score": _score(one),
        "at": wording.instant(response.started_at, now),
        "at_iso": response.started_at.isoformat(),
        "at_exact": wording.exact_instant(response.started_at, request.business.tz),
        "work": work.name if work else "",
        "work_href": here(request, "engagement", engagement=work.pk) if work else "",
        "answers": [
            _answer(request, one, answer, says=says)
            | _ideas(request, answer, came.get((response.pk, answer.question), ()))
            for answer in one.answers
        ],
        "files": [drawn_file(request, each) for each in one.files],
        "promised": [
            _promised(request, promises[key], now) for key in one.promises if key in promises
        ],
    }


def _score(one: Written) -> str:
    response = one.response
    if response.overall is None:
        return ""
    return _("%(score)s of %(out_of)s") % {
        "score": response.overall,
        "out_of": response.overall_of,
    }


def _answer(request: DeskRequest, one: Written, answer: SurveyAnswer, *, says: bool) -> Shown:
    named = [each for each in one.reasons if each.question == answer.question]
    return {
        "question": _question(request, one, answer.question),
        "text": answer.text,
        "reasons": [_reason(request, each, says=says) for each in named],
        "others": _others(named, answer.question) if says else [],
        "say_href": here(request, "reasons", response=one.response.pk),
    }


def _ideas(request: DeskRequest, answer: SurveyAnswer, came: Sequence[Idea]) -> Shown:
    """What came of it, and a way to write one more down."""
    place = f"answer:{answer.response_id}:{answer.question}"
    notes = allows("note an idea", request.member)
    return {
        "ideas": [{"title": one.title, "href": here(request, "idea", idea=one.pk)} for one in came],
        "idea_href": noting_href(request, place) if notes else "",
    }


def _question(request: DeskRequest, one: Written, key: str) -> str:
    """In the words in which we speak; the key where the version lost it, which cannot be."""
    try:
        question = one.response.version.questionnaire.question(key)
    except KeyError:
        return key
    return asked_in(request.business.locale, question, business=request.business.name)


def _reason(request: DeskRequest, reason: Reason, *, says: bool) -> Shown:
    """What it is about: who says so, or which word, and the presses."""
    ids = {"response": reason.response_id, "reason": reason.pk}
    label = reason.get_what_display()
    confirm = PLAIN | {
        "label": _("Yes"),
        "action": here(request, "reasons", response=reason.response_id),
        "name": "about",
        "value": f"{reason.what}:{reason.question}",
        "about": label,
        "tone": "quiet",
    }
    off = PLAIN | {
        "label": _("No"),
        "action": here(request, "reason_taken_off", **ids),
        "about": label,
        "tone": "quiet",
    }
    if reason.confirmed_at is not None:
        by = reason.confirmed_by
        said = _("said by %(who)s") % {"who": by.user if by else ""}
        away = off | {"label": _("Take it off")}
        return {"label": label, "note": said, "suggested": False, "acts": [away] if says else []}
    note = _("suggested, because of “%(word)s”") % {"word": reason.evidence}
    return {
        "label": label,
        "note": note,
        "suggested": True,
        "acts": [confirm, off] if says else [],
    }


def _others(named: Iterable[Reason], question: str) -> list[dict[str, str]]:
    """What is not named yet, to choose from."""
    here_already = {each.what for each in named}
    choices = Reason._meta.get_field("what").flatchoices
    return [
        {"value": f"{key}:{question}", "label": str(label)}
        for key, label in choices
        if key not in here_already
    ]


def _promised(request: DeskRequest, promise: Promise, now: datetime) -> dict[str, str]:
    """What was promised, and its line as a sentence."""
    who = str(promise.who) if promise.who else ""
    return {
        "what": promise.text,
        "href": here(request, "promise", promise=promise.pk),
        "line": line.words(line_of(promise, now=now), now=now, to=who),
    }
