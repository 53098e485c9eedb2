"""Which months are looked at together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

A_YEAR = 12
LONGEST_GAP = 3
# Nobody promised anything before there were businesses to promise it here; and a page has an end.
MOST = 240


@dataclass(frozen=True)
class Window:
    """From month to month, both included; each is named by its first day."""

    first: date
    last: date

    def __iter__(self) -> Iterator[date]:
        month = self.first
        while month <= self.last:
            yield month
            month = shifted(month, 1)

    def edges(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Instants between which all of its dues lie, and some beside: no zone is two days off."""
        two_days = timedelta(days=2)
        first = datetime.combine(self.first, time(), zone) - two_days
        return first, datetime.combine(shifted(self.last, 1), time(), zone) + two_days


def month_of(day: date) -> date:
    return date(day.year, day.month, 1)


def shifted(month: date, by: int) -> date:
    """So many months on."""
    years, n = divmod(month.year * 12 + month.month - 1 + by, 12)
    return date(years, n + 1, 1)


def window(oldest: date, newest: date, *, until: date | None = None, whole: bool = False) -> Window:
    """The twelve months up to `until`, or to the newest; all of them where `whole` is asked.

    Never beyond the oldest and the newest month with anything in it.
    """
    last = min(max(until or newest, oldest), newest)
    length = MOST if whole else A_YEAR
    return Window(first=max(oldest, shifted(last, 1 - length)), last=last)


def earlier(shown: Window, oldest: date) -> date | None:
    """The last month of the window before; None where there is none."""
    return shifted(shown.first, -1) if shown.first > oldest else None


def later(shown: Window, newest: date) -> date | None:
    """The last month of the window after; None where there is none."""
    return min(shifted(shown.last, A_YEAR), newest) if shown.last < newest else None


def long_gaps(months: Sequence[date], with_any: Collection[date]) -> dict[date, list[date]]:
    """The stretches of more than three months without any, each by its first month.

    Three are seen as a gap; a hundred would push everything else off the page.
    """
    gaps: dict[date, list[date]] = {}
    for has_any, stretch in groupby(months, key=lambda month: month in with_any):
        gap = list(stretch)
        if not has_any and len(gap) > LONGEST_GAP:
            gaps[gap[0]] = gap
    return gaps
