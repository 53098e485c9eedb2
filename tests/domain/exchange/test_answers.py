"""The answers to a survey are a table of words, which no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest

from makegood.domain.exchange.queries.answers import answers_as_csv
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.surveys import begin, publish, write
from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.rules.questionnaire import (
    Kind,
    Option,
    Page,
    Question,
    Questionnaire,
)
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import NOW

pytestmark = pytest.mark.django_db


def asking(*questions: Question) -> Questionnaire:
    return Questionnaire(languages=("en",), pages=(Page(questions=questions),))


def question(key: str, kind: Kind, words: str, *options: str) -> Question:
    offered = tuple(Option(key=one[0], words={"en": one}) for one in options)
    return Question(key=key, kind=kind, words={"en": words}, options=offered)


STARS = question("stars", Kind.RATING, "How was it?")
WHICH = question("which", Kind.SEVERAL, "Which?", "=red", "green", "blue")
AGAIN = question("again", Kind.YES_NO, "Again?")
WHY = question("why", Kind.TEXT, "Why?")


def answered(cast: Cast, survey: Survey, **said: str | list[str]) -> None:
    asked = invite(survey=survey, customer=cast.bakery, by=Actor("rule", rule="a test"), at=NOW)
    sent = {key: [one] if isinstance(one, str) else one for key, one in said.items()}
    by = Actor("customer", cast.bakery.pk)
    answer(invitation=asked, page=0, said=sent, language="en", by=by, at=NOW)


def published(cast: Cast, questions: Questionnaire, name: str = "Ours") -> Survey:
    by = Actor("member", cast.owner.pk)
    survey = begin(name=name, questionnaire=questions, by=by, at=NOW)
    publish(survey=survey, member=cast.owner, by=by, at=NOW)
    return survey


def table(survey: Survey) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(answers_as_csv(survey, "en")))))


def test_every_answer_stands_in_words_under_its_question(cast: Cast) -> None:
    with enter(cast.studio):
        survey = published(cast, asking(STARS, WHICH, AGAIN, WHY))
        answered(cast, survey, stars="4", which=["=", "g"], again="0", why='=HYPERLINK("x")')
        answered(cast, survey, stars="1")
        head, full, short = table(survey)
    assert head[-4:] == ["How was it?", "Which?", "Again?", "Why?"]
    assert full[-4:] == ["4", "'=red; green", "No", '\'=HYPERLINK("x")']
    assert short[-4:] == ["1", "", "", ""]
    assert full[4] == "the bakery"


def test_a_question_of_an_old_version_has_its_column(cast: Cast) -> None:
    reworded = question("which", Kind.SEVERAL, "Which one?", "green", "violet")
    with enter(cast.studio):
        survey = published(cast, asking(WHY, WHICH))
        answered(cast, survey, why="So", which=["b"])
        write(survey=survey, questionnaire=asking(STARS, reworded), at=NOW)
        publish(survey=survey, member=cast.owner, by=Actor("member", cast.owner.pk), at=NOW)
        answered(cast, survey, stars="5", which=["g"])
        head, before, after = table(survey)
    assert head[-3:] == ["How was it?", "Which one?", "Why?"]
    assert before[-3:] == ["", "blue", "So"]
    assert after[-3:] == ["5", "green", ""]


def test_answers_to_other_surveys_stay_out(cast: Cast) -> None:
    with enter(cast.studio):
        ours, another = (published(cast, asking(STARS), name) for name in ("Ours", "Another"))
        answered(cast, ours, stars="5")
        assert len(table(ours)) == 2
        assert len(table(another)) == 1
