"""The letter that says how a piece of work is going."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.letters import due_in_full, language_of
from makegood.domain.promises.models import Promise, Update
from makegood.domain.promises.queries import updates
from makegood.domain.promises.rules.updates import refuse_untrue
from makegood.domain.promises.rules.words import for_customer
from makegood.foundation.mail.rendering import Triple, rendered
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.line.dates import full_day


def draft(
    engagement: Engagement, says: Update.Says, words: str, *, member: Member, at: datetime
) -> Update:
    """The update of a piece of work, not written down: to be read through before it goes.

    Refused: what its promises speak against.
    """
    going = updates.going(engagement, now=at)
    refuse_untrue(says, going.stands, str(going.about or ""))
    if says == Update.Says.DONE:
        given, next_on = updates.regular_of(engagement), None
    else:
        given = updates.given_now(engagement, now=at)
        next_on = updates.next_named(engagement, now=at)
    return Update(
        engagement=engagement,
        promise=given,
        says=says,
        words=for_customer(words),
        next_on=next_on,
        written_by=member,
        written_at=at,
    )


def update(said: Update, coming: Sequence[Promise], *, at: datetime) -> Triple:
    """How it stands, in the sender's words; what comes next and when; when they hear again.

    `coming` is what the customer may see that we owe them next.
    """
    with translation.override(language_of(said.engagement.who)):
        context = _context(said, coming, at)
        return rendered("domain/promises/letters/update.html", context)


def _context(said: Update, coming: Sequence[Promise], at: datetime) -> dict[str, Any]:
    business = current_business()
    now = at.astimezone(business.tz)
    return {
        "business": business.name,
        "who": said.engagement.who,
        "what": said.engagement.name,
        "is_done": said.says == Update.Says.DONE,
        "words": said.words,
        "coming": [
            {"what": one.text, "when": due_in_full(one.due, now)} for one in coming if one.due
        ],
        "next": full_day(said.next_on, now) if said.next_on else "",
        "sender": str(said.written_by),
        "link": f"{{link:{said.link_id}}}" if said.link_id else _("(the link to their page)"),
    }
