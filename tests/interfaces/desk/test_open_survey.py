from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.domain.feedback.actions.opening import open_to_anybody, shut
from makegood.domain.feedback.rules.questionnaire import Kind, Page, Question, Questionnaire
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk.open_survey import opened, snippet
from tests.cast import Cast
from tests.domain.feedback.asked import NOW, survey
from tests.ui.reading import parsed

HERE = "https://example.com/s/token"


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def in_words(asked: str, kind: Kind = Kind.RATING) -> Questionnaire:
    question = Question(key="q", kind=kind, words={"en": asked})
    return Questionnaire(languages=("en",), pages=(Page(questions=(question,)),))


def by(cast: Cast) -> Actor:
    return Actor("member", cast.owner.pk)


def test_an_open_survey_has_an_address_a_code_and_a_piece_for_a_page(ours: Cast) -> None:
    asked = survey(ours.owner)
    open_to_anybody(survey=asked, by=by(ours), at=NOW)
    shown = parsed(opened(asked, now=NOW))
    address = shown.all("input")[0].attributes["value"]
    assert "/s/" in address
    assert shown.all("svg")
    assert f'href="{address}?chosen=5"' in shown.all("textarea")[0].text


def test_the_piece_is_five_links_that_show_the_answer_chosen(ours: Cast) -> None:
    links = parsed(snippet(survey(ours.owner), HERE)).all("a")
    assert [one.attributes["href"] for one in links] == [f"{HERE}?chosen={n}" for n in range(1, 6)]


def test_the_piece_runs_nothing_whatever_the_question_says(ours: Cast) -> None:
    asked = survey(ours.owner, in_words("<script>alert(1)</script>"))
    assert "<script" not in snippet(asked, HERE)


def test_a_first_question_in_words_is_one_link(ours: Cast) -> None:
    links = parsed(snippet(survey(ours.owner, in_words("Why?", Kind.TEXT)), HERE)).all("a")
    assert [one.attributes["href"] for one in links] == [HERE]


def test_what_is_shut_has_no_address(ours: Cast) -> None:
    asked = survey(ours.owner)
    assert opened(asked, now=NOW) == ""
    open_to_anybody(survey=asked, by=by(ours), at=NOW)
    shut(survey=asked, by=by(ours), at=NOW)
    assert opened(asked, now=NOW) == ""
