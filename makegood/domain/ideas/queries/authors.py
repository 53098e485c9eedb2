"""Who had an idea, each person once, and whether they know that it is done."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of, know_heads, together_with
from makegood.domain.feedback.models import Stop
from makegood.domain.feedback.queries.asking import is_stopped
from makegood.domain.ideas.models import LOST, Idea, News, Voice
from makegood.domain.ideas.rules import Reach, reach


@dataclass(frozen=True)
class Author:
    """Somebody who said it. `who` is None where it is nobody we know; `news`, what they heard last.

    One whose letter was lost has heard nothing, and may be written to again.
    """

    who: Customer | None
    voices: list[Voice]
    news: News | None
    reach: Reach

    @property
    def voice(self) -> Voice:
        """What they said first."""
        return self.voices[0]


def authors(idea: Idea) -> list[Author]:
    """Everybody who had it, the first first. A constant number of questions."""
    related = ("customer", "response__survey", "case__engagement", "entry")
    voices = list(idea.voices.select_related(*related))
    know_heads([one.customer for one in voices])
    whole = together_with({one.customer_id for one in voices if one.customer_id})
    stopped = _stopped({key for ids in whole.values() for key in ids})
    news = list(idea.news.select_related("letter", "told_by__user"))
    found: dict[int, list[Voice]] = {}
    for one in voices:
        # Those we do not know are one each.
        found.setdefault(one.who.pk if one.who else -one.pk, []).append(one)
    return [_author(said, whole, stopped, news) for said in found.values()]


def author_of(voice: Voice) -> Author:
    """Whoever said this, as they stand now."""
    return next(one for one in authors(voice.idea) if voice.pk in {said.pk for said in one.voices})


def reach_of(voice: Voice) -> Reach:
    """Whether they may be written to: asked within the act that writes."""
    if voice.who is None:
        return Reach.NOBODY
    ids = ids_of(voice.who)
    told = News.objects.filter(idea=voice.idea, customer__in=ids).exclude(letter__state__in=LOST)
    return reach(
        known=True, told=told.exists(), stopped=is_stopped(ids), mailbox=bool(voice.who.email)
    )


def voice_of(idea: Idea, voice_id: int) -> Voice:
    """One voice of an idea; Voice.DoesNotExist if it is none of its."""
    found: Voice = Voice.objects.select_related("idea", "customer__merged_into").get(
        pk=voice_id, idea=idea
    )
    return found


def _author(
    voices: list[Voice], whole: dict[int, list[int]], stopped: set[int], news: list[News]
) -> Author:
    who = voices[0].who
    ids = set(whole.get(who.pk, [who.pk])) if who is not None else set()
    for one in voices:
        ids |= set(whole.get(one.customer_id or 0, []))
    heard = [one for one in news if one.customer_id in ids]
    told = any(one.letter is None or one.letter.state not in LOST for one in heard)
    return Author(
        who=who,
        voices=voices,
        news=heard[-1] if heard else None,
        reach=reach(
            known=who is not None,
            told=told,
            stopped=bool(ids & stopped),
            mailbox=who is not None and bool(who.email),
        ),
    )


def _stopped(ids: set[int]) -> set[int]:
    found = Stop.objects.filter(customer__in=ids, taken_back_at=None)
    return set(found.values_list("customer", flat=True))
