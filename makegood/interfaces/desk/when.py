"""What time it is in the business, and reading a date that somebody typed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.queries import office_hours
from makegood.interfaces.desk.door import DeskRequest
from makegood.kit import dates_in_words
from makegood.kit.dates_in_words import When
from makegood.kit.refusal import Refusal


def local_now(request: DeskRequest) -> datetime:
    """Now, in the business's zone."""
    return timezone.now().astimezone(request.business.tz)


def find(request: DeskRequest, text: str, now: datetime) -> When | None:
    """The due in a sentence, in the business's zone, language and working days."""
    business = request.business
    return dates_in_words.read(
        text,
        now=now,
        zone=business.tz,
        locale=business.locale,
        is_working_day=office_hours(now=now).is_working_day,
    )


def read(request: DeskRequest, text: str, now: datetime, *, field: str = "when") -> Due:
    """The due that these words mean; Refusal with what to do when they mean none."""
    text = text.strip()
    if not text:
        raise Refusal(_("By when? “Friday” or “12 June” will do."), field=field)
    found = find(request, text, now)
    meant = _due(request, found) if found else None
    if meant is None:
        wrong = None if found else unreadable(request, text, now)
        sentence = _("We read “%(words)s”. Which day did you mean?")
        raise Refusal(sentence % {"words": (wrong or text)[:60]}, field=field)
    return meant


def unreadable(request: DeskRequest, text: str, now: datetime) -> str | None:
    """Words that look like a date but are none, as “32 May”."""
    business = request.business
    return dates_in_words.unreadable(text, now=now, zone=business.tz, locale=business.locale)


def _due(request: DeskRequest, found: When) -> Due | None:
    """None where the day lies too far off to have an end."""
    try:
        return Due(zone=request.business.zone, first=found.first, last=found.last, at=found.at)
    except ValueError:
        return None
