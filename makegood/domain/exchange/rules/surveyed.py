"""Answers to a survey, as other programs write them: who said what, column by column.

Google Forms: one header row; the first column is the time ("Timestamp", in the language of the
form); several answers stand in one cell, joined by ";" (the form's own CSV) or ", " (its sheet).
https://support.google.com/docs/answer/139706

SurveyMonkey ("All responses data", CSV): two header rows. Under a question stand "Response",
"Open-Ended Response", or the answers to choose from, a column each; what has no question above it
belongs to the one before. https://help.surveymonkey.com/en/surveymonkey/analyze/exporting-results/

Qualtrics (CSV, "use choice text"): three header rows, an id, the question, and {"ImportId": …};
times are in the zone that the last one names.
https://www.qualtrics.com/support/survey-platform/data-and-analysis-module/data/download-data/understanding-your-dataset/

Names, addresses and places of people stand in such files too; none of them is brought in.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from makegood.domain.feedback.rules.checking import MOST_OPTIONS, MOST_QUESTIONS
from makegood.kit.refusal import Refusal

MOST_RESPONSES = 10_000
RECURS = 2  # an answer to choose from stands there as often, on average
SEPARATORS = (";", ", ", ",")
TIMES = {"timestamp", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche"}
GREENWICH = re.compile(r" GMT(?:([+-])(\d{1,2}):?(\d\d)?)?$")
OF_PEOPLE = {"username", "email address", "e-mail-adresse", "nutzername", "score", "punkte"}
MONKEY = (
    *("respondent id", "collector id", "start date", "end date", "ip address"),
    *("email address", "first name", "last name", "custom data 1"),
)
OPEN = {"response", "open-ended response", ""}
ASKED = "QID"
NOT_SAID = ("_DO",)  # in which order it was shown
UNREAL = {"survey preview", "survey test", "spam", "1", "2", "4", "8"}


class Program(StrEnum):
    GOOGLE = "Google Forms"
    SURVEYMONKEY = "SurveyMonkey"
    QUALTRICS = "Qualtrics"


@dataclass(frozen=True)
class Heard:
    """A question, and what each response says to it: one answer, several, or none."""

    words: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Brought:
    """A file as read. `zone`: where its times are told, if it says so; `left_out`: rows that are
    no answer of a customer (previews, tests).
    """

    program: Program
    asked: tuple[Heard, ...]
    begun: tuple[str, ...]
    finished: tuple[str, ...]
    zone: str = ""
    left_out: int = 0


Row = Sequence[str]


def read(rows: Sequence[Row]) -> Brought:
    """What a file holds. Refused: one of no such program, without answers, or with too many."""
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    found = _read(rows)
    if not found.begun:
        raise Refusal(_("There is no answer in it."), field="file")
    if len(found.begun) > MOST_RESPONSES:
        raise Refusal(_("Up to 10,000 responses come in at once. Split the file."), field="file")
    if len(found.asked) > MOST_QUESTIONS:
        raise Refusal(_("Up to 60 questions come in at once."), field="file")
    return found


def _read(rows: Sequence[Row]) -> Brought:
    head = [cell.casefold() for cell in rows[0]] if rows else []
    if len(rows) > 2 and any(_import_id(cell) for cell in rows[2]):
        return _qualtrics(rows)
    if "respondent id" in head and "start date" in head:
        return _surveymonkey(rows)
    if head and head[0] in TIMES:
        return _google(rows)
    raise Refusal(
        _("We read CSV files of Google Forms, SurveyMonkey and Qualtrics. This is none of them."),
        field="file",
    )


def _google(rows: Sequence[Row]) -> Brought:
    head, *said = rows
    columns = [
        n for n, words in enumerate(head) if n and words and words.casefold() not in OF_PEOPLE
    ]
    times = tuple(GREENWICH.sub(_offset, _cell(row, 0)) for row in said)
    asked = tuple(Heard(head[n], _parted([_cell(row, n) for row in said])) for n in columns)
    return Brought(Program.GOOGLE, asked, times, times)


def _offset(found: re.Match[str]) -> str:
    """“GMT+1” as “+0100”."""
    sign, hours, minutes = found.groups()
    return f" {sign or '+'}{int(hours or 0):02}{minutes or '00'}"


def _surveymonkey(rows: Sequence[Row]) -> Brought:
    head, below, *said = rows
    names = [cell.casefold() for cell in head]
    begun = tuple(_cell(row, names.index("start date")) for row in said)
    ends = names.index("end date") if "end date" in names else names.index("start date")
    finished = tuple(_cell(row, ends) for row in said)
    groups: list[tuple[str, list[int]]] = []
    for number in range(max(len(head), len(below))):
        words = _cell(head, number)
        if words.casefold() in MONKEY:
            continue
        if words:
            groups.append((words, [number]))
        elif groups:
            groups[-1][1].append(number)
    asked = [heard for words, columns in groups for heard in _under(words, columns, below, said)]
    return Brought(Program.SURVEYMONKEY, tuple(asked), begun, finished)


def _under(words: str, columns: list[int], below: Row, said: Sequence[Row]) -> Iterator[Heard]:
    """A question with its columns: answers to tick are one question, rows of a grid are several."""
    labels = {number: _cell(below, number) for number in columns}
    ticks = [
        n for n in columns if all(_cell(row, n) in {"", labels[n]} for row in said) and labels[n]
    ]
    ticks = [n for n in ticks if labels[n].casefold() not in OPEN]
    if ticks:
        cells = tuple(tuple(filter(None, (_cell(row, n) for n in ticks))) for row in said)
        yield Heard(words, cells)
    for number in columns:
        if number not in ticks:
            label = labels[number]
            asked = words if label.casefold() in OPEN else f"{words} – {label}"
            yield Heard(asked, _parted([_cell(row, number) for row in said]))


def _qualtrics(rows: Sequence[Row]) -> Brought:
    _ids, words, says, *said = rows
    ids = [_import_id(cell) for cell in says]
    real = [row for row in said if _of(row, ids, "status").casefold() not in UNREAL]
    begun = tuple(_of(row, ids, "startDate") for row in real)
    finished = tuple(
        _of(row, ids, "endDate")
        if _of(row, ids, "finished").casefold() in {"true", "1", ""}
        else ""
        for row in real
    )
    asked = tuple(
        Heard(_cell(words, n), _parted([_cell(row, n) for row in real]))
        for n, key in enumerate(ids)
        if key.startswith(ASKED) and not key.endswith(NOT_SAID)
    )
    return Brought(Program.QUALTRICS, asked, begun, finished, _zone(says), len(said) - len(real))


def _of(row: Row, ids: list[str], key: str) -> str:
    return _cell(row, ids.index(key)) if key in ids else ""


def _json(cell: str) -> dict[str, str]:
    try:
        said = json.loads(cell)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _import_id(cell: str) -> str:
    return str(_json(cell).get("ImportId", ""))


def _zone(says: Row) -> str:
    zones = [str(_json(cell).get("timeZone", "")) for cell in says]
    return next((zone for zone in zones if zone), "")


def _cell(row: Row, number: int) -> str:
    return row[number] if number < len(row) else ""


def _parted(cells: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Cells that hold several answers, each alone; sentences stay whole.

    Answers to choose from come again and again, and what is between two commas of a sentence
    does not.
    """
    for separator in SEPARATORS:
        if any(separator in cell for cell in cells):
            parted = [tuple(filter(None, map(str.strip, cell.split(separator)))) for cell in cells]
            counted = Counter(part for parts in parted for part in parts)
            if len(counted) <= MOST_OPTIONS and counted.total() >= RECURS * len(counted):
                return tuple(parted)
    return tuple((cell,) if cell else () for cell in cells)
