from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.models import Invitation, Response, SurveyAnswer
from makegood.domain.feedback.queries.responses import answers_of
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.questionnaire import (
    Condition,
    Holds,
    Kind,
    Option,
    Page,
    Question,
    Questionnaire,
)
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry, Feeling
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation

EVERY_KIND = Questionnaire(
    languages=("en",),
    pages=(
        Page(
            questions=(
                Question(key="again", kind=Kind.YES_NO, words={"en": "Again?"}),
                Question(key="how", kind=Kind.SCALE, words={"en": "0 to 10?"}),
                Question(
                    key="which",
                    kind=Kind.SEVERAL,
                    words={"en": "Which?"},
                    options=tuple(Option(key=key, words={"en": key}) for key in ("a", "b", "c")),
                ),
                Question(
                    key="one",
                    kind=Kind.CHOICE,
                    words={"en": "One?"},
                    options=tuple(Option(key=key, words={"en": key}) for key in ("a", "b")),
                ),
                Question(key="day", kind=Kind.DATE, words={"en": "When?"}),
                Question(
                    key="why",
                    kind=Kind.TEXT,
                    words={"en": "Why not?"},
                    only_if=Condition(question="again", holds=Holds.IS, value=0),
                ),
            )
        ),
    ),
)


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def said(asked: Invitation, page: int = 0, *, enough: bool = False, **words: Any) -> Response:
    sent = {key: [one] if isinstance(one, str) else one for key, one in words.items()}
    by = Actor("customer", asked.customer_id)
    return answer(
        invitation=asked,
        page=page,
        said=sent,
        language="en",
        enough=enough,
        by=by,
        at=NOW + DAY,
    )


def happened(name: str) -> list[dict[str, Any]]:
    return [entry.facts for entry in Entry.objects.filter(event=name).order_by("id")]


def test_one_tap_and_a_sentence_are_kept_whatever_becomes_of_the_rest(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery)
    found = said(asked, overall="2", better=" It was late. ")
    found.refresh_from_db()
    assert (found.overall, found.overall_of, found.finished_at) == (2, 5, None)
    assert answers_of(found) == {"overall": Value(number=2), "better": Value(text="It was late.")}
    assert happened("survey.scored") == [{"score": 2, "out_of": 5, "low": True}]
    assert happened("survey.answered") == []


def test_a_low_score_is_suggested_to_have_felt_bad(ours: Cast) -> None:
    said(invitation(ours.owner, ours.bakery), overall="2")
    felt = Feeling.objects.get()
    assert (felt.feels, felt.standing, felt.said_by) == ("bad", "suggested", None)


def test_the_last_page_ends_it(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery)
    said(asked, overall="5")
    found = said(asked, 1, work="5", well="The colour")
    assert found.finished_at == NOW + DAY
    assert happened("survey.answered") == [{}]


def test_what_was_said_may_be_changed_until_it_is_ended(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery)
    said(asked, overall="2", better="Late")
    found = said(asked, overall="4")
    assert answers_of(found) == {"overall": Value(number=4)}
    assert [each["score"] for each in happened("survey.scored")] == [2, 4]
    assert Response.objects.count() == 1


def test_the_same_score_twice_is_said_once(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery)
    said(asked, overall="2")
    said(asked, overall="2")
    assert len(happened("survey.scored")) == 1


def test_after_the_end_another_press_changes_nothing(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery)
    said(asked, enough=True, overall="5")
    found = said(asked, overall="1")
    assert answers_of(found) == {"overall": Value(number=5)}
    assert (len(happened("survey.scored")), len(happened("survey.answered"))) == (1, 1)


def test_every_kind_of_answer_is_kept_as_what_it_is(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery, EVERY_KIND)
    found = said(
        asked, again="0", how="10", which=["c", "a"], one="b", day="2026-12-24", why="Too far"
    )
    assert answers_of(found) == {
        "again": Value(number=0),
        "how": Value(number=10),
        "which": Value(options=("a", "c")),
        "one": Value(options=("b",)),
        "day": Value(day=date(2026, 12, 24)),
        "why": Value(text="Too far"),
    }


def test_what_hangs_on_another_answer_is_not_kept_where_that_was_not_given(ours: Cast) -> None:
    asked = invitation(ours.owner, ours.bakery, EVERY_KIND)
    assert "why" not in answers_of(said(asked, again="1", why="Too far"))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (0, {"overall": "6"}),
        (0, {"overall": "0"}),
        (0, {"overall": "five"}),
        (0, {"overall": "²"}),
        (0, {}),
        (0, {"overall": "3", "better": "x" * 5001}),
    ],
)
def test_what_is_no_answer_is_refused_and_leaves_no_trace(
    ours: Cast, page: int, words: dict[str, Any]
) -> None:
    asked = invitation(ours.owner, ours.bakery)
    before = Entry.objects.count()
    with pytest.raises(Refusal):
        said(asked, page, **words)
    assert (Response.objects.count(), SurveyAnswer.objects.count()) == (0, 0)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("words", [{"which": "d"}, {"one": ["c"]}, {"day": "32 May"}])
def test_what_was_not_offered_is_refused(ours: Cast, words: dict[str, Any]) -> None:
    asked = invitation(ours.owner, ours.bakery, EVERY_KIND)
    with pytest.raises(Refusal) as refused:
        said(asked, **words)
    assert refused.value.field == next(iter(words))


def test_a_page_that_there_is_not_is_nobody_s(ours: Cast) -> None:
    with pytest.raises(IndexError):
        said(invitation(ours.owner, ours.bakery), 7, overall="3")
