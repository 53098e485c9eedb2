"""The short words under the marks of the full line, and how wide they are."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makegood.kit.line.dates import short_due, short_near_day
from makegood.kit.line.marks import DUES, Mark, day_of

SIZE = 13
_NARROW, _MIDDLE, _BROAD, _SQUARE = 0.36, 0.6, 0.92, 1.06


def label_of(mark: Mark, marks: list[Mark], now: datetime) -> str:
    """The mark's own label, or a plain one: "made", "Fri 4 Sep", "told Wed", "kept Mon"."""
    if mark.label:
        return mark.label
    if not mark.dated:
        return pgettext("a promise", "withdrawn")
    if mark.kind in DUES:
        return short_due(mark.at, now)
    day = {"day": short_near_day(mark.at, _nearest(day_of(mark.at, now), marks, now), now)}
    match mark.kind:
        case "told_letter" | "told_spoken":
            return _("told %(day)s") % day
        case "kept":
            return _("kept %(day)s") % day
        case "withdrawn":
            return _("withdrawn %(day)s") % day
        case "missed":
            return pgettext("a promise", "missed")
        case "waiting":
            return _("waiting")
        case "today":
            return _("today")
        case _:
            return pgettext("a promise", "made")


def _nearest(day: date, marks: list[Mark], now: datetime) -> date | None:
    dues = [day_of(mark.at, now) for mark in marks if mark.kind in DUES]
    return min(dues, key=lambda due: abs((due - day).days), default=None)


def width_of(text: str) -> float:
    """Pixels the text takes at most, at SIZE, in the sans fonts we name; rather too wide."""
    return SIZE * sum(_ems(letter) for letter in text)


def _ems(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _SQUARE
    if letter in " .,:;'|!ilj":
        return _NARROW
    return _BROAD if letter in "mwMW@%" else _BROAD * 0.8 if letter.isupper() else _MIDDLE


def cut(text: str, width: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width_of(text) <= width:
        return text
    while text and width_of(text) > width - SIZE:
        text = text[:-1]
    return text.rstrip() + "…"
