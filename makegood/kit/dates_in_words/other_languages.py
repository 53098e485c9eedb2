"""Languages without a cue table of their own: dates with a month's name, read by dateparser.

Our own pattern finds the span (a day's number, a word, perhaps a year); dateparser is asked about
that span only and must name a day and a month. Nothing relative is read in these languages.
"""

import re
from datetime import date, datetime, time

import dateparser

from makegood.kit.dates_in_words.when import When

SPAN = re.compile(
    r"(?<![\w.,/:-])\d{1,2}(?:\.|er|º)?\s(?:de\s|d')?(?P<name>[^\W\d_]{3,12})"
    r"(?:\.?,?\s(?:de\s)?(?P<year>\d{4}))?(?!\w)"
)
ASKED_AT_MOST = 20


def absolute_dates(
    text: str, today: date, language: str, taken: list[tuple[int, int]]
) -> list[When]:
    """The dates with a month's name in the text, beside the spans that are taken already. A day and
    month without a year is the next one on or after today."""
    found = []
    for span in list(SPAN.finditer(text))[:ASKED_AT_MOST]:
        if any(span.start() < end and start < span.end() for start, end in taken):
            continue
        day = parse(span.group(), today, language)
        if day is None:
            continue
        if not span["year"] and day < today:
            day = ahead(day)
        found.append(When(span.start(), span.end(), span.group(), day, day, None))
    return found


def ahead(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 4)


def parse(words: str, today: date, language: str) -> date | None:
    settings = {
        "REQUIRE_PARTS": ["day", "month"],
        "RELATIVE_BASE": datetime.combine(today, time()),
        "PARSERS": ["absolute-time"],
    }
    try:
        found = dateparser.parse(words, languages=[language], settings=settings)
    except ValueError:
        return None
    return found.date() if found else None
