"""What an answer may be, and which questions apply after the answers so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from makegood.domain.feedback.rules.files import MOST_FILES
from makegood.domain.feedback.rules.questionnaire import (
    Condition,
    Holds,
    Kind,
    Measures,
    Page,
    Question,
    Questionnaire,
)
from makegood.kit.refusal import Refusal
from makegood.kit.whole_number import whole_number

LONGEST_TEXT = 5000


@dataclass(frozen=True)
class Value:
    """One answer: a number, the options chosen, words, a day, or files by their ids. All empty: not
    answered. (Read back, of files there is their number.)
    """

    number: int | None = None
    options: tuple[str, ...] = ()
    text: str = ""
    day: date | None = None
    files: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        given = self.options or self.text or self.files
        return self.number is not None or bool(given) or self.day is not None


Answers = Mapping[str, Value]


def read(question: Question, said: Sequence[str]) -> Value:
    """The answer that the fields of a form hold: values as a browser sends them.

    Refused, with the question's key as the field: what is not among the answers, a text of more
    than 5,000 characters, and nothing where an answer is wanted.
    """
    words = _words(said)
    value = _value(question, words) if words else Value()
    if question.required and not value:
        raise Refusal(_("We would like to know this one."), field=question.key)
    return value


def kept_of(question: Question, said: Sequence[str]) -> list[str]:
    """As much of what a browser sent as `read` looks at: the same is read of it, and more than a
    person says takes no room.
    """
    several = {Kind.SEVERAL: len(question.options), Kind.FILE: MOST_FILES + 1}
    words = [one[: LONGEST_TEXT + 1] for one in _words(said)]
    return list(dict.fromkeys(words))[: several.get(question.kind, 1)]


def _words(said: Sequence[str]) -> list[str]:
    """What is said, without the signs that no database keeps: NUL, and halves of a sign."""
    words = [one.replace("\x00", "").encode(errors="ignore").decode().strip() for one in said]
    return [one for one in words if one]


def _value(question: Question, said: list[str]) -> Value:
    if question.is_number:
        return Value(number=_number(question, said[0]))
    if question.kind in {Kind.CHOICE, Kind.SEVERAL}:
        return Value(options=_options(question, said))
    if question.kind == Kind.DATE:
        return Value(day=_day(question, said[0]))
    if question.kind == Kind.FILE:
        return Value(files=_files(question, said))
    if len(said[0]) > LONGEST_TEXT:
        raise Refusal(_("That is too long: 5,000 characters fit."), field=question.key)
    return Value(text=said[0])


def _number(question: Question, said: str) -> int:
    numbers = {str(n): n for n in range(question.lowest, question.highest + 1)}
    if said not in numbers:
        raise Refusal(_("Choose one of those offered."), field=question.key)
    return numbers[said]


def _options(question: Question, said: list[str]) -> tuple[str, ...]:
    offered = [option.key for option in question.options]
    chosen = said if question.kind == Kind.SEVERAL else said[:1]
    if any(one not in offered for one in chosen):
        raise Refusal(_("Choose one of those offered."), field=question.key)
    return tuple(one for one in offered if one in chosen)


def _files(question: Question, said: list[str]) -> tuple[int, ...]:
    numbers = [whole_number(one) for one in said[: MOST_FILES + 1]]
    files = tuple(number for number in numbers if number is not None)
    if len(files) < len(numbers):
        raise Refusal(_("Choose one of those offered."), field=question.key)
    if len(files) > MOST_FILES:
        sentence = _("%(n)s files are the most here.") % {"n": MOST_FILES}
        raise Refusal(sentence, field=question.key)
    return files


def _day(question: Question, said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refusal(_("Which day did you mean?"), field=question.key) from None


def applies(question: Question, answers: Answers) -> bool:
    """Whether it is asked, after these answers."""
    condition = question.only_if
    if condition is None:
        return True
    given = answers.get(condition.question)
    return bool(given) and given is not None and _holds(condition, given)


def _holds(condition: Condition, given: Value) -> bool:
    wanted, number = condition.value, given.number
    if condition.holds in {Holds.AT_MOST, Holds.AT_LEAST}:
        if number is None or not isinstance(wanted, int):
            return False
        return number <= wanted if condition.holds == Holds.AT_MOST else number >= wanted
    is_so = wanted in given.options if given.options else number == wanted
    return is_so if condition.holds == Holds.IS else not is_so


def asked_on(page: Page, answers: Answers) -> list[Question]:
    """The questions of a page that apply, in order; one may hang on another of the same page."""
    return [question for question in page.questions if applies(question, answers)]


@dataclass(frozen=True)
class Answered:
    """What somebody has answered so far, and whether to the end."""

    answers: Answers
    is_finished: bool = False


def given_on(
    page: Page, before: Answers, said: Mapping[str, Sequence[str]], *, was_taken: bool = False
) -> dict[str, Value]:
    """The answers of a page, each as the ones before it let it be asked.

    Refused: what `read` refuses. What `was_taken` already is refused no more; what cannot be read
    of it is left out.
    """
    answers = _without(page, before)
    given = {}
    for question in page.questions:
        if applies(question, answers):
            try:
                value = read(question, said.get(question.key, ()))
            except Refusal:
                if not was_taken:
                    raise
                value = Value()
            if value:
                answers[question.key] = given[question.key] = value
    return given


def answered(
    questionnaire: Questionnaire,
    before: Answers,
    page: int,
    given: Mapping[str, Value],
    *,
    enough: bool,
) -> Answered:
    """After these answers to a page (from 0), in place of what was answered there before."""
    answers = {**_without(questionnaire.pages[page], before), **given}
    left = None if enough else next(pages_left(questionnaire, answers, after=page), None)
    return Answered(answers, is_finished=left is None)


def _without(page: Page, answers: Answers) -> dict[str, Value]:
    keys = {question.key for question in page.questions}
    return {key: one for key, one in answers.items() if key not in keys}


def pages_left(
    questionnaire: Questionnaire, answers: Answers, *, after: int
) -> Iterator[tuple[int, Page]]:
    """The pages behind page number `after` (from 0; -1 for all) on which something is asked."""
    for number, page in enumerate(questionnaire.pages):
        if number > after and asked_on(page, answers):
            yield number, page


def figures_of(questionnaire: Questionnaire, answers: Answers) -> dict[str, int | None]:
    """The figures of a response, by the names of its fields."""
    found: dict[str, int | None] = {}
    for figure in (Measures.OVERALL, Measures.NPS, Measures.EFFORT):
        question = questionnaire.measuring(figure)
        value = answers.get(question.key) if question else None
        found[figure.value] = value.number if value else None
    overall = questionnaire.measuring(Measures.OVERALL)
    found["overall_of"] = overall.of if overall and found["overall"] is not None else None
    return found
