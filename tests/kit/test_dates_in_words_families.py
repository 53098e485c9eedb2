"""The families of phrases in which people say when something is due, each with sentences of our
own: none is taken from the data that `quality.dates_in_words` measures with."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.kit.dates_in_words import read_all

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)

FAMILIES = {
    "a slip of the finger": {
        "Call Anna tomorow": "2026-11-24",
        "call Anna tommorrow": "2026-11-24",
        "proofs by wednsday": "2026-11-25",
        "by Wensday please": "2026-11-25",
        "by Thrusday": "2026-11-26",
        "on fridya": "2026-11-27",
        "before Satuday": "2026-11-27",
        "12 Febuary": "2027-02-12",
        "by 3 Decmber": "2026-12-03",
        "the day after tomorow": "2026-11-25",
    },
    "feasts": {
        "cards by Christmas": "2026-12-25",
        "before Christmas": "2026-12-24",
        "in time for Xmas": "2026-12-25",
        "by Christmas Eve": "2026-12-24",
        "on Boxing Day": "2026-12-26",
        "by New Year's Eve": "2026-12-31",
        "by New Years Day": "2027-01-01",
        "on Good Friday": "2027-03-26",
        "by Easter": "2027-03-28",
        "by Easter 2028": "2028-04-16",
        "Easter weekend": "2027-03-26..2027-03-29",
        "flyers for Halloween": "2027-10-31",
        "by Thanksgiving": "2026-11-26",
        "by Black Friday": "2026-11-27",
        "at noon on Christmas Eve": "2026-12-24 12:00",
        "in the week of Christmas": "2026-12-21..2026-12-27",
    },
    "so far before or after a day": {
        "two weeks before Christmas": "2026-12-11",
        "the day before Christmas Eve": "2026-12-23",
        "by the Friday before Christmas": "2026-12-18",
        "the Monday after Easter": "2027-03-29",
        "the week before Christmas": "2026-12-14..2026-12-20",
        "the weekend before Easter": "2027-03-20..2027-03-21",
        "3 working days before 15 December": "2026-12-10",
        "the day before 12 June": "2027-06-11",
        "by a week from Friday": "2026-12-04",
        "two days after next Friday": "2026-12-06",
        "a week after the end of January": "2027-02-07",
        "2 days before the first Monday of March": "2027-02-27",
    },
    "quarters, halves, numbered weeks": {
        "by the end of Q1": "2027-03-31",
        "in Q3": "2027-07-01..2027-09-30",
        "Q2 2027": "2027-04-01..2027-06-30",
        "next quarter": "2027-01-01..2027-03-31",
        "by the end of this quarter": "2026-12-31",
        "by the end of the quarter": "2026-12-31",
        "the first quarter of 2028": "2028-01-01..2028-03-31",
        "the first quarter of next year": "2027-01-01..2027-03-31",
        "H1 2027": "2027-01-01..2027-06-30",
        "in the first half of June": "2027-06-01..2027-06-15",
        "the second half of next week": "2026-12-03..2026-12-06",
        "in week 49": "2026-11-30..2026-12-06",
        "by week 3 of 2027": "2027-01-18..2027-01-24",
        "by year end": "2026-12-31",
    },
    "weeks and weekends": {
        "at the weekend": "2026-11-28..2026-11-29",
        "by the weekend": "2026-11-28..2026-11-29",
        "by weekend": "2026-11-28..2026-11-29",
        "next weekend": "2026-12-05..2026-12-06",
        "midweek": "2026-11-24..2026-11-27",
        "later this week": "2026-11-26..2026-11-29",
        "next week between Wed and Fri": "2026-12-02..2026-12-04",
        "Monday to Wednesday next week": "2026-11-30..2026-12-02",
        "from Tuesday until Thursday of next week": "2026-12-01..2026-12-03",
        "week ending 4 December": "2026-11-30..2026-12-06",
        "w/e 4 December": "2026-11-30..2026-12-06",
        "w/c 7 December": "2026-12-07..2026-12-13",
        "EOW": "2026-11-26..2026-11-29",
        "a week today": "2026-11-30",
        "tomorrow week": "2026-12-01",
        "Friday next": "2026-12-04",
        "Friday in two weeks": "2026-12-11",
        "Friday fortnight": "2026-12-11",
        "in a fortnight": "2026-12-07",
        "in a fortnight's time": "2026-12-07",
        "the next fortnight": "2026-11-24..2026-12-07",
    },
    "so many from a day on": {
        "3 days starting 12/01/2027": "2027-01-12..2027-01-14",
        "for a week from 4 January": "2027-01-04..2027-01-10",
        "the first two weeks of June": "2027-05-31..2027-06-13",
        "the last 3 days of the month": "2026-11-28..2026-11-30",
        "the third month of 2027": "2027-03-01..2027-03-31",
        "the first weekend in December": "2026-12-05..2026-12-06",
        "a month today": "2026-12-23",
        "Tuesday the week after next": "2026-12-08",
    },
    "counts": {
        "in a couple of weeks": "2026-12-07",
        "in a couple of days": "2026-11-25",
        "in a day or two": "2026-11-24..2026-11-25",
        "in a week or two": "2026-11-30..2026-12-07",
        "in two or three days": "2026-11-25..2026-11-26",
        "in one to two weeks": "2026-11-30..2026-12-07",
        "in another week": "2026-11-30",
        "in an hour and a half": "2026-11-23 11:30",
        "in two and a half hours": "2026-11-23 12:30",
        "in three quarters of an hour": "2026-11-23 10:45",
        "in 24 to 48 hours": "2026-11-25 10:00",
        "within 5 business days": "2026-11-23..2026-11-30",
    },
    "months and their parts": {
        "mid June": "2027-06-10..2027-06-20",
        "by mid-December": "2026-12-10..2026-12-20",
        "late June": "2027-06-16..2027-06-30",
        "by end June": "2027-06-30",
        "early to mid June": "2027-06-01..2027-06-20",
        "mid to late January": "2027-01-10..2027-01-31",
        "by month end": "2026-11-30",
        "by the end of next month": "2026-12-31",
        "the first week of July": "2027-06-28..2027-07-04",
    },
    "ordinals": {
        "the 3rd of next month": "2026-12-03",
        "on the first of the month": "2026-12-01",
        "the first of next month": "2026-12-01",
        "the last day of the month": "2026-11-30",
        "on the last of this month": "2026-11-30",
        "the first working day of December": "2026-12-01",
        "the third working day of next month": "2026-12-03",
        "the second Tuesday in March": "2027-03-09",
        "the last Friday of the month": "2026-11-27",
    },
    "clock times": {
        "tomorrow at 1500 hours": "2026-11-24 15:00",
        "by 0900 tomorrow": "2026-11-24 09:00",
        "at 1430hrs on Friday": "2026-11-27 14:30",
        "by half past three": "2026-11-23 15:30",
        "tomorrow at half three": "2026-11-24 15:30",
        "by a quarter past two": "2026-11-23 14:15",
        "by noon": "2026-11-23 12:00",
        "midday tomorrow": "2026-11-24 12:00",
        "by midnight": "2026-11-23",
        "by EOD": "2026-11-23",
        "by COB tomorrow": "2026-11-24",
        "end of day Friday": "2026-11-27",
        "by close of play on Friday": "2026-11-27",
        "first thing tomorrow": "2026-11-24",
        "first thing on Monday": "2026-11-23",
        "Friday lunchtime": "2026-11-27",
        "Tuesday 2-4pm": "2026-11-24",
        "before close of business on Friday": "2026-11-27",
        "Friday before noon": "2026-11-27 12:00",
        "tomorrow around 3ish": "2026-11-24 15:00",
        "tomorrow at 9p": "2026-11-24 21:00",
        "tomorrow 3": "2026-11-24 15:00",
    },
    "an answer by itself": {
        "2 weeks": "2026-12-07",
        "10 working days.": "2026-12-07",
        "48h": "2026-11-25 10:00",
        "half an hour": "2026-11-23 10:30",
    },
    "figures": {
        "proofs 12-06-27": "2027-06-12",
        "by 12/13 June": "2027-06-12..2027-06-13",
        "in 2027-03": "2027-03-01..2027-03-31",
        "by 12-Jun-27": "2027-06-12",
        "by 12 June '27": "2027-06-12",
        "due 20270612": "2027-06-12",
        "on 3/12, 4/12 or 5/12": "2026-12-03 2026-12-04 2026-12-05",
    },
    "what is over": {
        "yesterday": "2026-11-22",
        "by yesterday": "2026-11-22",
        "by last Friday": "2026-11-20",
        "the day before yesterday": "2026-11-21",
        "3 days ago": "2026-11-20",
        "last week": "2026-11-16..2026-11-22",
        "yesterday at 5pm": "2026-11-22 17:00",
    },
}
CASES = [
    pytest.param(text, answer, id=f"{family}: {text}")
    for family, texts in FAMILIES.items()
    for text, answer in texts.items()
]


def said(text: str, locale: str = "en") -> str:
    found = read_all(text, now=MONDAY, zone=LONDON, locale=locale)
    return " ".join(
        f"{w.at:%Y-%m-%d %H:%M}" if w.at else str(w.first) if w.first == w.last
        else f"{w.first}..{w.last}"
        for w in found
    )  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), CASES)
def test_each_family_is_read(text: str, answer: str) -> None:
    assert said(text) == answer
