"""The letters that promises send, each a subject, a text and a page of HTML beside each other.

They say days in full, because a letter is read on another day than it was written; and they hold
`{link:17}` where the address will be, because that is derived when the letter is sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from makegood.domain.promises.models import Notice
from makegood.domain.promises.rules.due import Due
from makegood.foundation.mail.rendering import Triple, rendered
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.line.dates import full_day


def notice(said: Notice, *, at: datetime) -> Triple:
    """The delay notice: what, the old day and the new, why, what it means, what to answer."""
    business = current_business()
    with translation.override(_language(said, business)):
        return rendered("domain/promises/letters/notice", notice_context(said, business, at=at))


def notice_context(said: Notice, business: Business, *, at: datetime) -> dict[str, Any]:
    """What the notice says, in the active language; the customer's page says the same."""
    now = at.astimezone(business.tz)
    new, old = said.move.new_due, said.move.old_due
    update = said.promise.next_update if new is None else None
    return {
        "business": business.name,
        "who": said.promise.customer,
        "what": said.promise.text,
        "old": due_in_full(old, now) if old else "",
        "new": due_in_full(new, now) if new else "",
        "until": due_in_full(update.due, now) if update and update.due else "",
        "why": said.why,
        "meaning": said.meaning,
        "options": said.offered,
        "next_update": full_day(said.next_update, now) if said.next_update else "",
        "reach": said.reach,
        "is_apology": said.is_apology,
        "sender": str(said.written_by),
        "link": f"{{link:{said.link_id}}}",
    }


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


def _language(said: Notice, business: Business) -> str:
    customer = said.promise.customer
    return (customer and customer.language) or business.locale
