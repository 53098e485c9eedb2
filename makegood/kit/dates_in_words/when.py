"""The answer: when, in which words."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class When:
    """What a sentence says about when: a day (first == last), a range of days that stays a range,
    or an instant.

    `start` and `end` are the span in the text, its cue included ("by Friday" starts at the b), and
    `text` are the span's own words. `first` and `last` are None for an instant; `at` is aware, in
    the zone that was asked for, and None for days.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    at: datetime | None
