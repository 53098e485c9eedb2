"""Promises and notices as the customer's page shows them, each drawn once while nothing changes."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.promises import letters
from makegood.domain.promises.models import Move, Notice, Promise
from makegood.domain.promises.queries.for_customer import CustomersPage, waits_for
from makegood.domain.promises.queries.rows import line_of
from makegood.domain.promises.queries.stories import Awaited, facts_of, story_of
from makegood.domain.promises.rules.due import has_passed
from makegood.domain.promises.rules.notices import last_day
from makegood.interfaces.portal.door import Visit
from makegood.kit import line
from makegood.kit.line import Mark
from makegood.kit.line.dates import full_day
from makegood.ui.drawn import Page

# The narrowest phone shows it whole; the full line has words under its marks.
WIDE = 264
COLUMNS = itemgetter(*(field.attname for field in Notice._meta.concrete_fields))


def ours(
    page: Page,
    promise: Promise,
    seen: CustomersPage,
    now: datetime,
    *,
    full: bool,
    noticed: bool,
) -> SafeString:
    """What we owe them, with its line; with words under its marks if `full`.

    What was moved and why stands with it, unless a notice says so (`noticed`).
    """
    awaited = waits_for(promise, seen.theirs)
    move = None if noticed else _last_move(promise)
    says = (_facts(promise, now), awaited, full, (move.pk, move.words) if move else None)
    return page.draw(
        "interfaces/portal/row.html",
        says,
        lambda: {"row": _ours(promise, awaited, move, now, full=full)},
    )


def theirs(page: Page, promise: Promise, now: datetime) -> SafeString:
    """What they owe us."""
    says = facts_of(promise, now=now)
    return page.draw("interfaces/portal/row.html", says, lambda: {"row": _theirs(promise, now)})


def notice(
    page: Page, visit: Visit, said: Notice, seen: CustomersPage, now: datetime
) -> dict[str, Any]:
    """A notice: what it is about, and what it says with its line and its answers."""
    promise, answer = said.promise, seen.answers.get(said.pk)
    awaited = waits_for(promise, seen.theirs)
    says = (
        _facts(promise, now),
        awaited,
        COLUMNS({**vars(said), "options": tuple(said.options)}),
        answer and (answer.choice, answer.words),
        (visit.link.pk, visit.business.name, str(visit.customer), str(said.written_by)),
    )
    markup = page.draw(
        "interfaces/portal/notice.html",
        says,
        lambda: {
            "notice": {
                **_notice(visit, said, now),
                "answer": answer,
                **_line(promise, awaited, now, full=True),
            }
        },
    )
    return {"key": said.pk, "what": promise.text, "says": markup}


def _facts(promise: Promise, now: datetime) -> Hashable:
    """All that is known of a promise, with the update that it hangs on."""
    update = promise.next_update
    return facts_of(promise, now=now), update and (update.due, update.is_open)


def _ours(
    promise: Promise, awaited: Awaited | None, move: Move | None, now: datetime, *, full: bool
) -> dict[str, Any]:
    due, passed = promise.due, has_passed(promise.late_after, now)
    said = letters.due_in_full(due, now) if due else _no_day(promise, now)
    return {
        "what": promise.text,
        "when": said,
        "late": _("We said %(day)s. It is not done yet.") % {"day": said} if passed else "",
        "moved": _moved(move, now) if move else "",
        "why": move.words if move else "",
        "ahead": ahead((last_day(due, now) - now.date()).days) if due else "",
        "waits_for": awaited.text if awaited else "",
        **_line(promise, awaited, now, full=full),
    }


def _theirs(promise: Promise, now: datetime) -> dict[str, Any]:
    """Its day, and never a word of blame."""
    due, passed = promise.due, has_passed(promise.late_after, now)
    said = letters.due_in_full(due, now) if due else ""
    return {
        "what": promise.text,
        "when": _("For %(day)s; we still need it") % {"day": said} if passed else said,
        "ahead": "" if passed or not due else ahead((last_day(due, now) - now.date()).days),
    }


def _notice(visit: Visit, said: Notice, now: datetime) -> dict[str, Any]:
    at = {"link": visit.link.pk, "notice": said.pk}
    said.move = story_of(said.promise).moves[-1]  # It speaks of the date in force.
    return {
        **letters.notice_context(said, visit.business, at=now),
        "key": said.pk,
        "action": reverse("notice_answer", kwargs=at),
    }


def _line(
    promise: Promise, awaited: Awaited | None, now: datetime, *, full: bool
) -> dict[str, Any]:
    marks = _marks(promise, now, waits=awaited)
    return {
        "line": line.svg(marks, now=now, width=WIDE, small=not full),
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


def _last_move(promise: Promise) -> Move | None:
    moves = story_of(promise).moves
    return moves[-1] if moves else None


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
