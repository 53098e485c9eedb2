"""What a questionnaire has to be before anybody is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from makegood.domain.feedback.rules.questionnaire import (
    HIGHEST_STARS,
    LOWEST_STARS,
    Condition,
    Holds,
    Kind,
    Measures,
    Question,
    Questionnaire,
)

MOST_QUESTIONS, MOST_OPTIONS, MOST_PAGES = 60, 30, 20
FEWEST_OPTIONS = 2
LONGEST_WORDS, LONGEST_OPTION, LONGEST_KEY = 500, 200, 40
EASE = 7
MOST_LANGUAGES = 20
CHOSEN = frozenset({Kind.CHOICE, Kind.SEVERAL})


@dataclass(frozen=True)
class Wrong:
    """What is to be mended: at this question (its key; "" for all of it), said as a place."""

    question: str
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


def wrong(questionnaire: Questionnaire) -> list[Wrong]:
    """All that is to be mended before it is published, in the order of the questions."""
    asked = list(questionnaire.questions())
    found = [Wrong("", "", sentence) for sentence in _as_a_whole(questionnaire)]
    for number, question in enumerate(asked):
        place = _("Question %(n)s") % {"n": number + 1}
        sentences = (
            *_words(question, questionnaire.languages),
            *_answers(question, questionnaire.languages[0] if questionnaire.languages else ""),
            *_measures(question, asked),
            *_condition(question, asked[:number]),
        )
        found += [Wrong(question.key, place, sentence) for sentence in sentences]
    return found


def can_be_kept(questionnaire: Questionnaire) -> bool:
    """Whether a draft out of a file is no longer than one that somebody could have left here, and
    can be shown: it may be unfinished, so it may hold twice what can be published.
    """
    asked = list(questionnaire.questions())
    said = [one.words for one in asked] + [one.low for one in asked] + [one.high for one in asked]
    said += [option.words for one in asked for option in one.options]
    keys = [*questionnaire.languages, *(one.key for one in asked)]
    keys += [option.key for one in asked for option in one.options]
    keys += [language for words in said for language in words]
    parts = [part for one in asked if one.only_if for part in vars(one.only_if).values()]
    return (
        0 < len(questionnaire.languages) <= MOST_LANGUAGES
        and all(isinstance(one, str) for one in keys)
        and all(0 < len(key) <= LONGEST_KEY for key in keys)
        and all(len(str(part)) <= LONGEST_KEY for part in parts)
        and len({one.key for one in asked}) == len(asked) <= 2 * MOST_QUESTIONS
        and len(questionnaire.pages) <= 2 * MOST_PAGES
        and all(len(one.options) <= 2 * MOST_OPTIONS for one in asked)
        and all(len(words) <= MOST_LANGUAGES for words in said)
        and all(len(text) <= 2 * LONGEST_WORDS for words in said for text in words.values())
    )


def wrong_for_anybody(questionnaire: Questionnaire) -> list[Wrong]:
    """What is to be mended besides, where anybody who has the link may answer."""
    sentence = _(
        "Whoever comes by the open link may send no files. Close that link first, or ask without "
        "this question."
    )
    return [
        Wrong(question.key, _("Question %(n)s") % {"n": number}, sentence)
        for number, question in enumerate(questionnaire.questions(), start=1)
        if question.kind == Kind.FILE
    ]


def _as_a_whole(questionnaire: Questionnaire) -> Iterator[str]:
    asked = list(questionnaire.questions())
    if not questionnaire.languages:
        yield _("It speaks no language yet.")
    if not asked:
        yield _("Ask at least one question.")
    if len(asked) > MOST_QUESTIONS:
        yield _("Up to %(n)s questions.") % {"n": MOST_QUESTIONS}
    if asked and not all(page.questions for page in questionnaire.pages):
        yield _("A page asks nothing.")
    if len(questionnaire.pages) > MOST_PAGES:
        yield _("Up to %(n)s pages.") % {"n": MOST_PAGES}
    keys = Counter(question.key for question in asked)
    if any(n > 1 for n in keys.values()):
        yield _("Two questions are kept under the same key.")
    if any(not 0 < len(key) <= LONGEST_KEY for key in keys):
        yield _("A question has no key that it can be kept under.")


def _words(question: Question, languages: tuple[str, ...]) -> Iterator[str]:
    if not languages or not question.words.get(languages[0], "").strip():
        yield _("What do you ask?")
    said = (*question.words.values(), *question.low.values(), *question.high.values())
    if any(len(words) > LONGEST_WORDS for words in said):
        yield _("Up to %(n)s characters fit.") % {"n": LONGEST_WORDS}


def _answers(question: Question, first: str) -> Iterator[str]:
    if question.kind == Kind.RATING and not LOWEST_STARS <= question.of <= HIGHEST_STARS:
        yield _("Two to ten stars.")
    if question.kind not in CHOSEN:
        return
    options = question.options
    if len(options) < FEWEST_OPTIONS:
        yield _("It needs two answers or more to choose from.")
    if len(options) > MOST_OPTIONS:
        yield _("Up to %(n)s answers to choose from.") % {"n": MOST_OPTIONS}
    words = [option.words.get(first, "").strip() for option in options]
    if not all(words):
        yield _("An answer to choose has no words.")
    if len({one.casefold() for one in words}) < len(words):
        yield _("Two answers to choose are the same.")
    if any(len(said) > LONGEST_OPTION for option in options for said in option.words.values()):
        yield _("Up to %(n)s characters fit into an answer.") % {"n": LONGEST_OPTION}
    keys = {option.key for option in options}
    if len(keys) < len(options) or any(not 0 < len(key) <= LONGEST_KEY for key in keys):
        yield _("Two answers to choose are kept under the same key.")


def _measures(question: Question, asked: list[Question]) -> Iterator[str]:
    if not question.measures:
        return
    if not can_measure(question, question.measures):
        yield {
            Measures.OVERALL: _("How it was, all in all, is asked in stars."),
            Measures.NPS: _("Whether they recommend you is asked from 0 to 10."),
            Measures.EFFORT: _("How easy it was is asked in seven stars."),
        }[question.measures]
    same = [one for one in asked if one.measures == question.measures]
    if same[0] is not question:
        yield _("Another question before it is this figure already.")


def can_measure(question: Question, figure: Measures) -> bool:
    """Whether an answer to this question can be the figure."""
    return {
        Measures.NOTHING: True,
        Measures.OVERALL: question.kind == Kind.RATING,
        Measures.NPS: question.kind == Kind.SCALE,
        Measures.EFFORT: question.kind == Kind.RATING and question.of == EASE,
    }[figure]


def _condition(question: Question, before: list[Question]) -> Iterator[str]:
    condition = question.only_if
    if condition is None:
        return
    earlier = next((one for one in before if one.key == condition.question), None)
    if earlier is None:
        yield _("It hangs on a question that does not come before it.")
    elif not can_be(earlier, condition):
        yield _("It hangs on an answer that cannot be given.")


def can_be(earlier: Question, condition: Condition) -> bool:
    """Whether an answer to the earlier question can be as the condition wants it."""
    if earlier.kind in CHOSEN:
        chosen = condition.value in {option.key for option in earlier.options}
        return chosen and condition.holds in {Holds.IS, Holds.IS_NOT}
    value = condition.value
    return (
        earlier.is_number and isinstance(value, int) and earlier.lowest <= value <= earlier.highest
    )
