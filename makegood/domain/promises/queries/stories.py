"""What happened to promises, gathered for a whole page in six questions at most."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.db.models import F, Q, QuerySet

from makegood.domain.customers.queries.aliases import know_heads
from makegood.domain.promises.models import Move, Notice, Promise, Telling, Update, Waiting
from makegood.domain.promises.rules.due import has_passed
from makegood.foundation.mail.models import GONE_WRONG
from makegood.foundation.tenancy.owned import put_together_once

COLUMNS = itemgetter(*(field.attname for field in Promise._meta.concrete_fields))


@dataclass(frozen=True, slots=True)
class Awaited:
    """An open promise that another waits for, and since when it does."""

    text: str
    late_after: datetime | None
    since: datetime


@dataclass(frozen=True)
class Story:
    """A promise's moves by number, the tellings that stand, what it waits for, a letter lost."""

    key: int
    page: Page
    tellings: list[Telling] = field(default_factory=list)
    waits: list[Awaited] = field(default_factory=list)

    @property
    def letter_lost(self) -> bool:
        """Whether the last letter about what they do not know yet did not reach them."""
        return self.page.unread.get(self.key) in GONE_WRONG

    @property
    def moves(self) -> list[Move]:
        return self.page.moves_of(self.key)

    @property
    def waits_since(self) -> datetime | None:
        """When it began to wait for the first of what is still to come."""
        return min((wait.since for wait in self.waits), default=None)


class Page:
    """Promises gathered together. A row that was drawn before needs no moves of theirs."""

    def __init__(self, rows: dict[int, Promise]) -> None:
        self._rows = rows

    def moves_of(self, key: int) -> list[Move]:
        """By number. One that was never moved asks for those of no other."""
        return self._moves.get(key, []) if self._rows[key].due_number else []

    @cached_property
    def _moves(self) -> dict[int, list[Move]]:
        """By promise, in one question when they are first asked for."""
        found: dict[int, list[Move]] = {}
        moved = [key for key, row in self._rows.items() if row.due_number]
        for move in Move.objects.filter(promise__in=moved):
            move.promise = self._rows[move.promise_id]  # Its dues are in the zone of the promise.
            found.setdefault(move.promise_id, []).append(move)
        return found

    @cached_property
    def unread(self) -> dict[int, str | None]:
        """By promise, what became of the last letter about what they do not know yet: its state,
        None where none went. Asked where somebody may have to write again, and not on their page.
        """
        still = [row for row in self._rows.values() if row.is_open]
        untold = [row.pk for row in still if row.told_through < row.due_number - 1]
        regular = [row.pk for row in still if row.regular]
        found: dict[int, str | None] = {}
        if untold:
            not_known = Q(move__number__gt=F("promise__told_through") + 1)
            written = Notice.objects.filter(not_known, promise__in=untold).order_by("id")
            found.update(written.values_list("promise_id", "letter__state"))
        if regular:
            news = Update.objects.filter(promise__in=regular, heard_at=None).order_by("id")
            found.update(news.values_list("promise_id", "letter__state"))
        return found


def with_stories(found: Iterable[Promise]) -> list[Promise]:
    """The promises, each with its story. What a row's own columns rule out is not asked for."""
    rows = {row.pk: row for row in found}
    page = Page(rows)
    know_heads(row.customer for row in rows.values() if "customer" in row._state.fields_cache)
    for key, row in rows.items():
        vars(row)["story"] = Story(key, page)
    told = [key for key, row in rows.items() if row.told_through >= 0]
    still = [key for key, row in rows.items() if row.is_open]
    for said in Telling.objects.filter(promise__in=told, taken_back_at=None) if told else ():
        story_of(rows[said.promise_id]).tellings.append(said)
    for key, *awaited in _open_awaited().filter(promise__in=still) if still else ():
        story_of(rows[key]).waits.append(Awaited(*awaited))
    return list(rows.values())


@put_together_once
def _open_awaited() -> QuerySet[Waiting, Any]:
    found = Waiting.objects.filter(on__kept_at=None, on__withdrawn_at=None)
    ordered = found.order_by("promise_id", "on_id")
    return ordered.values_list("promise_id", "on__text", "on__late_after", "since")


def story_of(promise: Promise) -> Story:
    """The story of a promise that was fetched with it; KeyError where it was not."""
    story: Story = vars(promise)["story"]
    return story


def facts_of(promise: Promise, *, now: datetime) -> Hashable:
    """What its customer may see at `now` of a promise fetched with its story, their name apart.

    Its moves follow from their number, as none is unsaid; the words of a move do not.
    """
    story = story_of(promise)
    return (
        COLUMNS(vars(promise)),
        has_passed(promise.late_after, now),
        tuple((told.how, told.told_at) for told in story.tellings),
        tuple((wait, has_passed(wait.late_after, now)) for wait in story.waits),
    )
