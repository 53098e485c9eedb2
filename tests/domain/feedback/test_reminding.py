from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from makegood.domain.feedback.actions import pressing
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.reminding import remind
from makegood.domain.feedback.actions.stopping import allow_again, stop
from makegood.domain.feedback.actions.surveys import retire
from makegood.domain.feedback.actions.turns import ask_ours, remind_due, remind_ours
from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.asking import by_number, to_answer, to_remind
from makegood.domain.feedback.reactions import (
    kept_work_is_asked_about,
    taken_back_is_not_asked_about,
)
from makegood.domain.promises.actions.keeping import reopen
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import (
    DAY,
    NOW,
    arrived,
    asking,
    delivered,
    followed,
    promised,
    work,
)

ASKED = NOW + 2 * DAY
# Five days later, in the hours in which letters that ask may leave.
LATER = ASKED + 5 * DAY


def somebody_asked(cast: Cast) -> Invitation:
    """By a letter that their server took."""
    asking(cast.owner)
    entry = delivered(cast.owner, promised(cast.owner, work(cast.owner, cast.bakery)))
    followed(kept_work_is_asked_about, entry)
    assert ask_ours(now=ASKED) == 1
    asked: Invitation = Invitation.objects.get()
    arrived(asked, at=ASKED)
    return asked


@pytest.fixture
def one(cast: Cast) -> Iterator[Invitation]:
    with enter(cast.studio):
        yield somebody_asked(cast)


def reminders() -> int:
    return Letter.objects.filter(kind="reminder").count()


def reminded(now: datetime = LATER) -> int:
    """How many were, looked at from what was written."""
    written = remind_ours(now=now)
    assert reminders() == Entry.objects.filter(event="invitation.reminded").count()
    return written


def press(one: Invitation, score: str = "4") -> None:
    said, by = {"overall": [score]}, Actor("customer", one.customer_id)
    answer(invitation=one, page=0, said=said, language="en", by=by, at=ASKED + DAY)


def test_who_has_not_answered_is_asked_once_more_and_then_no_more(one: Invitation) -> None:
    assert (reminded(), reminded(), reminded(LATER + 3 * DAY)) == (1, 0, 0)
    one.refresh_from_db()
    letter = one.reminder
    assert letter is not None
    assert (letter.kind, letter.to_address) == ("reminder", "bakery@example.com")
    assert letter.unsubscribe == f"{{asked:{one.link_id}}}/stop"
    assert one.reminded_at == LATER


def test_it_asks_the_same_and_says_that_it_is_the_last(one: Invitation) -> None:
    reminded()
    letter, here = Letter.objects.get(kind="reminder"), f"{{asked:{one.link_id}}}"
    for part in (letter.text, letter.html):
        assert "How was it, all in all?" in part
        assert "This is the last time we ask about it." in part
        assert all(f"{here}?chosen={n}" in part for n in range(1, 6))
        assert f"{here}/stop" in part


def test_nobody_is_reminded_before_five_days_or_after_fifteen(one: Invitation) -> None:
    assert reminded(LATER - timedelta(seconds=1)) == 0
    assert reminded(ASKED + 15 * DAY + timedelta(seconds=1)) == 0


def test_nobody_is_reminded_by_night(one: Invitation) -> None:
    assert reminded(LATER.replace(hour=22)) == 0
    assert reminded(LATER.replace(hour=22) + timedelta(hours=13)) == 1


@pytest.mark.parametrize("score", ["1", "5"])
def test_who_began_to_answer_is_left_alone(one: Invitation, score: str) -> None:
    press(one, score)
    assert to_remind(now=LATER) == []  # They take the place of nobody who may be.
    assert reminded() == 0


def test_who_presses_while_others_are_reminded_is_left_alone(one: Invitation) -> None:
    """Nobody has worked their press out yet: who reminds is busy."""
    listed, by = to_remind(now=LATER), Actor("rule", rule="reminders")
    assert one.link_id is not None
    said = {"overall": ["4"]}
    pressing.press(invitation=to_answer(one.link_id), page=0, said=said, language="en", at=LATER)
    assert [remind(invitation=by_number(each), by=by, at=LATER) for each in listed] == [False]
    assert reminders() == 0


def test_who_wants_to_be_asked_no_more_is_not_reminded_even_later(one: Invitation) -> None:
    by, customer = Actor("customer", one.customer_id), one.customer
    assert customer is not None
    stop(customer=customer, by=by, at=ASKED)
    assert reminded() == 0
    allow_again(customer=customer, by=by, at=ASKED)
    assert reminded() == 0
    one.refresh_from_db()
    assert (one.dropped, one.reminded_at) == ("stopped", None)


def test_what_is_not_delivered_after_all_is_not_asked_about_again(
    cast: Cast, one: Invitation
) -> None:
    reopen(promise=Promise.objects.get(), by=Actor("member", cast.owner.pk), at=ASKED)
    followed(taken_back_is_not_asked_about, Entry.objects.latest("id"))
    one.refresh_from_db()
    assert one.dropped == "not_delivered"
    assert reminded() == 0


def test_what_is_owed_again_by_the_time_is_not_asked_about_again(
    cast: Cast, one: Invitation
) -> None:
    assert one.engagement is not None
    promised(cast.owner, one.engagement)
    assert reminded() == 0
    one.refresh_from_db()
    assert one.dropped == "not_delivered"


def test_what_was_retired_reminds_nobody(cast: Cast, one: Invitation) -> None:
    retire(survey=one.survey, by=Actor("member", cast.owner.pk), at=ASKED)
    assert reminded() == 0
    one.refresh_from_db()
    assert one.dropped == "retired"


@pytest.mark.parametrize("state", ["queued", "failed", "unknown", "bounced"])
def test_who_never_got_the_letter_is_not_reminded_of_it(one: Invitation, state: str) -> None:
    Letter.objects.update(state="queued", sent_at=None, ended_at=None, reply="")
    arrived(one, at=ASKED, state=state)
    assert reminded() == 0


def test_an_answer_that_comes_first_is_not_dropped_by_a_stop(one: Invitation) -> None:
    press(one)
    assert one.customer is not None
    stop(customer=one.customer, by=Actor("customer", one.customer_id), at=LATER)
    one.refresh_from_db()
    assert one.dropped == ""


@pytest.mark.parametrize(("is_demo", "letters"), [(False, 1), (True, 0)])
def test_every_business_reminds_its_own_and_a_demo_nobody(
    cast: Cast, is_demo: bool, letters: int
) -> None:
    with enter(cast.studio):
        somebody_asked(cast)
    Business.objects.filter(pk=cast.studio.pk).update(demo=is_demo)
    assert remind_due(now=LATER) == letters
