"""What the answers in a column could be, and the questions that they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from makegood.domain.exchange.rules.surveyed import RECURS, Heard
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.checking import LONGEST_OPTION, LONGEST_WORDS, MOST_OPTIONS
from makegood.domain.feedback.rules.questionnaire import Kind, Measures, Option, Question

YES, NO = {"yes", "ja", "true"}, {"no", "nein", "false"}


class Meaning(StrEnum):
    """How a column is read."""

    STARS = "stars"
    OVERALL = "overall"
    TEN_STARS = "ten_stars"
    SCALE = "scale"
    NPS = "nps"
    EFFORT = "effort"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    DATE = "date"
    TEXT = "text"
    OUT = "out"


KINDS: dict[Meaning, tuple[Kind, int, Measures]] = {
    Meaning.STARS: (Kind.RATING, 5, Measures.NOTHING),
    Meaning.OVERALL: (Kind.RATING, 5, Measures.OVERALL),
    Meaning.TEN_STARS: (Kind.RATING, 10, Measures.NOTHING),
    Meaning.SCALE: (Kind.SCALE, 5, Measures.NOTHING),
    Meaning.NPS: (Kind.SCALE, 5, Measures.NPS),
    Meaning.EFFORT: (Kind.RATING, 7, Measures.EFFORT),
    Meaning.YES_NO: (Kind.YES_NO, 5, Measures.NOTHING),
    Meaning.CHOICE: (Kind.CHOICE, 5, Measures.NOTHING),
    Meaning.SEVERAL: (Kind.SEVERAL, 5, Measures.NOTHING),
    Meaning.DATE: (Kind.DATE, 5, Measures.NOTHING),
    Meaning.TEXT: (Kind.TEXT, 5, Measures.NOTHING),
}
NUMBERS = {
    Meaning.STARS: range(1, 6),
    Meaning.OVERALL: range(1, 6),
    Meaning.EFFORT: range(1, 8),
    Meaning.TEN_STARS: range(1, 11),
    Meaning.SCALE: range(11),
    Meaning.NPS: range(11),
}


def meanings(heard: Heard) -> list[Meaning]:
    """All that fit every answer, the likeliest first. What it is, somebody says."""
    said = [cells for cells in heard.cells if cells]
    alone = [cells[0] for cells in said] if all(len(cells) == 1 for cells in said) else []
    numbers = _numbers(alone)
    found = [one for one, scale in NUMBERS.items() if numbers and numbers <= set(scale)]
    if alone and {one.casefold() for one in alone} <= YES | NO:
        found.append(Meaning.YES_NO)
    if alone and all(_day(one) for one in alone):
        found.append(Meaning.DATE)
    options = {one for cells in said for one in cells}
    if 2 <= len(options) <= MOST_OPTIONS and all(len(one) <= LONGEST_OPTION for one in options):
        chosen = [Meaning.CHOICE] if alone else [Meaning.SEVERAL]
        total = sum(map(len, said))
        recurs = total >= RECURS * len(options)
        return (
            [*found, *chosen, Meaning.TEXT, Meaning.OUT]
            if recurs or not alone
            else [*found, Meaning.TEXT, *chosen, Meaning.OUT]
        )
    return [*found, Meaning.TEXT, Meaning.OUT]


def _numbers(said: Sequence[str]) -> set[int]:
    """The numbers that all of these are; none where one is no number."""
    if not all(one.isascii() and one.isdigit() and len(one) < 3 for one in said):
        return set()
    return {int(one) for one in said}


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def question_of(
    heard: Heard, meaning: Meaning, language: str, *, new_key: Callable[[], str]
) -> tuple[Question, list[Value]]:
    """A column as a question, and each response's answer to it."""
    kind, stars, measures = KINDS[meaning]
    listed = dict.fromkeys(one for cells in heard.cells for one in cells)
    chosen = listed if kind in {Kind.CHOICE, Kind.SEVERAL} else {}
    options = {one: Option(key=new_key(), words={language: one}) for one in chosen}
    question = Question(
        key=new_key(),
        kind=kind,
        words={language: heard.words[:LONGEST_WORDS]},
        of=stars,
        measures=measures,
        options=tuple(options.values()),
    )
    keys = {one: option.key for one, option in options.items()}
    return question, [_value(cells, kind, keys) for cells in heard.cells]


def _value(cells: Sequence[str], kind: Kind, keys: dict[str, str]) -> Value:
    if not cells:
        return Value()
    if keys:
        return Value(options=tuple(dict.fromkeys(keys[one] for one in cells)))
    if kind == Kind.YES_NO:
        return Value(number=int(cells[0].casefold() in YES))
    if kind in {Kind.RATING, Kind.SCALE}:
        return Value(number=int(cells[0]))
    if kind == Kind.DATE:
        return Value(day=_day(cells[0]))
    return Value(text=", ".join(cells))
