"""The line in words, for those who cannot see it and for letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from makegood.kit.line.dates import full_day, near_day, next_day
from makegood.kit.line.marks import DUES, TELLINGS, Kind, Mark, day_of
from makegood.kit.per_language import once_per_language

_SAID_ONE_BY_ONE = 2


def words(marks: list[Mark], *, now: datetime, to: str = "") -> str:
    """One sentence without a full stop. Days are days of the zone of `now` (aware).

    The dues are read in the order given: the first one promised, then each it was moved to.
    `to` names who was told ("the bakery"); without it nobody is named.
    """
    return _sentence(tuple(marks), now.date(), now.tzinfo, to)


@once_per_language
def _sentence(marks: tuple[Mark, ...], today: date, zone: tzinfo | None, to: str) -> str:
    """Any moment of `today` says the same."""
    now = datetime.combine(today, time(12), zone)
    dues = [mark for mark in marks if mark.kind in DUES]
    parts = [_promised(dues, now), *_moves(dues, now), *_tellings(marks, dues, to, now)]
    parts.extend(_how_it_stands(marks, dues, now))
    return pgettext("between the parts of a sentence", ", ").join(parts)


def _promised(dues: list[Mark], now: datetime) -> str:
    if not dues:
        return _("Promised without a date")
    return _("Promised for %(day)s") % {"day": full_day(dues[0].at, now)}


def _moves(dues: list[Mark], now: datetime) -> list[str]:
    return [*_moves_to_dates(dues, now), *_put_off(dues, now)]


def _put_off(dues: list[Mark], now: datetime) -> list[str]:
    """That the last date was given up and none was said instead."""
    if not dues or dues[-1].moved_on is None:
        return []
    on = near_day(dues[-1].moved_on, _last_said(dues, now), now)
    return [_("put off on %(on)s without a new date") % {"on": on}]


def _moves_to_dates(dues: list[Mark], now: datetime) -> list[str]:
    steps = list(pairwise(dues))
    if len(steps) <= _SAID_ONE_BY_ONE:
        return [_move(old, new, now) for old, new in steps]
    many = ngettext("moved %(n)d time", "moved %(n)d times", len(steps)) % {"n": len(steps)}
    return [many, _("last %(move)s") % {"move": _move(*steps[-1], now)}]


def _move(old: Mark, new: Mark, now: datetime) -> str:
    before = day_of(old.at, now)
    to = next_day(new.at, before, now)
    if old.moved_on is None:
        return _("moved to %(day)s") % {"day": to}
    on = near_day(old.moved_on, before, now)
    return _("moved on %(on)s to %(day)s") % {"on": on, "day": to}


def _tellings(marks: Sequence[Mark], dues: list[Mark], to: str, now: datetime) -> list[str]:
    """On a day they are said once, however often it was; on two days in one breath."""
    told = [mark for mark in marks if mark.kind in TELLINGS]
    days = list(dict.fromkeys((mark.kind, day_of(mark.at, now)) for mark in told))
    if len(days) > _SAID_ONE_BY_ONE:
        count = ngettext("told %(n)d time", "told %(n)d times", len(told)) % {"n": len(told)}
        return [count, _("last %(on)s") % {"on": full_day(days[-1][1], now)}]
    moved = {day_of(mark.moved_on, now) for mark in dues if mark.moved_on is not None}
    same_day = len(days) == 1 and moved == {days[0][1]}
    near = _last_said(dues, now)
    said: dict[Kind, str] = {}
    for kind, day in days:
        on = _("the same day") if same_day else _on(near_day(day, near, now))
        before = said.get(kind)
        said[kind] = _("%(one)s and %(other)s") % {"one": before, "other": on} if before else on
    return [_telling(kind, on, to) for kind, on in said.items()]


def _telling(kind: Kind, on: str, to: str) -> str:
    """Whom we wrote to was told; whom we spoke with, we spoke with."""
    said = {"who": to, "on": on}
    if kind == "told_spoken":
        return (
            _("we spoke with %(who)s %(on)s") if to else _("told by word of mouth %(on)s")
        ) % said
    return (_("%(who)s was told %(on)s") if to else _("told %(on)s")) % said


def _how_it_stands(marks: Sequence[Mark], dues: list[Mark], now: datetime) -> list[str]:
    parts = []
    for mark in marks:
        on = _on(near_day(mark.at, _last_said(dues, now), now))
        if mark.kind == "waiting":
            parts.append(_("waiting since %(day)s") % {"day": full_day(day_of(mark.at, now), now)})
        elif mark.kind == "missed":
            parts.append(pgettext("a promise", "missed"))
        elif mark.kind == "kept":
            parts.append(_("kept %(on)s") % {"on": on})
        elif mark.kind == "withdrawn" and not mark.dated:
            parts.append(_("withdrawn, when is not recorded"))
        elif mark.kind == "withdrawn":
            parts.append(_("withdrawn %(on)s") % {"on": on})
    ended = {"missed", "kept", "withdrawn"} & {mark.kind for mark in marks}
    if dues and dues[-1].moved_on is None and not ended:
        parts.append(_ahead((day_of(dues[-1].at, now) - now.date()).days))
    return parts


def _ahead(days: int) -> str:
    if days < 0:
        return _("not kept yet")
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    return ngettext("due in %(n)d day", "due in %(n)d days", days) % {"n": days}


def _on(day: str) -> str:
    return _("on %(day)s") % {"day": day}


def _last_said(dues: list[Mark], now: datetime) -> date | None:
    """The named due day that a weekday alone would be heard against: the last one said."""
    return day_of(dues[-1].at, now) if dues else None
