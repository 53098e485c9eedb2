"""Rules for what is over and for what recurs.

What is over is a day like any other ("yesterday", "last Friday", "3 days ago"), so that a due set
to it can be answered; but it is only one where it is a deadline or stands alone.
"""

from dataclasses import replace
from datetime import timedelta

from makegood.kit.dates_in_words import days as calendar
from makegood.kit.dates_in_words.grammar import NOT_OURS, Meaning, Parts, Said, day, days, rule
from makegood.kit.dates_in_words.offsets import SIZES


def over(meaning: Meaning) -> Meaning:
    return replace(meaning, over=True)


@rule("(?P<day>T)")
def named(said: Said, parts: Parts) -> Meaning | None:
    """ "yesterday", "the day before yesterday" """
    shift = parts.number("day")
    return over(day(said.today + timedelta(days=shift))) if shift < 0 else None


@rule("(?P<shift>R)(?P<day>[DZ])")
def last_weekday(said: Said, parts: Parts) -> Meaning | None:
    """ "last Friday" is the latest before today."""
    if parts.number("shift") != -1:
        return None
    week_ago = said.today - timedelta(days=7)
    return over(day(calendar.weekday_from(week_ago, parts.number("day"))))


@rule("(?P<shift>R)(?P<unit>U)")
def last_stretch(said: Said, parts: Parts) -> Meaning | None:
    """ "last week", "last month" """
    if parts.number("shift") != -1 or parts.word("unit") not in calendar.STRETCHES:
        return None
    return over(days(calendar.stretch(said.today, parts.word("unit"), -1)))


@rule("(?P<count>[Nd])(?P<unit>U)g")
def ago(said: Said, parts: Parts) -> Meaning | None:
    """ "3 days ago" """
    if parts.word("unit") not in SIZES:
        return NOT_OURS
    count = -parts.amount("count")
    return over(day(calendar.plus(said.today, count, parts.word("unit"), said.is_working_day)))


@rule(
    "(?P<count>[Nd])(?P<unit>U)(?:&?,?[Nd]U)+g",
    "C(?P<count>[Nd])(?P<unit>U)(?![faCl+])",
    "v[NOWd]?[DZUPMJQ]+",
    "pN?U",
    "RN?[pP]",
    "p[DZ]",
    "[Tp]P?g",
    "gi?t?R?U",
    "t?[DZPOW]o?v",
)
def no_promise(said: Said, parts: Parts) -> Meaning | None:
    """What lies in the past at no one day ("last night"), or recurs ("every Monday", "the 1st of
    each month"), is read over. A deadline before a duration ("before 3 weeks pass") says nothing
    either."""
    if parts.match.group().startswith("R") and parts.tokens[parts.match.start()].value != -1:
        return None
    return NOT_OURS
