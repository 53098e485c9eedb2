"""A question as the page shows it: its words, its choices, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from makegood.domain.feedback.queries.words import Wording
from makegood.domain.feedback.rules.answers import LONGEST_TEXT, Answers, Value
from makegood.domain.feedback.rules.files import A_MEGABYTE, ACCEPT, MOST_BYTES, MOST_FILES
from makegood.domain.feedback.rules.questionnaire import Kind, Question
from makegood.kit.refusal import Refusal


def drawn(
    question: Question, say: Wording, said: Sequence[str], refusal: Refusal | None
) -> dict[str, Any]:
    """One question. `said` is what a browser sent or an earlier press kept."""
    wrong = refusal.sentence if refusal and refusal.field == question.key else ""
    return {
        "key": question.key,
        "kind": question.kind.value,
        "words": say.words(question.words),
        "required": question.required,
        "choices": _choices(question, say, said),
        "value": said[0] if said and question.is_typed else "",
        "low": say.words(question.low),
        "high": say.words(question.high),
        "several": question.kind == Kind.SEVERAL,
        "longest": LONGEST_TEXT,
        "files": _files(question),
        "wrong": wrong,
    }


def _files(question: Question) -> dict[str, Any] | None:
    """What may be shown in answer: how many, how large each in MB, and which a browser offers."""
    if question.kind != Kind.FILE:
        return None
    return {"most": MOST_FILES, "each": MOST_BYTES // A_MEGABYTE, "accept": ACCEPT}


def _choices(question: Question, say: Wording, said: Sequence[str]) -> list[dict[str, Any]]:
    if question.kind in {Kind.CHOICE, Kind.SEVERAL}:
        offered = [(option.key, say.words(option.words)) for option in question.options]
    elif question.kind == Kind.YES_NO:
        offered = [("1", say.yes), ("0", say.no)]
    elif question.is_number:
        offered = [(str(n), str(n)) for n in range(question.lowest, question.highest + 1)]
    else:
        offered = []
    return [{"value": key, "label": label, "chosen": key in said} for key, label in offered]


def from_answers(answers: Answers) -> dict[str, Sequence[str]]:
    """Answers as a browser would send them."""
    return {key: _sent(value) for key, value in answers.items()}


def _sent(value: Value) -> Sequence[str]:
    if value.number is not None:
        return (str(value.number),)
    if value.options:
        return value.options
    return (value.day.isoformat() if value.day else value.text,)
