"""Reading a sentence: the three questions that the rest of the house asks."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from makegood.kit.dates_in_words import (
    counting,
    feasts,
    hours,
    offsets,
    ordinals,
    past,
    quarters,
    ranges,
    single_days,
    stretches,
)
from makegood.kit.dates_in_words.days import is_weekday
from makegood.kit.dates_in_words.english import ENGLISH
from makegood.kit.dates_in_words.german import GERMAN
from makegood.kit.dates_in_words.grammar import Said
from makegood.kit.dates_in_words.language import Language
from makegood.kit.dates_in_words.lexer import tokens
from makegood.kit.dates_in_words.other_languages import absolute_dates
from makegood.kit.dates_in_words.sentence import Answer, answers
from makegood.kit.dates_in_words.when import When

# A promise is a line. What stands beyond this many characters is not read, so that no input,
# however long, takes longer than a page's worth.
READ_AT_MOST = 1000

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
FIGURES_ONLY = Language({}, dotted_ordinals=False)
RULE_BOOKS = (
    single_days,
    ordinals,
    stretches,
    quarters,
    feasts,
    ranges,
    counting,
    offsets,
    past,
    hours,
)  # imported for the rules they register

WorkingDay = Callable[[date], bool]


def read(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    locale: str = "en",
    is_working_day: WorkingDay | None = None,
) -> When | None:
    """When the sentence says something is due, or None where it names no day or time.

    `now` is an aware datetime; days are counted in `zone`. `locale` is a language with or without a
    country ("en", "en-US", "de"); figures are day first unless it is en-US. `is_working_day`
    defaults to Monday to Friday. Of several, the one with a deadline cue (by, before, until, no
    later than, due, then on) wins, else the last. A day that is over ("yesterday", "last Friday")
    is read where it is a deadline or all that is said. Only the first 1,000 characters are read.
    """
    found = read_ranked(text, now, zone, locale, is_working_day)
    return max(found, key=lambda pair: (pair[0], pair[1].start))[1] if found else None


def read_all(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    locale: str = "en",
    is_working_day: WorkingDay | None = None,
) -> list[When]:
    """Every day, range of days and instant that the sentence names, in its order."""
    return [when for _, when in read_ranked(text, now, zone, locale, is_working_day)]


def unreadable(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    locale: str = "en",
    is_working_day: WorkingDay | None = None,
) -> str | None:
    """The first words that look like a date but are none ("32 May", "31 February"), else None."""
    said, language = heard(now, zone, locale, is_working_day)
    row = tokens(text[:READ_AT_MOST], language)
    _, broken = answers(said, row)
    if not broken:
        return None
    return text[row[broken[0].start].start : row[broken[0].end - 1].end]


def read_ranked(
    text: str, now: datetime, zone: ZoneInfo, locale: str, is_working_day: WorkingDay | None
) -> list[tuple[int, When]]:
    """The answers with their rank as a due (2 a deadline, 1 "on", 0 else)."""
    said, language = heard(now, zone, locale, is_working_day)
    text = text[:READ_AT_MOST]
    row = tokens(text, language)
    found, _ = answers(said, row)
    ranked = [
        (answer.rank, as_when(text, row[answer.start].start, row[answer.end - 1].end, answer))
        for answer in found
    ]
    if language is FIGURES_ONLY:
        taken = [(when.start, when.end) for _, when in ranked]
        ranked += [
            (0, when) for when in absolute_dates(text, said.today, language_of(locale), taken)
        ]
        ranked.sort(key=lambda pair: pair[1].start)
    return ranked


def as_when(text: str, start: int, end: int, answer: Answer) -> When:
    return When(start, end, text[start:end], answer.first, answer.last, answer.at)


def heard(
    now: datetime, zone: ZoneInfo, locale: str, is_working_day: WorkingDay | None
) -> tuple[Said, Language]:
    local = now.astimezone(zone)
    day_first = locale.replace("_", "-").lower() != "en-us"
    said = Said(local, zone, local.date(), day_first, is_working_day or is_weekday)
    return said, LANGUAGES.get(language_of(locale), FIGURES_ONLY)


@cache
def language_of(locale: str) -> str:
    return locale.replace("_", "-").partition("-")[0].lower()
