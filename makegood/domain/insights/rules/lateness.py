"""How late work came, in days, against how it was rated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from makegood.domain.insights.rules.means import Scores


class Asked(StrEnum):
    """When they were asked for the rating, beside the day on which the work came."""

    BEFORE = "before"
    SAME_DAY = "same_day"
    AFTER = "after"
    NOT_RECORDED = "not_recorded"


class Band(StrEnum):
    """How many days before or after the day first promised; from early to late."""

    WEEK_EARLY = "week_early"
    EARLY = "early"
    ON_THE_DAY = "on_the_day"
    LATE_THAT_DAY = "late_that_day"
    LATE_3 = "late_3"
    LATE_7 = "late_7"
    LATE_14 = "late_14"
    LATER = "later"


@dataclass(frozen=True)
class Rated:
    """So many ratings alike: of work that came so many days after its day (before: negative).

    `late` is decided to the instant, as in the kept rate: what was promised for 15:00 and came at
    17:00 was late on its very day.
    """

    days: int
    late: bool
    out_of: int
    score: int
    asked: Asked
    n: int


def days_from(came: date, first: date, last: date) -> int:
    """How many days before the first, or after the last of the days that were said; else 0."""
    return min((came - first).days, 0) or max((came - last).days, 0)


def asked_when(asked: date | None, came: date) -> Asked:
    """By the calendar: of a day that a source says, nobody knows the hour."""
    if asked is None:
        return Asked.NOT_RECORDED
    if asked == came:
        return Asked.SAME_DAY
    return Asked.BEFORE if asked < came else Asked.AFTER


def band_of(days: int, *, late: bool) -> Band:
    if not late:
        return Band.WEEK_EARLY if days <= -7 else Band.EARLY if days < 0 else Band.ON_THE_DAY
    steps = ((0, Band.LATE_THAT_DAY), (3, Band.LATE_3), (7, Band.LATE_7), (14, Band.LATE_14))
    return next((band for most, band in steps if days <= most), Band.LATER)


@dataclass(frozen=True)
class Lateness:
    """The ratings of one scale: by band, on time (False) and late (True), and by when asked."""

    out_of: int
    bands: dict[Band, Scores]
    late: dict[bool, Scores]
    asked: dict[tuple[bool, Asked], Scores]

    @property
    def n(self) -> int:
        return sum(scores.n for scores in self.late.values())


def lateness(found: Iterable[Rated], *, out_of: int) -> Lateness:
    """Each rating counts, also where one piece of work has several; other scales stay apart."""
    bands = defaultdict[Band, Counter[int]](Counter)
    late = defaultdict[bool, Counter[int]](Counter)
    asked = defaultdict[tuple[bool, Asked], Counter[int]](Counter)
    for one in found:
        if one.out_of == out_of:
            bands[band_of(one.days, late=one.late)][one.score] += one.n
            late[one.late][one.score] += one.n
            asked[one.late, one.asked][one.score] += one.n
    return Lateness(
        out_of=out_of,
        bands={band: Scores(out_of, bands[band]) for band in Band if band in bands},
        late={is_late: Scores(out_of, late[is_late]) for is_late in (False, True)},
        asked={key: Scores(out_of, given) for key, given in asked.items()},
    )
