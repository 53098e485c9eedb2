"""A questionnaire: pages of questions, in the words of each language it speaks.

A question and an option have keys that stay when their words are changed or translated, so that
what was answered in two languages, or before and after a rewording, is one answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

Words = Mapping[str, str]

# What may stand in words, and is filled in for whoever is asked. Nothing else is a placeholder.
PLACEHOLDERS = ("customer", "work", "business")
LOWEST_STARS, HIGHEST_STARS = 2, 10


class Kind(StrEnum):
    """How a question is answered."""

    RATING = "rating"  # one of so many stars, from 1
    SCALE = "scale"  # 0 to 10
    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    YES_NO = "yes_no"
    DATE = "date"
    FILE = "file"


class Measures(StrEnum):
    """Which figure an answer is; each at most once in a questionnaire."""

    NOTHING = ""
    OVERALL = "overall"  # a rating: how it was, all in all
    NPS = "nps"  # 0 to 10: would they recommend us (Reichheld, HBR, December 2003)
    EFFORT = "effort"  # a rating of seven: was it easy (CES 2.0, CEB 2013)


class Holds(StrEnum):
    """How an earlier answer is looked at by a condition."""

    IS = "is"
    IS_NOT = "is_not"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of the answers to choose from."""

    key: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Asked only if the answer to an earlier question is so. `value`: a number, or an option's key.

    A yes is 1 and a no is 0. Where the earlier one was not answered, no condition holds.
    """

    question: str
    holds: Holds
    value: int | str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `of`: how many stars a rating has; `ends`: what the lowest and highest mean."""

    key: str
    kind: Kind
    words: Words
    required: bool = False
    measures: Measures = Measures.NOTHING
    of: int = 5
    options: tuple[Option, ...] = ()
    only_if: Condition | None = None
    low: Words = field(default_factory=dict)
    high: Words = field(default_factory=dict)

    @property
    def lowest(self) -> int:
        """The lowest number it is answered by; meant for ratings, scales and yes or no."""
        return 1 if self.kind == Kind.RATING else 0

    @property
    def highest(self) -> int:
        """The highest number it is answered by."""
        return {Kind.RATING: self.of, Kind.SCALE: 10}.get(self.kind, 1)

    @property
    def is_number(self) -> bool:
        return self.kind in {Kind.RATING, Kind.SCALE, Kind.YES_NO}

    @property
    def is_typed(self) -> bool:
        """Whether its answer is what stands in one field."""
        return self.kind in {Kind.TEXT, Kind.DATE}

    @property
    def is_tapped(self) -> bool:
        """Whether one tap answers it, so that it may be asked in the letter itself."""
        return self.is_number or self.kind == Kind.CHOICE


@dataclass(frozen=True, kw_only=True)
class Page:
    """What is asked at once. Each page that was answered is kept, whatever becomes of the rest."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """What is asked. The first language is spoken where another has no words."""

    languages: tuple[str, ...]
    pages: tuple[Page, ...]

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions

    def question(self, key: str) -> Question:
        """KeyError where it asks nothing by that key."""
        for one in self.questions():
            if one.key == key:
                return one
        raise KeyError(key)

    def measuring(self, figure: Measures) -> Question | None:
        """The question whose answer is this figure."""
        return next((one for one in self.questions() if one.measures == figure), None)

    @property
    def first(self) -> Question | None:
        """What is asked in the letter itself: the first question, if one tap answers it."""
        first = next(self.questions(), None)
        return first if first is not None and first.is_tapped else None

    @property
    def takes_files(self) -> bool:
        """Whether it asks for a file, which only somebody we know may send."""
        return any(one.kind == Kind.FILE for one in self.questions())

    def language_for(self, wanted: str) -> str:
        """The language spoken to somebody who reads `wanted`."""
        short = wanted.partition("-")[0]
        return next((one for one in (wanted, short) if one in self.languages), self.languages[0])

    def said(self, words: Words, language: str) -> str:
        """Words in a language; in the first one where it has none."""
        return words.get(language) or words.get(self.languages[0], "")


def to_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """As it is kept. `from_json` gives the same again."""
    return asdict(questionnaire)


def from_json(kept: Mapping[str, Any]) -> Questionnaire:
    """A questionnaire as `to_json` gave it. KeyError, TypeError or ValueError for anything else."""
    return Questionnaire(
        languages=tuple(kept["languages"]),
        pages=tuple(
            Page(questions=tuple(_question(one) for one in page["questions"]))
            for page in kept["pages"]
        ),
    )


def _question(kept: Mapping[str, Any]) -> Question:
    only_if = kept["only_if"]
    return Question(
        key=kept["key"],
        kind=Kind(kept["kind"]),
        words=dict(kept["words"]),
        required=bool(kept["required"]),
        measures=Measures(kept["measures"]),
        of=int(kept["of"]),
        options=tuple(Option(key=one["key"], words=dict(one["words"])) for one in kept["options"]),
        only_if=Condition(**{**only_if, "holds": Holds(only_if["holds"])}) if only_if else None,
        low=dict(kept["low"]),
        high=dict(kept["high"]),
    )


def filled_in(words: str, values: Mapping[str, str]) -> str:
    """The words with their placeholders replaced, and nothing else: a brace is only a brace."""
    for name in PLACEHOLDERS:
        words = words.replace(f"{{{name}}}", values.get(name, ""))
    return words
