"""Ideas in lists: those that most people had come first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from makegood.domain.ideas.models import LOST, OPEN, Idea, Voice
from makegood.domain.ideas.rules import Standing
from makegood.foundation.journal.importable import Shown

PAGE = 50
MOST_OFFERED, MOST_SHOWN = 100, 10
HAD = Coalesce("voices__customer__merged_into", "voices__customer")
KNOW = Coalesce("news__customer__merged_into", "news__customer")
ENDED = {
    Standing.DONE: Q(done_at__isnull=False),
    Standing.NOT_NOW: Q(not_now_at__isnull=False),
}


@dataclass(frozen=True)
class Listed:
    """An idea, how many people had it (those we do not know count one each), and how many of them
    know that it is done.
    """

    idea: Idea
    people: int
    know: int


def listed(which: Standing | None, *, page: int) -> tuple[list[Listed], bool]:
    """A page (from 1) of the open ones, or of those that ended so; and whether there are more."""
    known = Count(HAD, filter=Q(Shown("voices__customer__import_batch")), distinct=True)
    unknown = Count("voices", filter=Q(voices__customer=None), distinct=True)
    reached = ~Q(news__letter__state__in=LOST) | Q(news__letter=None)
    rows = Idea.objects.filter(ENDED.get(which, OPEN) if which else OPEN).annotate(
        people=known + unknown,
        know=Count(KNOW, filter=Q(news__isnull=False) & reached, distinct=True),
    )
    first = (page - 1) * PAGE
    ordered = rows.select_related("promise").order_by("-people", "-id")
    found = [Listed(one, one.people, one.know) for one in ordered[first : first + PAGE + 1]]
    return found[:PAGE], len(found) > PAGE


def offered() -> list[Idea]:
    """The open ones, to say that one of them is meant: the last first."""
    return list(Idea.objects.filter(OPEN).order_by("-id")[:MOST_OFFERED])


def get(idea_id: int) -> Idea:
    """One idea of our business; Idea.DoesNotExist if it is not ours."""
    found: Idea = Idea.objects.select_related("promise").get(pk=idea_id)
    return found


def in_answers(responses: Collection[int]) -> dict[tuple[int, str], list[Idea]]:
    """What came of each of these answers, by response and question. One question."""
    found: dict[tuple[int, str], list[Idea]] = {}
    for one in _with_ideas(Voice.objects.filter(response__in=responses)):
        found.setdefault((one.response_id or 0, one.question), []).append(one.idea)
    return found


def in_case(case_id: int) -> list[Idea]:
    """What came of a case."""
    return [one.idea for one in _with_ideas(Voice.objects.filter(case=case_id))]


def of_touchpoint(entry_id: int) -> list[Idea]:
    """What came of something that somebody lived through."""
    return [one.idea for one in _with_ideas(Voice.objects.filter(entry=entry_id))]


def of_customer(ids: Collection[int]) -> list[Idea]:
    """The ideas of one person, by their head and its aliases: the last first, each once."""
    found = _with_ideas(Voice.objects.filter(customer__in=ids)).order_by("-idea_id", "id")
    return list({one.idea_id: one.idea for one in found}.values())[:MOST_SHOWN]


def done_for(ids: Collection[int]) -> list[Voice]:
    """What one person said and we did, the last first: of each idea the words they said first."""
    voices = _with_ideas(Voice.objects.filter(customer__in=ids, idea__done_at__isnull=False))
    first: dict[int, Voice] = {}
    for one in voices.order_by(F("idea__done_at").desc(), "idea_id", "id"):
        if one.idea_id not in first or not first[one.idea_id].words:
            first[one.idea_id] = one
    return list(first.values())[:MOST_SHOWN]


def _with_ideas(found: QuerySet[Voice]) -> QuerySet[Voice]:
    shown = found.filter(Shown("idea__import_batch"))
    return shown.select_related("idea__promise").order_by("id")
