"""When to do the work: blocks of free office time, proposed so that each promise can be kept.

A proposal, drawn anew for each look at the calendar and kept nowhere. It lays each promise's work
as late as is comfortable: done by the evening before its day, and on the day itself only when there
is no room before. What is due first is laid first, each as late as fits into what is left free, so
that whenever all the work fits into the office hours at all, all of it is laid. (Backward
scheduling: the earliest deadline first, read from the deadlines back. Because a promise competes
only with those due before it, what it finds taken would have had to be done before it anyway.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from makegood.kit.office_hours import OfficeHours

# Diaries are kept in quarters of an hour.
QUARTER = timedelta(minutes=15)
A_WEEK = timedelta(days=7)
NOTHING = timedelta()


@dataclass(frozen=True)
class Span:
    """From `start` until just before `end`, both in UTC."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True)
class Work:
    """What a promise takes: `effort` of office time between `since` and `due`.

    By `comfortable` it had better be done; `due` is when it is late.
    """

    key: int
    effort: timedelta
    since: datetime
    comfortable: datetime
    due: datetime


def blocks(
    works: Iterable[Work], free: Sequence[Span], taken: Iterable[Span] = ()
) -> dict[int, list[Span]]:
    """For each work the spans of `free` laid out for it, in order; none of them overlap.

    `free` is in order and apart, as `office_time` gives it; `taken` is cut out of it. Effort is
    rounded up to quarters of an hour. Where not all of it fits, what does is laid out.
    """
    left = list(free)
    for span in taken:
        left = _without(left, span)
    found: dict[int, list[Span]] = {}
    for work in sorted(works, key=lambda one: (one.due, one.key)):
        found[work.key] = _laid(work, left)
        for span in found[work.key]:
            left = _without(left, span)
    return found


def office_time(hours: OfficeHours, start: datetime, end: datetime) -> list[Span]:
    """The spans between two moments in which the office is open, in order."""
    return list(_open_spans(hours, start.astimezone(UTC), end.astimezone(UTC)))


def _open_spans(hours: OfficeHours, start: datetime, end: datetime) -> Iterator[Span]:
    opens = hours.next_opening(start)
    while opens is not None and opens < end:
        closes = min(hours.next_closing(opens) or opens + A_WEEK, end)
        yield Span(opens, closes)
        opens = hours.next_opening(closes)


def _laid(work: Work, left: Sequence[Span]) -> list[Span]:
    """By the comfortable hour if it fits; else up to the last."""
    effort = -(-work.effort // QUARTER) * QUARTER
    in_comfort = _from_behind(effort, _between(left, work.since, work.comfortable))
    if sum((span.length for span in in_comfort), NOTHING) == effort:
        return in_comfort
    return _from_behind(effort, _between(left, work.since, work.due))


def _from_behind(effort: timedelta, room: Sequence[Span]) -> list[Span]:
    """As much of the effort as fits, as late as it fits, in order."""
    found: list[Span] = []
    for span in reversed(room):
        taken = min(effort, span.length)
        if taken > NOTHING:
            found.insert(0, Span(span.end - taken, span.end))
            effort -= taken
    return found


def _between(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    cut = (Span(max(span.start, start), min(span.end, end)) for span in spans)
    return [span for span in cut if span.start < span.end]


def _without(spans: Iterable[Span], gone: Span) -> list[Span]:
    """The spans, less what `gone` covers."""
    found: list[Span] = []
    for span in spans:
        before = Span(span.start, min(span.end, gone.start))
        after = Span(max(span.start, gone.end), span.end)
        found += [part for part in (before, after) if part.start < part.end]
    return found


def next_quarter(at: datetime) -> datetime:
    """This moment (UTC) if a quarter of an hour begins at it, else the next at which one does."""
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at.astimezone(UTC) + (QUARTER - over if over else NOTHING)
