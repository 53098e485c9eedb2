"""Of what was asked and answered, what cannot be stays outside, by itself."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.models import Stage
from makegood.domain.feedback.models import Invitation, Response, Survey, SurveyAnswer
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_in import packed_up
from tests.domain.exchange.test_returning import brought_back, changed, new, no_pause, taken_out
from tests.domain.exchange.test_returning_asked import asking, same

__all__ = ["new", "no_pause"]
# Each makes a row that cannot be, out of one that can.
WRONG = {
    "an answer that was not offered": ("invitations", '"number": 1', '"number": 9'),
    "an answer to nothing that was asked": (
        "invitations",
        '"question": "better"',
        '"question": "worse"',
    ),
    "a version that is none": ("invitations", '"version": 1', '"version": 7'),
    "an answer from ahead": ("invitations", '"started_at": "2026', '"started_at": "2126'),
    "a survey of somebody else": ("invitations", ":survey:", ":surveys:"),
    "questions that could not be asked": ("surveys", '"kind": "rating"', '"kind": "oracle"'),
    "what was published without words": ("surveys", "How was our work?", ""),
    "a language that is none": ("surveys", '["en", "de"]', '[["en"]]'),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_stays_outside_by_itself(cast: Cast, new: Business, what: str) -> None:
    noun, said, otherwise = WRONG[what]
    content, _before = taken_out(cast, asking)
    wrong = changed(content, f"json/{noun}.jsonl", lambda text: text.replace(said, otherwise))
    upload = brought_back(new, wrong)
    with enter(new):
        assert upload.stage is Stage.IN
        assert upload.found is not None
        assert upload.found["counts"]["refused"] > 0
        assert Survey.objects.count() == (noun != "surveys")
        orphans = SurveyAnswer.objects.exclude(response__in=Response.objects.all())
        assert not orphans.exists()


def test_figures_are_those_of_the_answers(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, asking)
    false = changed(
        content, "json/invitations.jsonl", lambda text: text.replace('"overall": 1', '"overall": 5')
    )
    brought_back(new, false)
    with enter(new):
        assert same(before, packed_up())


def test_a_key_of_anothers_calls_nothing_of_theirs(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, asking)
    only = changed(content, "json/surveys.jsonl", lambda _text: "")
    brought_back(new, only)
    with enter(new):
        assert not Survey.objects.exists()
        assert not Invitation.objects.exists()
    with enter(cast.studio):
        assert Response.objects.count() == 2
        assert not Response.objects.exclude(import_key="").exists()
