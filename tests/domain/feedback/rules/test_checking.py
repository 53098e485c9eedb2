"""What cannot be asked is said before it is published, with its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from makegood.domain.feedback.actions.surveys import begin, publish
from makegood.domain.feedback.rules.checking import LONGEST_KEY, MOST_QUESTIONS, can_be_kept, wrong
from makegood.domain.feedback.rules.questionnaire import (
    Condition,
    Holds,
    Kind,
    Measures,
    Option,
    Page,
    Question,
    Questionnaire,
)
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.feedback.asked import NOW


def question(key: str = "one", kind: Kind = Kind.RATING, **more: Any) -> Question:
    return Question(**{"key": key, "kind": kind, "words": {"en": "How was it?"}, **more})


def options(*words: str) -> tuple[Option, ...]:
    return tuple(Option(key=f"o{n}", words={"en": one}) for n, one in enumerate(words))


def asking(*questions: Question) -> Questionnaire:
    """One to a page."""
    pages = tuple(Page(questions=(question,)) for question in questions)
    return Questionnaire(languages=("en",), pages=pages)


def said(*questions: Question) -> list[str]:
    return [str(one) for one in wrong(asking(*questions))]


def hangs(on: str, holds: Holds, value: int | str) -> Question:
    return question("last", Kind.TEXT, only_if=Condition(question=on, holds=holds, value=value))


def test_what_is_ready_can_be_asked() -> None:
    assert wrong(after_delivery(["en", "de"])) == []


def test_what_is_whole_can_be_asked() -> None:
    colours = question("colour", Kind.CHOICE, options=options("Red", "Green"))
    assert said(colours, hangs("colour", Holds.IS, "o1")) == []
    assert said(question(of=10), hangs("one", Holds.AT_MOST, 10)) == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (question(words={"de": "Wie war es?"}), "What do you ask?"),
        (question(words={"en": " "}), "What do you ask?"),
        (question(words={"en": "o" * 501}), "Up to 500 characters fit."),
        (question(of=1), "Two to ten stars."),
        (question(of=11), "Two to ten stars."),
        (
            question(kind=Kind.CHOICE, options=options("Red")),
            "It needs two answers or more to choose from.",
        ),
        (
            question(kind=Kind.SEVERAL, options=options(*map(str, range(31)))),
            "Up to 30 answers to choose from.",
        ),
        (
            question(kind=Kind.CHOICE, options=options("Red", " ")),
            "An answer to choose has no words.",
        ),
        (
            question(kind=Kind.CHOICE, options=options("Red", "red")),
            "Two answers to choose are the same.",
        ),
        (
            question(kind=Kind.CHOICE, options=options("Red", "o" * 201)),
            "Up to 200 characters fit into an answer.",
        ),
        (
            question(kind=Kind.CHOICE, options=options("Red", "Blue")[:1] * 2),
            "Two answers to choose are kept under the same key.",
        ),
        (
            question(kind=Kind.SCALE, measures=Measures.OVERALL),
            "How it was, all in all, is asked in stars.",
        ),
        (question(measures=Measures.NPS), "Whether they recommend you is asked from 0 to 10."),
        (question(measures=Measures.EFFORT), "How easy it was is asked in seven stars."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(asked: Question, sentence: str) -> None:
    assert f"Question 2: {sentence}" in said(question("before", Kind.TEXT), asked)


@pytest.mark.parametrize("value", [0, 6, "o1"])
def test_a_condition_wants_what_can_be_answered(value: int | str) -> None:
    [sentence] = said(question(), hangs("one", Holds.IS, value))
    assert sentence == "Question 2: It hangs on an answer that cannot be given."


def test_a_condition_wants_what_came_before() -> None:
    [sentence] = said(hangs("one", Holds.IS, 1), question())
    assert sentence == "Question 1: It hangs on a question that does not come before it."


def test_words_are_neither_more_nor_less_than_a_number() -> None:
    colours = question("colour", Kind.CHOICE, options=options("Red", "Green"))
    assert len(said(colours, hangs("colour", Holds.AT_LEAST, "o1"))) == 1


def test_a_figure_is_asked_once() -> None:
    overall = question(measures=Measures.OVERALL)
    [sentence] = said(overall, replace(overall, key="again"))
    assert sentence == "Question 2: Another question before it is this figure already."


def test_all_of_it_has_bounds_and_keys() -> None:
    assert said() == ["Ask at least one question."]
    many = tuple(question(f"q{n}") for n in range(MOST_QUESTIONS + 1))
    [sentence] = wrong(Questionnaire(languages=("en",), pages=(Page(questions=many),)))
    assert str(sentence) == "Up to 60 questions."
    assert said(question(), question()) == ["Two questions are kept under the same key."]
    assert len(said(question("o" * 41))) == 1
    pages = tuple(Page(questions=(question(f"q{n}"),)) for n in range(21))
    [page] = wrong(Questionnaire(languages=("en",), pages=pages))
    assert str(page) == "Up to 20 pages."
    empty = Questionnaire(
        languages=("en",), pages=(Page(questions=(question(),)), Page(questions=()))
    )
    assert [str(one) for one in wrong(empty)] == ["A page asks nothing."]


@pytest.mark.django_db
def test_what_is_wrong_is_not_published(cast: Cast) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        survey = begin(name="Ours", questionnaire=asking(question(of=1)), by=by, at=NOW)
        with pytest.raises(Refusal, match=r"Question 1: Two to ten stars\."):
            publish(survey=survey, member=cast.owner, by=by, at=NOW)
        assert not survey.versions.exclude(published_at=None).exists()
        assert not Entry.objects.filter(event="survey.published").exists()


def test_a_draft_is_kept_in_no_language_and_on_no_answer_of_endless_length() -> None:
    endless = "x" * (LONGEST_KEY + 1)
    assert can_be_kept(asking(question()))
    assert not can_be_kept(asking(question(words={endless: "?"})))
    assert not can_be_kept(asking(question(), hangs(endless, Holds.IS, 1)))
