"""Promises and notices as the customer's page shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.promises import letters
from makegood.domain.promises.models import Move, Notice, Promise
from makegood.domain.promises.queries.for_customer import CustomersPage, waits_for
from makegood.domain.promises.queries.rows import line_of
from makegood.domain.promises.queries.stories import Awaited, story_of
from makegood.domain.promises.rules.notices import last_day
from makegood.interfaces.portal.door import Visit
from makegood.kit import line
from makegood.kit.line import Mark
from makegood.kit.line.dates import full_day

# The narrowest phone shows it whole; the full line has words under its marks.
WIDE = 264


def ours(
    promise: Promise, seen: CustomersPage, now: datetime, *, full: bool, noticed: bool
) -> dict[str, Any]:
    """What we owe them, with its line; with words under its marks if `full`.

    What was moved and why stands with it, unless a notice says so (`noticed`).
    """
    awaited = waits_for(promise, seen.theirs)
    marks = _marks(promise, now, waits=awaited)
    due, passed = promise.due, promise.late_after is not None and promise.late_after < now
    said = letters.due_in_full(due, now) if due else _no_day(promise, now)
    late = _("We said %(day)s. It is not done yet.") % {"day": said} if passed else ""
    return {
        "what": promise.text,
        "when": said,
        "late": late,
        **({} if noticed else _last_move(promise, now)),
        "ahead": ahead((last_day(due, now) - now.date()).days) if due else "",
        "waits_for": awaited.text if awaited else "",
        "line": line.svg(marks, now=now, width=WIDE, small=not full),
        "words": line.words(marks, now=now),
    }


def theirs(promise: Promise, now: datetime) -> dict[str, Any]:
    """What they owe us: its day, and never a word of blame."""
    due, passed = promise.due, promise.late_after is not None and promise.late_after < now
    said = letters.due_in_full(due, now) if due else ""
    return {
        "what": promise.text,
        "when": _("For %(day)s; we still need it") % {"day": said} if passed else said,
        "ahead": "" if passed or not due else ahead((last_day(due, now) - now.date()).days),
    }


def notice(visit: Visit, said: Notice, seen: CustomersPage, now: datetime) -> dict[str, Any]:
    """A notice with its line and its answers."""
    promise = next(one for one in seen.ours if one.pk == said.promise_id)
    marks = _marks(promise, now, waits=waits_for(promise, seen.theirs))
    at = {"link": visit.link.pk, "notice": said.pk}
    return {
        **letters.notice_context(said, visit.business, at=now),
        "key": said.pk,
        "promise": promise.pk,
        "answer": seen.answers.get(said.pk),
        "action": reverse("notice_answer", kwargs=at),
        "line": line.svg(marks, now=now, width=WIDE, small=False),
        "words": line.words(marks, now=now),
    }


def done(promise: Promise, now: datetime) -> dict[str, str]:
    said = line.words(_marks(promise, now, waits=None), now=now)
    return {"what": promise.text, "said": said}


def ahead(days: int) -> str:
    """How far off a day is; "" for one that has passed."""
    if days < 0:
        return ""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}


def _marks(promise: Promise, now: datetime, *, waits: Awaited | None) -> list[Mark]:
    """The line's marks; that it waits is shown only where it waits for something of theirs."""
    every = line_of(promise, now=now)
    others = [mark for mark in every if mark.kind != "waiting"]
    return others if waits is None else [*others, Mark("waiting", waits.since)]


def _no_day(promise: Promise, now: datetime) -> str:
    update = promise.next_update
    if update is None or update.due is None or not update.is_open:
        return _("No day yet")
    said = letters.due_in_full(update.due, now)
    return _("No day yet: you hear more by %(day)s") % {"day": said}


def _last_move(promise: Promise, now: datetime) -> dict[str, str]:
    moves = story_of(promise).moves
    return {"moved": _moved(moves[-1], now), "why": moves[-1].words} if moves else {}


def _moved(move: Move, now: datetime) -> str:
    old, new = move.old_due, move.new_due
    said = {
        "on": full_day(move.moved_at.astimezone(now.tzinfo).date(), now),
        "old": letters.due_in_full(old, now) if old else "",
    }
    if old is None:
        return _("Until %(on)s we could not say a day.") % said
    if new is None:
        return _("We said %(old)s. Since %(on)s we know that it will be later.") % said
    return _("We said %(old)s, and moved it on %(on)s.") % said
