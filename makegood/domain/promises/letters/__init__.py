"""The letters that promises send, each a subject, a text and a page of HTML beside each other.

They say days in full, because a letter is read on another day than it was written; and they hold
`{link:17}` where the address will be, because that is derived when the letter is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import Move, Notice
from makegood.domain.promises.queries.notices import Known, said_as
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.notices import Depends, meaning
from makegood.domain.promises.rules.words import for_customer
from makegood.foundation.mail.rendering import Triple, rendered
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.line.dates import full_day


@dataclass(frozen=True)
class NewDate:
    """What will hold instead: a due; or none yet, and then when they hear more (`update`)."""

    due: Due
    reason: Move.Reason
    seen: int
    is_unknown: bool = False
    update_text: str = ""


@dataclass(frozen=True)
class Said:
    """What the sender says beside the dates, as edited."""

    why: str = ""
    meaning: str = ""
    depends_what: str = ""
    depends_on: date | None = None
    options: tuple[Notice.Option, ...] = (Notice.Option.FINE, Notice.Option.CALL)
    next_update: date | None = None
    reach: str = ""


def draft(move: Move, said: Said, *, member: Member, known: Known, at: datetime) -> Notice:
    """The notice of a move, not written down: to be read through before it goes.

    `known`: what the customer went by before it.
    """
    return Notice(
        promise=move.promise,
        move=move,
        why=for_customer(said.why),
        meaning=for_customer(said.meaning),
        depends_what=for_customer(said.depends_what)[:120],
        depends_on=said.depends_on,
        options=[option.value for option in said.options],
        next_update=said.next_update,
        reach=for_customer(said.reach)[:200],
        knew=known.number,
        is_apology=known.passed_in_silence,
        written_by=member,
        written_at=at,
    )


def notice(said: Notice, *, at: datetime, until: Due | None = None) -> Triple:
    """The delay notice: what, the old day and the new, why, what it means, what to answer.

    `until` is when they hear more, of a notice without a date that is not written down yet.
    """
    business = current_business()
    with translation.override(language_of(said.promise.who)):
        context = notice_context(said, business, at=at, until=until)
        return rendered("domain/promises/letters/notice.html", context)


def notice_context(
    said: Notice, business: Business, *, at: datetime, until: Due | None = None
) -> dict[str, Any]:
    """What the notice says, in the active language; the customer's page says the same."""
    now = at.astimezone(business.tz)
    new, old = said.move.new_due, _went_by(said)
    update = said.promise.next_update
    until = until or (update.due if update and new is None else None)
    return {
        "business": business.name,
        "who": said.promise.who,
        "what": said.promise.text,
        "old": due_in_full(old, now) if old else "",
        "new": due_in_full(new, now) if new else "",
        "until": due_in_full(until, now) if until else "",
        "why": said.why,
        "meaning": said.meaning or _meaning(said, new, now),
        "options": said.offered,
        "next_update": full_day(said.next_update, now) if said.next_update else "",
        "reach": said.reach,
        "is_apology": said.is_apology,
        "sender": str(said.written_by),
        "link": f"{{link:{said.link_id}}}" if said.link_id else _("(the link to their page)"),
    }


def _went_by(said: Notice) -> Due | None:
    """The due they went by: the one that the move gave up, or one before it."""
    if said.knew == said.move.number - 1:
        return said.move.old_due
    return said_as(said.promise, said.knew)[0]


def language_of(customer: Customer | None) -> str:
    """The language they read; the business's where nobody said."""
    return (customer.language if customer else "") or current_business().locale


def _meaning(said: Notice, new: Due | None, now: datetime) -> str:
    if new is None or said.depends_on is None or not said.depends_what:
        return ""
    return meaning(
        new, Depends(said.depends_what, said.depends_on), full_day(said.depends_on, now), now=now
    )


def due_in_full(due: Due, now: datetime) -> str:
    """ "Friday 4 September", "Friday 4 September at 15:00", "Monday 7 to Friday 11 September"."""
    if due.at is not None:
        return full_day(due.at, now)
    first, last = due.first, due.last
    assert first is not None
    assert last is not None
    if first == last:
        return full_day(last, now)
    return _("%(first)s to %(last)s") % {
        "first": full_day(first, now),
        "last": full_day(last, now),
    }
