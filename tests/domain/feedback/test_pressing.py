from __future__ import annotations

from collections.abc import Iterator

import pytest

from makegood.domain.feedback.actions.pressing import press
from makegood.domain.feedback.models import Invitation, Press, Response
from makegood.domain.feedback.queries.asking import to_answer
from makegood.domain.feedback.queries.responses import answers_of
from makegood.domain.feedback.rules.answers import LONGEST_TEXT, Value
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation
from tests.domain.feedback.test_answering import EVERY_KIND


@pytest.fixture
def asked(cast: Cast) -> Iterator[Invitation]:
    with enter(cast.studio):
        yield invitation(cast.owner, cast.bakery, EVERY_KIND)


def pressed(asked: Invitation, **words: list[str]) -> None:
    assert asked.link_id is not None
    sent = {"how": ["7"], **words}
    press(invitation=to_answer(asked.link_id), page=0, said=sent, language="en", at=NOW + DAY)


def test_signs_that_no_database_keeps_lose_nobodys_answer(asked: Invitation) -> None:
    pressed(asked, again=["0"], why=["\x00It was\x00 \ud800late."], which=["\x00", "c", "a", "c"])
    assert Press.objects.get().said["why"] == ["It was late."]
    work_off()
    answers = answers_of(Response.objects.get())
    assert answers["why"] == Value(text="It was late.")
    assert answers["which"] == Value(options=("a", "c"))


def test_what_nobody_asked_takes_no_room(asked: Invitation) -> None:
    words = [f"{number}" * 1_000_000 for number in range(9)]
    pressed(asked, again=["1"], why=words, one=["a", *words], other=words)
    kept = Press.objects.get().said
    assert sum(len(one) for values in kept.values() for one in values) < 2 * LONGEST_TEXT
    work_off()
    assert sorted(answers_of(Response.objects.get())) == ["again", "how", "one"]
