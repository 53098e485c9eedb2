"""What the form of the builder says, laid over the draft that it was drawn from.

Only questions that stand in the form are changed, each under its key: what another window added
meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

from makegood.domain.feedback.rules import building
from makegood.domain.feedback.rules.checking import CHOSEN, can_measure
from makegood.domain.feedback.rules.questionnaire import (
    Condition,
    Holds,
    Kind,
    Measures,
    Option,
    Question,
    Questionnaire,
)
from makegood.kit.whole_number import whole_number

Fields = Mapping[str, str]


def new_key() -> str:
    """A key that no question or answer had before."""
    return uuid4().hex[:12]


def read(draft: Questionnaire, fields: Fields, language: str) -> Questionnaire:
    """The draft as the form says it, in the language it was filled in."""
    first = language == draft.languages[0]
    other_stars = []
    for question in list(draft.questions()):
        if f"{question.key}.words" not in fields:
            continue
        said = _Said(question, fields, language)
        if not first:
            draft = building.changed(draft, said.translated())
            continue
        now = said.question()
        draft = building.changed(draft, now)
        if now.of != question.of:
            other_stars.append(question.key)
    for key in other_stars:
        draft = building.rekeyed(draft, key, new_key())
    return building.apart(draft)


class _Said:
    """The fields of one question."""

    def __init__(self, question: Question, fields: Fields, language: str) -> None:
        self._question, self._fields, self._language = question, fields, language

    def translated(self) -> Question:
        """In another language there are only words."""
        options = building.translated(
            self._question.options, self._field("options").splitlines(), self._language
        )
        return replace(self._worded(), options=options)

    def question(self) -> Question:
        """All of it."""
        question = replace(
            self._worded(),
            required=bool(self._field("required")),
            options=self._options(),
            of=self._stars(),
        )
        return replace(question, measures=self._figure(question), only_if=self._condition())

    def _worded(self) -> Question:
        question, field, language = self._question, self._field, self._language
        return replace(
            question,
            words=building.said_also(question.words, field("words"), language),
            low=building.said_also(question.low, field("low"), language),
            high=building.said_also(question.high, field("high"), language),
        )

    def _options(self) -> tuple[Option, ...]:
        question = self._question
        if question.kind not in CHOSEN:
            return question.options
        lines = self._field("options").splitlines()
        return building.worded(question.options, lines, self._language, new_key=new_key)

    def _stars(self) -> int:
        said = self._field("of")
        number = whole_number(said, most=999) if self._question.kind == Kind.RATING else None
        return self._question.of if number is None else number

    def _figure(self, question: Question) -> Measures:
        said = self._field("measures")
        figures = [one for one in Measures if one.value == said and can_measure(question, one)]
        return figures[0] if figures else Measures.NOTHING

    def _condition(self) -> Condition | None:
        return condition_said(self._field("only_if"))

    def _field(self, name: str) -> str:
        said = self._fields.get(f"{self._question.key}.{name}", "")
        return said.replace("\x00", "").replace("\r\n", "\n").strip()


def condition_said(said: str) -> Condition | None:
    """A condition as the list of them says it: question, how it is looked at, value."""
    key, _bar, rest = said.partition("|")
    holds, _bar, value = rest.partition("|")
    if not key or not value or holds not in {one.value for one in Holds}:
        return None
    number = whole_number(value.removeprefix("#"), most=999) if value.startswith("#") else None
    return Condition(question=key, holds=Holds(holds), value=value if number is None else number)


def condition_value(condition: Condition | None) -> str:
    """The same, back again."""
    if condition is None:
        return ""
    value = f"#{condition.value}" if isinstance(condition.value, int) else condition.value
    return f"{condition.question}|{condition.holds.value}|{value}"
