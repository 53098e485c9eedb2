"""What the tests of ideas do with their hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from makegood.domain.customers.actions import write_address
from makegood.domain.customers.models import Customer
from makegood.domain.feedback.models import Response
from makegood.domain.ideas.actions.deciding import finish
from makegood.domain.ideas.actions.hearing import note
from makegood.domain.ideas.models import Idea, News, Voice
from makegood.domain.ideas.queries.sources import Said, in_answer
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.feedback.asked import survey
from tests.domain.feedback.heard import heard
from tests.domain.promises.hands import HOUR, MONDAY, act

ROWS = (Idea, Voice, News, Promise, Entry, Letter)
WORDS = "Lovely bread. Could you open on Saturdays?"


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The act in the block is refused with these words, and leaves no trace."""
    before = rows()
    with pytest.raises(Refusal, match=words):
        yield
    assert rows() == before


def rows() -> dict[str, list[tuple[Any, ...]]]:
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in ROWS}


def us(ours: Cast, at: datetime = MONDAY + HOUR) -> dict[str, Any]:
    return {"by": act(ours.owner), "at": at}


def answered(ours: Cast, words: str = WORDS, by: Customer | None = None) -> Response:
    """The bakery wrote this into a survey."""
    asked = survey(ours.owner)
    (response,) = heard(ours.owner, asked, [4], at=MONDAY, words=words, by=by or ours.bakery)
    return response


def noted(ours: Cast, title: str = "Open on Saturdays", by: Customer | None = None) -> Idea:
    """It came out of an answer of the bakery, or of somebody else's."""
    response = answered(ours, by=by)
    return note(said=in_answer(response.pk, "better"), title=title, **us(ours))


def told_us(customer: Customer, words: str = "") -> Said:
    """A customer told one of us."""
    return Said(customer=customer, words=words, said_at=MONDAY)


def done(ours: Cast, idea: Idea, mail: str = "bakery@example.com") -> Voice:
    """It is done; the bakery, whose it was, has this address."""
    voice: Voice = idea.voices.earliest("pk")
    assert voice.customer is not None
    if mail:
        write_address(customer=voice.customer, email=mail, **us(ours))
    finish(idea=idea, did="We open on Saturdays, from 9 to 13.", **us(ours))
    return voice


def events(idea: Idea) -> list[str]:
    found = Entry.objects.filter(subject_kind="idea", subject_id=idea.pk).order_by("pk")
    return [entry.event.partition(".")[2] for entry in found]
