from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.actions.reasons import confirm, take_off
from makegood.domain.feedback.models import Reason, Response
from makegood.domain.feedback.rules.reasons import Suggested, What, suggested
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def response(cast: Cast, words: str = "It was late, but Bob was friendly.") -> Response:
    asked = invitation(cast.owner, cast.bakery)
    said = answer(
        invitation=asked,
        page=0,
        said={"overall": ["2"], "better": [words]},
        language="en",
        enough=True,
        by=Actor("customer", asked.customer_id),
        at=NOW,
    )
    count_ours(now=NOW + DAY)
    return said


def who(cast: Cast) -> dict[str, Any]:
    return {"member": cast.owner, "by": Actor("member", cast.owner.pk), "at": NOW + 2 * DAY}


def happened() -> list[tuple[str, dict[str, Any]]]:
    found = Entry.objects.filter(event__startswith="reason.").order_by("id")
    return [(one.event, one.facts) for one in found]


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("It came too late", "en", [Suggested(What.TIME, "late")]),
        ("Viel zu spät und kaputt", "de", [(What.TIME, "spät"), (What.WORK, "kaputt")]),
        ("Nobody informed us", "en", [(What.KEEPING, "informed")]),
        ("Nicht erreichbar", "de-AT", [(What.REACHING, "erreichbar")]),
        # A child is no kindness.
        ("Unser Kind war begeistert", "de", []),
        ("translate", "en", []),
        ("C'était trop tard", "fr", []),
        ("", "en", []),
    ],
)
def test_single_words_say_what_it_may_be_about(words: str, language: str, found: list[Any]) -> None:
    assert suggested(words, language) == [
        one if isinstance(one, Suggested) else Suggested(*one) for one in found
    ]


def test_what_was_written_is_suggested_with_the_word_that_says_so(ours: Cast) -> None:
    response(ours)
    said = Reason.objects.values_list("question", "what", "evidence", "confirmed_at")
    assert list(said) == [("better", "time", "late", None), ("better", "people", "friendly", None)]
    assert happened() == []


def test_one_press_confirms_it(ours: Cast) -> None:
    said = response(ours)
    assert confirm(response=said, question="better", what=What.TIME, **who(ours))
    assert not confirm(response=said, question="better", what=What.TIME, **who(ours))
    (one,) = Reason.objects.filter(what="time")
    assert (one.confirmed_by, one.evidence, one.is_confirmed) == (ours.owner, "late", True)
    assert happened() == [("reason.confirmed", {"what": "time"})]


def test_one_that_no_word_suggested_can_be_said(ours: Cast) -> None:
    said = response(ours)
    assert confirm(response=said, question="better", what=What.PRICE, **who(ours))
    assert Reason.objects.get(what="price").is_confirmed


def test_what_was_taken_off_is_not_suggested_again_and_may_be_said_again(ours: Cast) -> None:
    said = response(ours)
    one = Reason.objects.get(what="time")
    assert take_off(reason=one, **who(ours))
    assert not take_off(reason=one, **who(ours))
    Response.objects.update(counted_at=None)
    count_ours(now=NOW + 3 * DAY)
    now = Reason.objects.get(pk=one.pk)
    assert (now.taken_off_by, now.is_confirmed) == (ours.owner, False)
    assert confirm(response=said, question="better", what=What.TIME, **who(ours))
    assert Reason.objects.get(pk=one.pk).is_confirmed
    assert [name for name, _facts in happened()] == ["reason.taken_off", "reason.confirmed"]


def test_of_what_they_did_not_write_there_is_no_reason(ours: Cast) -> None:
    said = response(ours)
    for question in ("overall", "well", "nothing"):
        with pytest.raises(Refusal):
            confirm(response=said, question=question, what=What.TIME, **who(ours))
    assert happened() == []


def test_a_suggestion_without_evidence_is_none(ours: Cast) -> None:
    said = response(ours, "Nothing at all")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reason.objects.create(response=said, question="better", what="time", said_at=NOW)
