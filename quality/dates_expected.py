"""The scope of `python -m quality.dates_in_words`, and what is right in it.

The data are expressions of Microsoft Recognizers-Text (MIT), each with the moment it was said, a
span and a resolved value. The scope was written down before the first measurement
and is decided by file, by type and by the kind of the expected value, never by whether we pass.
It was widened once, before the grammar of these was measured: feasts, quarters, halves and numbered
weeks are days and ranges of days that somebody can promise, and so are "this week", "the weekend",
"the rest of the year" and "June next year", which the first scope's patterns had shut out.

In scope: a day, a range of days, an instant, a deadline ("by", "before", "no later than"), a
duration from now; a part of a day ("tomorrow afternoon"), which we read as that day; a feast.

Out, and why:
- by file (all but `FILES_IN`): extractor files and MergedParser give no resolved value; the modes
  (calendar, complex calendar, experimental, tasks, extended types, split) resolve by other rules
  than the plain model; sets, durations, times, time periods and time zones are kinds
  that the next list leaves out;
- by kind (`out_of_scope`): recurring sets, pure durations, clock times without a day, hours of a
  day (from 5 to 6), time zones, feasts of a moon calendar (their day is declared), beginnings
  without an end (since, after), what is over (a due lies ahead), "now" and "as soon as possible",
  whole years (also where the data means a part of one) and longer, seasons (the data gives them no
  days), words that point at a day named elsewhere ("that weekend"), alternatives.

Where the data means something else than we do, the expected value is translated by rule:
- its ranges end before their last moment (exclusive), ours on their last day. But a range between
  two named days and "rest of the week" end on their last day in the data too, and "within 5 days"
  ends on the fifth day from today;
- a range of months or numbered weeks ends in the data where its last month or week begins, in ours
  with it (found at the first measurement, together with the end of "rest of the week"; after it
  nothing else was changed but rules here that did not yet do what this text says, and what came
  with the wider scope);
- a feast and its hour are two expressions in the data and one instant in ours: its day is compared;
- the last second of a day is our day; an afternoon is our day;
- "before Friday" ends on Thursday; "by Friday", "until Friday" on Friday. Of a deadline only the
  end is compared;
- of several values any one that is not over counts (the data leaves 2.30 open: night or
  afternoon).
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from makegood.kit.dates_in_words import When

FILES_IN = (
    "DateParser", "DateTimeParser", "DatePeriodParser", "DateTimePeriodParser", "DateTimeModel",
    "HolidayParser",
)  # fmt: skip
PARTS = ("development", "opened later", "hold-out")
ZONE = ZoneInfo("UTC")
DAY = timedelta(days=1)

KINDS_OUT = {
    "set": "recurring",
    "duration": "a duration without a start",
    "time": "a clock time without a day",
    "timerange": "hours of a day",
    "timezone": "time zones",
    "datetimealt": "alternatives",
}
MOON = re.compile(
    r"\beid\b|eidul|rama[dz]an|ramathan|ramzan|hijri|islamic|arabic new|diwali|chinese", re.I
)
FEAST = re.compile(r"christmas|easter|thanksgiving|new year|halloween| day\b", re.I)
# What counts units from a day instead of naming two days.
COUNTED = re.compile(
    r"\b(days|weeks|months|years|quarters?|fortnight|half|[qh][1-4])\b"
    r"|\b(an?|1|one) (day|week|month)\b",
    re.I,
)
POINTER = re.compile(r"\b(same|that|otd)\b|^(the|on the) (day|week|month|year)$", re.I)
YEARS = re.compile(
    r"^(from |between |in )?(the )?(year )?\d{4} ?(to|and|through|till|until|[-~])"
    r"|(to|and|through|till|until) (the )?(year )?\d{4}$|\d{4} ?[-~] ?\d{4}$",
    re.I,
)
DAY_PART = re.compile(r"T(MO|AF|EV|NI|DT)$|^\d{4}-\d\d-\d\d$")


@dataclass(frozen=True)
class Expected:
    """One expression: the sentence, when it was said, the span, and the values that are right."""

    file: str
    sentence: str
    now: datetime
    start: int
    end: int
    kind: str
    timex: str
    values: tuple[dict[str, str], ...]

    @property
    def words(self) -> str:
        return self.sentence[self.start : self.end]

    @property
    def part(self) -> str:
        """Half of the sentences were open from the first, a quarter from the third measurement on;
        the last quarter was never looked at."""
        rest = hashlib.sha256(self.sentence.encode()).digest()[0] % 4
        return {1: "hold-out", 3: "opened later"}.get(rest, "development")


def load(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(folder.glob("*.json")):
        for case in json.loads(file.read_text(encoding="utf-8-sig")):
            yield file.stem, case


def expectations(folder: Path) -> Iterator[Expected]:
    """Every distinct expression (the files repeat one another) of the files in scope."""
    seen = set()
    for file, case in load(folder):
        if file not in FILES_IN:
            continue
        said = case.get("Context", {}).get("ReferenceDateTime", "2016-11-07T00:00:00")
        for result in case["Results"]:
            start = result["Start"]
            end = result["End"] + 1 if "End" in result else start + result["Length"]
            if (case["Input"], said, start) in seen:
                continue
            seen.add((case["Input"], said, start))
            kind = str(result.get("TypeName") or result["Type"]).removeprefix("datetimeV2.")
            values = tuple(values_of(result))
            now = datetime.fromisoformat(said).replace(tzinfo=ZONE)
            timex = values[0].get("timex", "") if values else ""
            yield Expected(file, case["Input"], now, start, end, kind, timex, values)


def values_of(result: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The values in one shape: timex, and value or start and end."""
    names = {"startDate": "start", "startDateTime": "start", "endDate": "end", "endDateTime": "end"}
    if "Resolution" in result:
        yield from result["Resolution"]["values"]
    elif result.get("Value"):
        value = result["Value"]
        future = value.get("FutureResolution") or {"value": "not resolved"}
        yield {"timex": value.get("Timex", "")} | {
            names.get(k, "value"): v for k, v in future.items()
        }


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def ends(value: dict[str, str]) -> datetime | None:
    said = value.get("end") or value.get("value")
    if said is None or said == "not resolved" or said.startswith("0001"):
        return None
    return moment(said)


def out_of_scope(case: Expected) -> str | None:
    """Why this expression is none that a promise needs; None when it is in scope."""
    if case.kind in KINDS_OUT:
        return KINDS_OUT[case.kind]
    if "_REF" in case.timex:
        return "now, as soon as possible"
    if MOON.search(case.sentence):
        return "feasts of a moon calendar"
    if any("start" in value and "end" not in value for value in case.values):
        return "a beginning without an end"
    if POINTER.search(case.words) or any(v.get("Mod") == "ref_undef" for v in case.values):
        return "points at a day named elsewhere"
    if case.kind == "daterange" and (reason := long_period(case)):
        return reason
    if all(ends(value) is None for value in case.values):
        return "not resolved in the data"
    if not ahead(case):
        return "over"
    if case.kind == "datetimerange" and clock_hours(case):
        return "hours of a day"
    return None


def long_period(case: Expected) -> str | None:
    if re.search(r"(SP|SU|FA|WI)$", case.timex):
        return "seasons"
    whole = re.fullmatch(r"([SFC]Y)?[\dX]{1,4}|.*P\d+0?Y\)", case.timex)
    if whole:
        return "whole years and longer"
    month_first = re.fullmatch(r"\d{4} ?- ?\d\d?", case.words)
    if YEARS.search(case.words) and not month_first:
        return "whole years and longer"
    return None


def clock_hours(case: Expected) -> bool:
    """Hours of a day, unless they are a part of a day, a deadline or a duration from now."""
    first = case.values[0]
    if DAY_PART.search(case.timex) or "start" not in first:
        return False
    return not (moment(first["start"]) == case.now and "within" in case.words.lower())


def ahead(case: Expected) -> list[dict[str, str]]:
    """The values that are not over: a range's last day is the one before its end."""
    return [v for v in case.values if (end := ends(v)) and not over(case, v, end)]


def over(case: Expected, value: dict[str, str], end: datetime) -> bool:
    if case.kind == "daterange" and "start" in value:
        return end.date() <= case.now.date()
    return end.date() < case.now.date()


def right(case: Expected, found: When) -> bool:
    if found.end <= case.start or found.start >= case.end:
        return False
    return any(same(case, value, found) for value in ahead(case))


def same(case: Expected, value: dict[str, str], found: When) -> bool:
    end = ends(value)
    if end is None:
        return False
    if case.kind == "date" and found.at is not None and FEAST.search(case.words):
        return found.at.astimezone(ZONE).date() == end.date()
    if case.kind == "date":
        return found.first == found.last == end.date()
    if case.kind == "datetime" and (end.hour, end.minute, end.second) == (23, 59, 59):
        return found.first == found.last == end.date()
    if case.kind == "datetimerange" and DAY_PART.search(case.timex) and "start" in value:
        return found.first == found.last == moment(value["start"]).date()
    if case.kind in ("datetime", "datetimerange"):
        return found.at is not None and found.at.astimezone(ZONE) == end
    last = last_day(case, end)
    return found.last == last and ("start" not in value or str(found.first) == value["start"])


def last_day(case: Expected, end: datetime) -> date:
    """The last day of a range, by the conventions in the module's docstring."""
    words, sentence = case.words.lower(), case.sentence[: case.end].lower()
    if re.search(r"\b(before|prior to|earlier than|sooner than)\b", sentence[case.start :]):
        return end.date() - DAY
    if "start" not in case.values[0]:
        named_day = bool(re.fullmatch(r"[\dX]{4}-(XX-\d\d|[\dX]{2}-\d\d|WXX-\d)", case.timex))
        return end.date() if named_day else end.date() - DAY
    if re.match(r"(with)?in\b", words) and case.timex.startswith("("):
        return end.date()
    if re.match(r"(the )?(rest|remain)", words):
        return end.date()
    joined = re.search(
        r"\d ?[-~–] ?\w|\b(to|till|until|untill|thr(ough|u)|(?<!thousand )and)\b", words
    )
    between_days = case.timex.startswith("(") and (joined or not COUNTED.search(words))
    if between_days and not re.search(r"P[\d.]+[WMY]\)$", case.timex):
        return end.date()
    if between_days and end.day == 1 and start_day(case) == 1 and case.timex.endswith("M)"):
        return (end.date().replace(day=28) + 4 * DAY).replace(day=1) - DAY
    if between_days and re.search(r"\bweek \d", words):
        return end.date() + 6 * DAY
    return end.date() - DAY


def start_day(case: Expected) -> int:
    return moment(case.values[0]["start"]).day
