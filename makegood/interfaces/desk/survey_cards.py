"""The questions of a draft as the builder shows them: a card each, with what may be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from makegood.domain.feedback.queries.drawn import drawn
from makegood.domain.feedback.queries.words import Wording
from makegood.domain.feedback.rules.checking import CHOSEN, Wrong, can_measure
from makegood.domain.feedback.rules.questionnaire import (
    Condition,
    Holds,
    Kind,
    Measures,
    Question,
    Questionnaire,
)
from makegood.interfaces.desk.survey_form import condition_value

KINDS = {
    Kind.RATING: gettext_lazy("Stars"),
    Kind.SCALE: gettext_lazy("0 to 10"),
    Kind.YES_NO: gettext_lazy("Yes or no"),
    Kind.CHOICE: gettext_lazy("One of several"),
    Kind.SEVERAL: gettext_lazy("Several"),
    Kind.TEXT: gettext_lazy("A sentence"),
    Kind.DATE: gettext_lazy("A day"),
    Kind.FILE: gettext_lazy("A photo or a file"),
}
FIGURES = {
    Measures.NOTHING: gettext_lazy("only itself"),
    Measures.OVERALL: gettext_lazy("how it was, all in all"),
    Measures.NPS: gettext_lazy("whether they recommend you (NPS)"),
    Measures.EFFORT: gettext_lazy("how easy it was (CES)"),
}
LONGEST_SHOWN = 60


def kind_name(kind: Kind) -> str:
    return str(KINDS[kind])


def pages_of(
    draft: Questionnaire,
    language: str,
    wrong: Sequence[Wrong],
    *,
    at: str = "",
    added: bool = False,
) -> list[list[dict[str, Any]]]:
    """Cards page by page. `at`: the question that the last press was about."""
    cards = iter(_cards(draft, language, wrong, at, added))
    return [[next(cards) for _question in page.questions] for page in draft.pages]


def _cards(
    draft: Questionnaire, language: str, wrong: Sequence[Wrong], at: str, added: bool
) -> Iterator[dict[str, Any]]:
    asked = list(draft.questions())
    first = draft.languages[0]
    for number, one in enumerate(asked):
        figures, conditions = _figures(one), list(_conditions(asked[:number], one, draft))
        yield {
            "key": one.key,
            "number": number + 1,
            "kind": kind_name(one.kind),
            "words": one.words.get(language, ""),
            "says": "" if language == first else draft.said(one.words, first),
            "required": one.required,
            "takes_files": one.kind == Kind.FILE,
            "options": _lines(one, language) if one.kind in CHOSEN else None,
            "options_say": _lines(one, first),
            "rows": max(len(one.options), 2) + 1,
            "of": one.of if one.kind == Kind.RATING else None,
            "has_ends": one.kind in {Kind.RATING, Kind.SCALE},
            "low": one.low.get(language, ""),
            "high": one.high.get(language, ""),
            "figures": figures,
            "conditions": conditions,
            "has_more": bool(figures or conditions),
            "says_more": _more(one, conditions),
            "is_first": number == 0,
            "is_last": number + 1 == len(asked),
            "wrong": [each.sentence for each in wrong if each.question == one.key],
            "at": one.key == at,
            "added": one.key == at and added,
            "is_open": bool(wrong and any(each.question == one.key for each in wrong)),
        }


def _lines(question: Question, language: str) -> str:
    return "\n".join(option.words.get(language, "") for option in question.options)


def _figures(question: Question) -> list[dict[str, Any]]:
    """What its answer may be counted as; none where there is no choice."""
    fitting = [one for one in Measures if can_measure(question, one)]
    chosen = question.measures
    if chosen not in fitting:
        fitting.append(chosen)
    listed = [
        {"value": one.value, "label": FIGURES[one], "chosen": one == chosen} for one in fitting
    ]
    return listed if len(listed) > 1 else []


def _conditions(
    before: Sequence[Question], question: Question, draft: Questionnaire
) -> Iterator[dict[str, Any]]:
    """Earlier questions, each with the answers that this one can hang on."""
    chosen = condition_value(question.only_if)
    language = draft.languages[0]
    for number, one in enumerate(before):
        offered = list(_answers(one, language))
        standing = question.only_if
        if standing is not None and standing.question == one.key:
            offered = _with_standing(offered, standing, one, language)
        if offered:
            words = _cut(draft.said(one.words, language))
            yield {
                "label": _("%(n)s. %(words)s") % {"n": number + 1, "words": words},
                "choices": [
                    {
                        "value": value,
                        "label": _("if question %(n)s is: %(answer)s")
                        % {"n": number + 1, "answer": said},
                        "chosen": value == chosen,
                    }
                    for value, said in ((condition_value(each), said) for each, said in offered)
                ],
            }


def _more(question: Question, conditions: Sequence[dict[str, Any]]) -> list[str]:
    """What is set behind the fold, so that it is known without opening it."""
    figure = [str(FIGURES[question.measures])] if question.measures else []
    hangs = [one["label"] for group in conditions for one in group["choices"] if one["chosen"]]
    return [*figure, *hangs]


Offered = tuple[Condition, str]


def _answers(question: Question, language: str) -> Iterator[Offered]:
    if question.kind in CHOSEN:
        for option in question.options:
            yield _offer(question, Holds.IS, option.key, _cut(option.words.get(language, "")))
    elif question.kind == Kind.YES_NO:
        yield _offer(question, Holds.IS, 1, pgettext("an answer", "Yes"))
        yield _offer(question, Holds.IS, 0, pgettext("an answer", "No"))
    elif question.is_number:
        for number in range(question.lowest, question.highest):
            said = _("%(n)s or less") % {"n": number}
            yield _offer(question, Holds.AT_MOST, number, said)
        for number in range(question.lowest + 1, question.highest + 1):
            said = _("%(n)s or more") % {"n": number}
            yield _offer(question, Holds.AT_LEAST, number, said)


def _offer(question: Question, holds: Holds, value: int | str, said: str) -> Offered:
    return Condition(question=question.key, holds=holds, value=value), said


def _with_standing(
    offered: list[Offered], standing: Condition, question: Question, language: str
) -> list[Offered]:
    """With the condition that stands, where it is none of those we offer."""
    if any(each == standing for each, _said in offered):
        return offered
    options: Mapping[int | str, str] = {
        option.key: option.words.get(language, "") for option in question.options
    }
    said = options.get(standing.value, str(standing.value))
    words = _("not “%(answer)s”") if standing.holds == Holds.IS_NOT else _("exactly %(answer)s")
    return [*offered, (standing, words % {"answer": _cut(said)})]


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


def seen(draft: Questionnaire, language: str, business: str) -> list[list[dict[str, Any]]]:
    """The questions as a customer sees them, page by page; what hangs on an answer says so."""
    values = {"customer": _("Ada"), "work": _("your order"), "business": business}
    say = Wording(draft, draft.language_for(language), values)
    return [
        [
            {**drawn(question, say, (), None), "hangs": question.only_if is not None}
            for question in page.questions
        ]
        for page in draft.pages
        if page.questions
    ]
