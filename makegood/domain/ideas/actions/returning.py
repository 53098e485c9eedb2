"""Ideas out of our own export: as they were said, and who knows that they are done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.customers.rules import name_key
from makegood.domain.feedback.models import Response
from makegood.domain.ideas.events import (
    IdeaDone,
    IdeaNoted,
    IdeaPlanned,
    IdeaSaid,
    IdeaSetAside,
    IdeaTold,
)
from makegood.domain.ideas.models import OPEN, Idea, News, Voice
from makegood.domain.promises.actions.returning import go_back_to
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, How
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.journal.queries import Place, told_there
from makegood.kit.refusal import Refusal

Said = tuple[Event, datetime | None]


@dataclass(frozen=True)
class Spoken:
    """A voice, and what it lived through when it spoke: a place in this journal, if it is here."""

    voice: Voice
    place: Place | None


@transaction.atomic
def bring_back_ideas(
    *,
    ideas: Sequence[Idea],
    spoken: Sequence[Spoken],
    news: Sequence[News],
    by: Actor,
    at: datetime,
) -> None:
    """Ideas, none of which is here, each thing with its idea set. Nobody is told anything by it.

    Refused: an open one of whose title another is open here. ValueError for one without a title,
    and for what is promised to somebody, or was said by another than its place says.
    """
    for idea in ideas:
        idea.title_key = name_key(idea.title)
        if not idea.title_key:
            raise ValueError("An idea has a title.")
    _refuse_a_second([idea.title_key for idea in ideas if idea.is_open])
    _insist_on_ourselves({idea.promise_id for idea in ideas if idea.promise_id})
    told = told_there([one.place for one in spoken if one.place is not None])
    for one in spoken:
        one.voice.entry = told.get(one.place) if one.place is not None else None
    voices = [one.voice for one in spoken]
    _insist_on_whoever_said_it(voices)
    Idea.objects.bulk_create(ideas)
    hanging: list[Voice | News] = [*voices, *news]
    for each in hanging:
        each.idea_id = each.idea.pk
    Voice.objects.bulk_create(voices)
    News.objects.bulk_create(news)
    noted = [(IdeaNoted(subject_id=idea.pk), idea.heard_at) for idea in ideas]
    entries = record_import([*noted, *_happened(ideas), *_heard(voices, news)], by=by, at=at)
    for idea, entry in zip(ideas, entries, strict=False):
        if idea.promise_id is not None:
            go_back_to(entry_id=entry.pk, promises=[idea.promise_id], by=by, at=at)


def _refuse_a_second(keys: Sequence[str]) -> None:
    if len(set(keys)) < len(keys) or Idea.objects.filter(OPEN, title_key__in=keys).exists():
        raise Refusal(_("Another open idea is called so already."))


def _insist_on_ourselves(promises: Collection[int]) -> None:
    if Promise.objects.filter(pk__in=promises, customer__isnull=False).exists():
        raise ValueError("That we do it is promised to ourselves.")


def _insist_on_whoever_said_it(voices: Sequence[Voice]) -> None:
    """What was lived through by another, or by nobody who is here, was told to one of us."""
    cases = Case.objects.in_bulk({one.case_id for one in voices} - {None})
    responses = Response.objects.in_bulk({one.response_id for one in voices} - {None})
    whose: list[Voice | Case | Response] = [*voices, *cases.values(), *responses.values()]
    named = {one.customer_id for one in whose}
    named |= {one.entry.customer_id for one in voices if one.entry is not None}
    heads = {one.pk: one.head_id for one in Customer.objects.in_bulk(named - {None}).values()}
    for one in voices:
        who = heads.get(one.customer_id or 0)
        if one.entry is not None and heads.get(one.entry.customer_id or 0) != who:
            one.entry = None
        within = (cases.get(one.case_id or 0), responses.get(one.response_id or 0))
        if any(place and heads.get(place.customer_id or 0) != who for place in within):
            raise ValueError("Somebody else said that.")


def _happened(ideas: Sequence[Idea]) -> Iterator[Said]:
    for idea in ideas:
        if idea.planned_at is not None:
            by_day = idea.promise_id is not None
            yield IdeaPlanned(subject_id=idea.pk, by_day=by_day), idea.planned_at
        if idea.done_at is not None:
            yield IdeaDone(subject_id=idea.pk), idea.done_at
        if idea.not_now_at is not None:
            yield IdeaSetAside(subject_id=idea.pk), idea.not_now_at


def _heard(voices: Sequence[Voice], news: Sequence[News]) -> Iterator[Said]:
    for voice in voices:
        idea, who = voice.idea_id, voice.customer_id
        yield IdeaSaid(subject_id=idea, customer_id=who, voice=voice.pk), voice.said_at
    for one in news:
        idea, who, how = one.idea_id, one.customer_id, How(one.how)
        yield IdeaTold(subject_id=idea, customer_id=who, news=one.pk, how=how), one.told_at
