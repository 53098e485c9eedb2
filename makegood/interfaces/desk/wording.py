"""How the desk says days, dues and people. Relative when near, dated when further off."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as formatted
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from makegood.domain.engagements.rules import Rhythm
from makegood.domain.promises.rules.due import Due
from makegood.kit.per_language import once_per_language

NEAR = 6


@once_per_language
def day(day: date, today: date) -> str:
    """“today”, “tomorrow”, “Friday”, “Fri 4 Sep”: as people say it."""
    distance = (day - today).days
    if distance in {-1, 0, 1}:
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[distance]
    if abs(distance) <= NEAR:
        return formatted(day, "l")
    if day.year == today.year:
        return formatted(day, pgettext("short date: Fri 4 Sep", "D j M"))
    return formatted(day, pgettext("short date: 4 Sep 2026", "j M Y"))


@once_per_language
def full_day(day: date) -> str:
    """“Friday 4 September 2026”."""
    return formatted(day, pgettext("date: Friday 4 September 2026", "l j F Y"))


@once_per_language
def month(day: date) -> str:
    """“September 2026”."""
    return formatted(day, pgettext("a month: September 2026", "F Y"))


def hour(at: datetime, zone: ZoneInfo) -> str:
    return formatted(at.astimezone(zone), pgettext("time of day: 15:00", "H:i"))


def due(due: Due | None, now: datetime) -> str:
    """When something is due: a day, an instant, or a range that stays one."""
    if due is None:
        return _("no date yet")
    return _due(due, now.astimezone(ZoneInfo(due.zone)).date())


@once_per_language
def _due(due: Due, today: date) -> str:
    zone = ZoneInfo(due.zone)
    if due.at is not None:
        said = day(due.at.astimezone(zone).date(), today)
        return _("%(day)s %(hour)s") % {"day": said, "hour": hour(due.at, zone)}
    first, last = due.first or today, due.last or today
    if first == last:
        return day(last, today)
    return _("%(first)s to %(last)s") % {"first": day(first, today), "last": day(last, today)}


@once_per_language
def exact_due(due: Due | None) -> str:
    """The same to the letter, for titles and print."""
    if due is None:
        return ""
    if due.at is not None:
        local = due.at.astimezone(ZoneInfo(due.zone))
        return _("%(day)s at %(hour)s") % {
            "day": full_day(local.date()),
            "hour": hour(due.at, ZoneInfo(due.zone)),
        }
    first, last = due.first, due.last
    assert first is not None
    assert last is not None
    if first == last:
        return full_day(last)
    return _("%(first)s to %(last)s") % {"first": full_day(first), "last": full_day(last)}


def machine_due(due: Due | None) -> str:
    """For a time element's datetime."""
    if due is None:
        return ""
    return due.at.isoformat() if due.at else str(due.last)


def instant(at: datetime, now: datetime) -> str:
    """“today 15:10”, “Wednesday 9:30”, “Fri 4 Sep”, in the zone of `now`."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    local, today = at.astimezone(zone).date(), now.date()
    said = day(local, today)
    if abs((local - today).days) > NEAR:
        return said
    return _("%(day)s %(hour)s") % {"day": said, "hour": hour(at, zone)}


def exact_instant(at: datetime, zone: ZoneInfo) -> str:
    said = full_day(at.astimezone(zone).date())
    return _("%(day)s at %(hour)s") % {"day": said, "hour": hour(at, zone)}


def working_days(n: int) -> str:
    """“3 working days”."""
    return ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}


def rhythm(said: Rhythm) -> str:
    """“every Friday”, “every working day”, “every 3 working days”."""
    if said.weekday is not None:
        return _("every %(day)s") % {"day": WEEKDAYS[said.weekday]}
    n = said.working_days or 1
    return ngettext("every working day", "every %(n)s working days", n) % {"n": n}
