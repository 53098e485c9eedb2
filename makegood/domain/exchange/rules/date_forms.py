"""In which order the dates of a file are written: every reading that fits, with its evidence.

“03/04/2025” is the 3rd of April or the 4th of March. Nobody can know; so nobody decides here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

TIME = re.compile(
    r"(T| |, )(\d{1,2}):\d\d(:\d\d(\.\d{1,6})?)?(\s?[AaPp][Mm])?( ?(?:Z|[+-]\d\d:?\d\d))?"
)
NUMBERS = re.compile(r"(\d{1,4})([./ -])(\d{1,2})\2(\d{2,4})(?!\d)(.*)")
NAMED = re.compile(r"(\d{1,2})([ -])([A-Za-z]{3,9})\2(\d{2,4})(?!\d)(.*)")
AMERICAN = re.compile(r"([A-Za-z]{3,9}) (\d{1,2}), (\d{4})(?!\d)(.*)")


class Order(StrEnum):
    """What stands first."""

    YEAR = "year first"
    DAY = "day first"
    MONTH = "month first"
    NAMED = "month by name"


Way = tuple[Order, str, date]  # an order, its format, and the day it makes


@dataclass(frozen=True)
class Reading:
    """One way to read every date: the formats for it (as strptime has them), and why.

    `fits` of `of` dates have it. `example` would be the day `reads_as`.
    """

    order: Order
    formats: tuple[str, ...]
    fits: int
    of: int
    example: str
    reads_as: date
    evidence: str


def readings(texts: Iterable[str]) -> tuple[Reading, ...]:
    """Every order that fits all of these texts; when none does, those that fit most of them.

    Several: the file does not say which. None: these are no dates.
    """
    said = [text.strip() for text in texts if text.strip()]
    ways = {text: ways_to_read(text) for text in dict.fromkeys(said)}
    orders = {order for found in ways.values() for order, _form, _day in found}
    # Dates that can be read in one order only stand beside either.
    tried = [one for one in Order if one in orders & {Order.DAY, Order.MONTH}]
    tried = tried or [one for one in Order if one in orders]
    found = []
    for order in tried:
        own = {text: way for text in ways if (way := _in_order(order, ways[text]))}
        found.append((sum(text in own for text in said), order, own))
    most = max((fits for fits, _order, _own in found), default=0)
    if not most or most * 2 < len(said):
        return ()
    best = ((order, own) for fits, order, own in found if fits == most)
    return tuple(_reading(order, own, ways, fits=most, of=len(said)) for order, own in best)


def _in_order(order: Order, ways: list[Way]) -> Way | None:
    """How a text is read, when days and months stand in this order."""
    fixed = next((way for way in ways if way[0] in {Order.YEAR, Order.NAMED}), None)
    return next((way for way in ways if way[0] is order), fixed)


def ways_to_read(text: str) -> list[Way]:
    """Each order in which a text is a day, with its format."""
    found = []
    for order, form in _forms(text):
        try:
            day = datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if 1900 <= day.year < 2200:
            found.append((order, form, day))
    return found


def _forms(text: str) -> list[tuple[Order, str]]:
    if found := NUMBERS.fullmatch(text):
        first, sign, _second, last, rest = found.groups()
        time = _time(rest)
        year = "%Y" if len(last) == 4 else "%y"
        if time is None or len(first) == 3 or len(last) == 3:
            return []
        if len(first) == 4:
            return [(Order.YEAR, f"%Y{sign}%m{sign}%d{time}")] if len(last) <= 2 else []
        return [
            (Order.DAY, f"%d{sign}%m{sign}{year}{time}"),
            (Order.MONTH, f"%m{sign}%d{sign}{year}{time}"),
        ]
    if found := NAMED.fullmatch(text):
        _day, sign, name, last, rest = found.groups()
        year, time = "%Y" if len(last) == 4 else "%y", _time(rest)
        return [] if time is None else [(Order.NAMED, f"%d{sign}{_month(name)}{sign}{year}{time}")]
    if found := AMERICAN.fullmatch(text):
        time = _time(found.group(4))
        return [] if time is None else [(Order.NAMED, f"{_month(found.group(1))} %d, %Y{time}")]
    return []


def _month(name: str) -> str:
    return "%b" if len(name) == 3 else "%B"


def _time(rest: str) -> str | None:
    """The format of what stands behind a day; None when it is no time."""
    if not rest:
        return ""
    found = TIME.fullmatch(rest)
    if not found:
        return None
    between, _hour, seconds, fraction, half, zone = found.groups()
    form = f"{between}%I:%M" if half else f"{between}%H:%M"
    form += "" if not seconds else ":%S.%f" if fraction else ":%S"
    form += "" if not half else " %p" if half[0].isspace() else "%p"
    return form + ("" if not zone else " %z" if zone.startswith(" ") else "%z")


def _reading(
    order: Order, own: dict[str, Way], ways: dict[str, list[Way]], *, fits: int, of: int
) -> Reading:
    numbers = [text for text in own if own[text][0] is order]
    only = next((text for text in numbers if len(ways[text]) == 1), "")
    # What shows best what the choice means is a text that the two read as different days.
    differs = (text for text in numbers if len({day for _order, _form, day in ways[text]}) > 1)
    example = only or next(differs, "") or next(iter(numbers))
    if only:
        said = _("“%(text)s” can be read in no other order.") % {"text": example}
    else:
        said = _("Nothing in the file says so: “%(text)s” can be read otherwise too.")
        said = said % {"text": example}
    formats = tuple(dict.fromkeys(form for _order, form, _day in own.values()))
    return Reading(order, formats, fits, of, example, own[example][2], said)
