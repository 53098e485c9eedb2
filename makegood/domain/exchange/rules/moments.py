"""Days and instants, as the cells of a file say them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.kit.refusal import Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2200
TELLS_TIME = re.compile(r"%[HIMSfXcpT]")
LONGEST_SAID = 40
DIRECTIVE = re.compile(r"%[A-Za-z]")
FOR_EXAMPLE = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)


def said(text: str, formats: tuple[str, ...], zone: ZoneInfo) -> date | datetime:
    """A bare day, or an instant in the zone, where a time that bears no zone is meant.

    Formats as strptime has them; without any, ISO 8601. Of an hour that the clock repeats, the
    first; one that it skips is read as the hour after.
    """
    text = text.strip()
    try:
        found = _by_formats(text, formats, zone) if formats else _iso(text, zone)
    except OverflowError:
        found = None
    if found is None:
        shown = text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"
        raise Refusal(
            _("“%(text)s” is no date. Write it like this: %(example)s.")
            % {"text": shown, "example": _in_forms(formats)}
        )
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        raise Refusal(_("The year %(year)s cannot be right.") % {"year": found.year})
    return found


def as_day(found: date | datetime) -> date:
    """The local day."""
    return found.date() if isinstance(found, datetime) else found


def as_instant(found: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant in UTC. A bare day is its midnight."""
    if not isinstance(found, datetime):
        found = datetime.combine(found, time(), zone)
    return found.astimezone(UTC)


def _iso(text: str, zone: ZoneInfo) -> date | datetime | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return _in_zone(datetime.fromisoformat(text), zone)
    except ValueError:
        return None


def _in_zone(found: datetime, zone: ZoneInfo) -> datetime:
    return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)


def _in_forms(formats: tuple[str, ...]) -> str:
    """A day as each form writes it, sign by sign: what somebody else wrote is no format of ours."""
    forms = formats or ("%Y-%m-%d",)
    return " / ".join(
        DIRECTIVE.sub(lambda found: FOR_EXAMPLE.strftime(found.group()), form) for form in forms
    )


def _by_formats(text: str, formats: tuple[str, ...], zone: ZoneInfo) -> date | datetime | None:
    for form in formats:
        try:
            if "%z" in form:
                return datetime.strptime(text, form).astimezone(zone)
            found = datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
        return found if TELLS_TIME.search(form) else found.date()
    return None
