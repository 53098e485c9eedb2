from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.actions.returning import came_back, did_not_come_back
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.foundation.mail.outbox import a_letter, again, post_all, to
from tests.foundation.mail.post_office import CUT, post_office

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
State = Letter.State
pytestmark = pytest.mark.usefixtures("inside")


def by(cast: Cast) -> Actor:
    return Actor("member", cast.owner.pk)


def taken() -> Letter:
    letter = a_letter()
    with post_office() as office, to(office):
        work_off()
    return again(letter)


def unknown(cast: Cast) -> Letter:
    letter = a_letter()
    with post_office(message=CUT) as office, to(office):
        work_off()
        post_all(cast)
    return again(letter)


def columns(letter: Letter) -> tuple[Any, ...]:
    return Letter.objects.filter(pk=letter.pk).values_list()[0]


def entries() -> list[str]:
    found = Entry.objects.filter(subject_kind="letter").order_by("pk")
    return list(found.values_list("event", flat=True))


def test_a_letter_that_came_back_stays_one_that_was_taken(cast: Cast) -> None:
    letter = taken()
    sent_at, reply = letter.sent_at, letter.reply
    assert came_back(letter=letter, why="550 no such user\nhere", by=by(cast), at=AT)
    assert (letter.state, letter.sent_at, letter.reply) == (State.BOUNCED, sent_at, reply)
    assert (letter.came_back_at, letter.came_back_why) == (AT, "550 no such user here")
    entry = Entry.objects.get(event="letter.bounced")
    assert (entry.by, entry.by_id, entry.subject_id) == ("member", cast.owner.pk, letter.pk)
    assert entry.facts == {"kind": "notice", "about": 1}


def test_twice_is_once(cast: Cast) -> None:
    letter = taken()
    assert came_back(letter=letter, why="gone", by=by(cast), at=AT)
    assert not came_back(letter=letter, why="other words", by=by(cast), at=AT)
    assert again(letter).came_back_why == "gone"
    assert entries() == ["letter.sent", "letter.bounced"]


def test_said_by_mistake_it_is_again_what_it_was(cast: Cast) -> None:
    for letter in (taken(), unknown(cast)):
        before = columns(letter)
        assert came_back(letter=letter, why="gone", by=by(cast), at=AT)
        assert did_not_come_back(letter=letter, by=by(cast), at=AT)
        assert columns(letter) == before
        assert not did_not_come_back(letter=letter, by=by(cast), at=AT)
        assert entries()[-1] == "letter.unbounced"


def test_what_never_left_cannot_come_back(cast: Cast) -> None:
    waiting, refused, kept_here = a_letter(), a_letter(to="ben@example.com"), a_letter("c@b.de")
    with post_office(RCPT="550 nobody here") as office, to(office):
        work_off()
    work_off()
    Letter.objects.filter(pk=waiting.pk).update(state=State.QUEUED, ended_at=None)
    Letter.objects.filter(pk=kept_here.pk).update(
        state=State.SENT, sent_at=AT, reply="Kept here: there is no mail server."
    )
    assert again(refused).state == State.FAILED
    before = entries()
    for letter in (waiting, refused, kept_here):
        row = columns(letter)
        assert not again(letter).may_come_back
        assert not came_back(letter=letter, why="", by=by(cast), at=AT)
        assert columns(letter) == row
    assert entries() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sent"},
        {"ended_at": None},
        {"came_back_at": None},
        {"reply": ""},
        {"state": "failed", "came_back_at": None, "came_back_why": ""},
    ],
)
def test_the_database_knows_what_a_letter_that_came_back_is(
    cast: Cast, wrong: dict[str, Any]
) -> None:
    letter = taken()
    came_back(letter=letter, why="gone", by=by(cast), at=AT)
    with pytest.raises(IntegrityError, match="letter_"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**wrong)
