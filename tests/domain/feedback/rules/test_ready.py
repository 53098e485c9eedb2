"""What is ready can be asked as it is, in every language we speak, and is short."""

from __future__ import annotations

import pytest
from django.conf import settings

from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.rules.checking import wrong
from makegood.domain.feedback.rules.questionnaire import Measures
from makegood.domain.feedback.rules.ready import READY

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("key", READY)
def test_it_can_be_asked_in_every_language(key: str) -> None:
    asked = READY[key].questions(LANGUAGES)
    assert wrong(asked) == []
    assert len(list(asked.questions())) <= 6
    for question in asked.questions():
        said = [question.words, *(option.words for option in question.options)]
        assert all(len(set(words.values())) == len(LANGUAGES) for words in said)


@pytest.mark.parametrize("key", READY)
def test_its_key_can_be_kept(key: str) -> None:
    assert len(key) <= (Survey._meta.get_field("ready").max_length or 0)


def test_figures_are_asked_on_their_own_scales() -> None:
    recommend = READY["relationship"].questions(["en"]).measuring(Measures.NPS)
    easy = READY["effort"].questions(["en"]).measuring(Measures.EFFORT)
    assert recommend
    assert easy
    assert (recommend.lowest, recommend.highest) == (0, 10)
    assert (easy.lowest, easy.highest) == (1, 7)
