"""Answers to a survey of another program: the file is kept, looked through, and brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.exchange.actions.uploading import keep_in_room
from makegood.domain.exchange.queries.surveyed import MOST_BYTES, answers_in
from makegood.domain.exchange.rules import moments
from makegood.domain.exchange.rules.meanings import Meaning, meanings, question_of
from makegood.domain.exchange.rules.surveyed import Brought
from makegood.domain.feedback.actions.bringing import Told, bring_answers
from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.questionnaire import Page, Question, Questionnaire
from makegood.foundation.files.actions import forget
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal


@transaction.atomic
def keep_answers(*, name: str, content: Iterable[bytes], by: Actor, at: datetime) -> File:
    """Keep a file to be looked through. Refused, and nothing is kept: what we cannot read."""
    if not name.casefold().endswith(".csv"):
        raise Refusal(_("Save it as CSV first."), field="file")
    file = keep_in_room(name=name, content=content, most=MOST_BYTES, by=by, at=at)
    try:
        answers_in(file)
    except BaseException:  # Whatever it was: the row goes with the transaction, and so must this.
        path_of(file).unlink(missing_ok=True)
        raise
    return file


@transaction.atomic
def bring_survey(
    *,
    file: File,
    name: str,
    said: Sequence[Meaning],
    formats: tuple[str, ...],
    language: str,
    new_key: Callable[[], str],
    member: Member,
    by: Actor,
    at: datetime,
) -> Survey:
    """The questions of a file as a survey, with its answers; the file itself is let go of.

    `said`: how each of its questions is read; `formats`: how its times are (as strptime has
    them). Refused, all of it: a reading that does not fit, and times that cannot be read.
    """
    found = answers_in(file)
    asked: list[tuple[Question, list[Value]]] = []
    for heard, meaning in zip(found.asked, said, strict=True):
        if meaning not in meanings(heard):
            raise Refusal(_("Not every answer to “%(words)s” is so.") % {"words": heard.words})
        if meaning != Meaning.OUT:
            asked.append(question_of(heard, meaning, language, new_key=new_key))
    questions = tuple(question for question, _values in asked)
    questionnaire = Questionnaire(languages=(language,), pages=(Page(questions=questions),))
    survey = bring_answers(
        name=name,
        questionnaire=questionnaire,
        responses=_told(found, asked, formats),
        member=member,
        by=by,
        at=at,
    )
    forget(file=file, by=by, at=at)
    return survey


def _told(
    found: Brought, asked: Sequence[tuple[Question, list[Value]]], formats: tuple[str, ...]
) -> list[Told]:
    zone = ZoneInfo(found.zone) if found.zone in available_timezones() else current_business().tz
    told = []
    for number, (begun, finished) in enumerate(zip(found.begun, found.finished, strict=True)):
        started = _instant(begun, formats, zone)
        ended = _instant(finished, formats, zone) if finished else None
        answers = {question.key: values[number] for question, values in asked}
        told.append(Told(started, max(started, ended) if ended else None, answers))
    return told


def _instant(text: str, formats: tuple[str, ...], zone: ZoneInfo) -> datetime:
    return moments.as_instant(moments.said(text, formats, zone), zone)
