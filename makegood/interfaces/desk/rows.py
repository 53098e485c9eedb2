"""Promises as rows of the desk, each drawn once for as long as nothing of it changes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime

from django.utils.safestring import SafeString

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.stories import facts_of, story_of
from makegood.domain.promises.rules.need import Need
from makegood.domain.recovery.queries.promised import steps_of
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.row import KEEP, TELL, WALK, row
from makegood.permissions import allows
from makegood.ui.drawn import Page


def rows(
    request: DeskRequest, found: Iterable[tuple[Promise, Need | None]], *, now: datetime
) -> list[SafeString]:
    """ui/promise_row.html of each promise with its need; none for what is done."""
    reader = tuple(allows(act, request.member) for act in (KEEP, TELL, WALK))
    found = list(found)
    cases = steps_of([promise for promise, _need in found])
    page = Page(request, business=request.business.slug, now=now, reader=reader)

    def draw(promise: Promise, need: Need | None) -> SafeString:
        case = cases.get(promise.pk)
        says = (need, case, _says(promise, now))
        return page.draw(
            "ui/promise_row.html",
            says,
            lambda: {"row": row(request, promise, now=now, need=need, case=case)},
        )

    return [draw(promise, need) for promise, need in found]


def _says(promise: Promise, now: datetime) -> Hashable:
    """All that a row knows of a promise, and how its customer can be reached."""
    who = promise.who
    reached = bool(who and who.email), bool(who and who.phone)
    shown = who and (who.pk, who.name)
    return facts_of(promise, now=now), story_of(promise).letter_lost, shown, reached
