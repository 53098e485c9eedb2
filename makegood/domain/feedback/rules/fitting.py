"""Whether an answer that was kept elsewhere is one that its question allows."""

from __future__ import annotations

from makegood.domain.feedback.rules.answers import LONGEST_TEXT, Value
from makegood.domain.feedback.rules.files import MOST_FILES
from makegood.domain.feedback.rules.questionnaire import Kind, Question


def fits(question: Question, given: Value) -> bool:
    """Whether it is of the question's kind, among what is offered, and says that one thing alone.

    (That it is wanted, or asked at all after the others, is not asked: they may have gone back.)
    """
    said = (given.number is not None, bool(given.options), bool(given.text), given.day is not None)
    if sum(said) != 1:
        return False
    if question.kind == Kind.FILE:
        return given.number is not None and 0 < given.number <= MOST_FILES
    if question.is_number:
        return given.number is not None and question.lowest <= given.number <= question.highest
    if question.kind in {Kind.CHOICE, Kind.SEVERAL}:
        offered = {option.key for option in question.options}
        several = question.kind == Kind.SEVERAL or len(given.options) == 1
        return several and bool(given.options) and set(given.options) <= offered
    if question.kind == Kind.DATE:
        return given.day is not None
    return 0 < len(given.text) <= LONGEST_TEXT
