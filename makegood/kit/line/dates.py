"""Days as the line says them. Every order of day and month is the translator's to change."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makegood.kit.line.marks import day_of

# A weekday alone is only said of a day this near, so that it can mean one day and no other.
NEAR = 3


def full_day(at: date | datetime, now: datetime) -> str:
    """ "Friday 4 September", with the year when it is not this one and the hour if there is one."""
    day = day_of(at, now)
    if day.year == now.year:
        said = formatted(day, pgettext("date: Friday 4 September", "l j F"))
    else:
        said = formatted(day, pgettext("date: Friday 4 September 2026", "l j F Y"))
    return _with_hour(said, at, now)


def next_day(at: date | datetime, after: date, now: datetime) -> str:
    """ "Tuesday 8" when the month was just said, else the full day."""
    day = day_of(at, now)
    if (day.year, day.month) != (after.year, after.month):
        return full_day(at, now)
    return _with_hour(formatted(day, pgettext("date: Tuesday 8", "l j")), at, now)


def near_day(at: date | datetime, near: date | None, now: datetime) -> str:
    """ "Wednesday" beside a day already named, else the full day; never with an hour."""
    day = day_of(at, now)
    if near is not None and abs((day - near).days) <= NEAR:
        return formatted(day, "l")
    return full_day(day, now)


def short_day(at: date | datetime, now: datetime) -> str:
    """ "Fri 4 Sep", for a label."""
    day = day_of(at, now)
    if day.year == now.year:
        return formatted(day, pgettext("short date: Fri 4 Sep", "D j M"))
    return formatted(day, pgettext("short date: 4 Sep 2026", "j M Y"))


def short_due(at: date | datetime, now: datetime) -> str:
    """ "Fri 4 Sep", and the hour if one was promised."""
    said = short_day(at, now)
    return f"{said} {_hour(at, now)}" if isinstance(at, datetime) else said


def short_near_day(at: date | datetime, near: date | None, now: datetime) -> str:
    """ "Wed" beside a day already named, else "Fri 4 Sep"."""
    day = day_of(at, now)
    if near is not None and abs((day - near).days) <= NEAR:
        return formatted(day, "D")
    return short_day(day, now)


def _with_hour(said: str, at: date | datetime, now: datetime) -> str:
    if not isinstance(at, datetime):
        return said
    return _("%(day)s at %(hour)s") % {"day": said, "hour": _hour(at, now)}


def _hour(at: datetime, now: datetime) -> str:
    return formatted(at.astimezone(now.tzinfo), pgettext("time of day: 15:00", "H:i"))
