"""A case as one story, oldest first: what happened, their words, ours, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.domain.feedback.queries.responses import words_of
from makegood.domain.recovery.events import CaseUnsaid
from makegood.domain.recovery.models import Case, How
from makegood.domain.recovery.queries.story import (
    Asked,
    Happened,
    Learnt,
    Ours,
    PutRight,
    Story,
    Theirs,
)
from makegood.foundation.accounts.queries import team
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.story import said_by
from makegood.kit import money

Entry = dict[str, Any]


def entries(request: DeskRequest, told: Story, now: datetime) -> list[Entry]:
    """The story as ui/story.html shows it."""
    found = [
        *(_happened(request, one, now) for one in told.happened),
        *(entry for one in told.theirs for entry in _theirs(one, now)),
        *_said(request, told, now),
        *(_ours(one, now) for one in told.ours),
        *(entry for one in told.remedies for entry in _remedy(request, one, now)),
        *(entry for one in told.asked for entry in _asked(one, now)),
        *_closed(told.case, now),
        *(_learnt(request, told.learnt, now) if told.learnt else ()),
    ]
    return sorted(found, key=lambda entry: entry["sorted_by"])


def _entry(kind: str, text: str, at: datetime, now: datetime, **more: Any) -> Entry:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    return {
        "kind": kind,
        "text": text,
        "at": wording.instant(at, now),
        "at_iso": at.isoformat(),
        "at_exact": wording.exact_instant(at, zone),
        "sorted_by": at,
        **more,
    }


def _happened(request: DeskRequest, one: Happened, now: datetime) -> Entry:
    words = one.words
    if one.opened_as == Case.OpenedAs.LOW_SCORE and one.score is not None:
        said = {"score": one.score[0], "of": one.score[1]}
        text = _("They gave %(score)s of %(of)s") % said
        words = words_of(one.response_id) if one.response_id else ""
        kind = "missed"
    elif one.opened_as == Case.OpenedAs.MISSED:
        text, kind = _("The day passed, and they had heard nothing"), "missed"
    elif one.opened_as == Case.OpenedAs.CONCERN:
        text, kind = _("They raised a concern on their page"), "note"
    else:
        text, kind = _("It was written down here"), "note"
    href = here(request, "entry", entry=one.entry_id)
    is_theirs = one.opened_as == Case.OpenedAs.LOW_SCORE
    return _entry(kind, text, one.at, now, words=words, why_href=href, is_theirs=is_theirs)


def _theirs(one: Theirs, now: datetime) -> Iterator[Entry]:
    """Each question with its answer, word for word."""
    asked = (
        (_("They said"), one.said),
        (_("They had expected"), one.expected),
        (_("They would like"), one.wishes),
        (_("It would be right if"), one.right_when),
    )
    by = _("written down by %(who)s") % {"who": one.by} if one.by else _("they wrote it")
    for text, words in asked:
        if words:
            yield _entry("note", text, one.at, now, words=words, by=by, is_theirs=True)


def _said(request: DeskRequest, told: Story, now: datetime) -> Iterator[Entry]:
    """That we heard them, each time; and where a letter that said something did not reach them."""
    names = team(request.business) if told.said else {}
    for one in told.said:
        why = {"why_href": here(request, "entry", entry=one.pk)}
        if one.event == CaseUnsaid.name:
            text = _("A letter of ours did not reach them")
            yield _entry("missed", text, one.happened_at, now, **why)
            continue
        kind = "told_letter" if one.facts["how"] == How.LETTER else "told_spoken"
        by = said_by(one, names)
        text = _("We said that we heard them")
        yield _entry(kind, text, one.happened_at, now, by=by, **why)


def _ours(one: Ours, now: datetime) -> Entry:
    return _entry("note", _("On our side"), one.at, now, words=one.words, by=one.by)


def _remedy(request: DeskRequest, one: PutRight, now: datetime) -> Iterator[Entry]:
    by = one.decided_by or one.asked_by
    cost = money.said(one.cost_cents, request.business.currency) if one.cost_cents else ""
    words = f"{one.words} ({cost})" if cost else one.words
    if one.promise_id is None:
        text = _("Put forward: %(kind)s") % {"kind": one.kind.label}
    else:
        text = _("Promised them: %(kind)s") % {"kind": one.kind.label}
    if not one.stands:
        text = _("%(said)s. It was not enough") % {"said": text}
    yield _entry("made", text, one.at, now, words=words, by=by)
    if one.told_at is not None:
        kind = "told_letter" if one.told_how == "letter" else "told_spoken"
        yield _entry(kind, _("They know how we put it right"), one.told_at, now)
    if one.kept_at is not None:
        yield _entry("kept", _("Done as promised"), one.kept_at, now)


def _asked(one: Asked, now: datetime) -> Iterator[Entry]:
    if one.asked_at is not None:
        yield _entry("told_letter", _("We asked whether it is right now"), one.asked_at, now)
    if one.answered_at is not None:
        right = bool(one.is_right)
        text = _("They say it is right") if right else _("They say it is not right yet")
        kind = "kept" if right else "missed"
        yield _entry(kind, text, one.answered_at, now, words=one.words, is_theirs=True)


def _closed(case: Case, now: datetime) -> Iterator[Entry]:
    if case.closed_at is None or case.is_put_right:
        return
    if case.closing == Case.Closing.KEPT:
        text = _("It was kept in time after all: nothing went wrong, and nothing is asked any more")
        yield _entry("kept", text, case.closed_at, now)
        return
    text = {
        Case.Closing.NO_ANSWER: _("No answer after two asks: not counted as put right"),
        Case.Closing.PARTED: _("We parted: not counted as put right"),
    }[Case.Closing(case.closing)]
    yield _entry("withdrawn", text, case.closed_at, now, words=case.parted_why)


def _learnt(request: DeskRequest, one: Learnt, now: datetime) -> Iterator[Entry]:
    href = here(request, "promise", promise=one.promise_id)
    text = _("So that it does not happen again")
    if one.elsewhere:
        text = _("Promised in another case, so that it does not happen again")
    made = _entry("made", text, one.made_at, now, words=one.words, by=one.owner, why_href=href)
    yield made
    if one.done_at is not None:
        yield _entry("kept", _("It is changed, and we watch whether it holds"), one.done_at, now)
