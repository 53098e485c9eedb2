from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import drop
from makegood.domain.feedback.actions.stopping import allow_again, stop
from makegood.domain.feedback.actions.surveys import end_asking, retire, take_up
from makegood.domain.feedback.actions.turns import ask_due, ask_ours
from makegood.domain.feedback.models import Asking, Invitation
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
from tests.domain.feedback.asked import DAY, NOW, asking, delivered, followed, promised, work

# A working day later, in the hours in which letters that ask may leave.
LATER = NOW + 2 * DAY


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def planned(cast: Cast, of: Engagement | None = None, **kind: Any) -> Invitation:
    """The work was delivered, and they stand to be asked about it."""
    of = of or work(cast.owner, cast.bakery)
    entry = delivered(cast.owner, promised(cast.owner, of, **kind))
    followed(kept_work_is_asked_about, entry)
    found: Invitation = Invitation.objects.get(because_id=entry.pk)
    return found


def asked(now: datetime = LATER) -> int:
    return ask_ours(now=now)


def now(invitation: Invitation) -> Invitation:
    invitation.refresh_from_db()
    return invitation


def test_who_got_the_work_is_asked_by_a_letter_once(ours: Cast) -> None:
    asking(ours.owner)
    one = planned(ours)
    assert (asked(), asked()) == (1, 0)
    letter = Letter.objects.get()
    assert (letter.kind, letter.about, letter.to_address) == (
        "asking",
        one.pk,
        "bakery@example.com",
    )
    assert letter.unsubscribe == f"{{asked:{now(one).link_id}}}/stop"
    assert one.asked_at == LATER
    assert Entry.objects.filter(event="invitation.sent", customer_id=ours.bakery.pk).count() == 1


def test_nothing_is_asked_where_nobody_switched_it_on(ours: Cast) -> None:
    entry = delivered(ours.owner, promised(ours.owner, work(ours.owner, ours.bakery)))
    followed(kept_work_is_asked_about, entry)
    assert not Invitation.objects.exists()


def test_nothing_is_asked_once_it_was_switched_off(ours: Cast) -> None:
    end_asking(asking=asking(ours.owner), by=Actor("member", ours.owner.pk), at=NOW)
    entry = delivered(ours.owner, promised(ours.owner, work(ours.owner, ours.bakery)))
    followed(kept_work_is_asked_about, entry)
    assert not Invitation.objects.exists()


def test_nobody_is_asked_before_all_of_it_is_delivered(ours: Cast) -> None:
    asking(ours.owner)
    of = work(ours.owner, ours.bakery)
    last = promised(ours.owner, of)
    followed(kept_work_is_asked_about, delivered(ours.owner, promised(ours.owner, of)))
    assert not Invitation.objects.exists()
    followed(kept_work_is_asked_about, delivered(ours.owner, last))
    assert Invitation.objects.count() == 1


def test_what_was_not_delivered_after_all_is_not_asked_about(ours: Cast) -> None:
    asking(ours.owner)
    one = planned(ours)
    promise = Promise.objects.get()
    by = Actor("member", ours.owner.pk)
    reopen(promise=promise, by=by, at=NOW)
    followed(taken_back_is_not_asked_about, Entry.objects.latest("id"))
    assert now(one).dropped == "not_delivered"
    assert asked() == 0


def test_what_is_owed_again_by_the_time_is_not_asked_about(ours: Cast) -> None:
    asking(ours.owner)
    of = work(ours.owner, ours.bakery)
    one = planned(ours, of)
    promised(ours.owner, of)
    assert asked() == 0
    assert now(one).dropped == "not_delivered"


def test_nobody_is_asked_twice_within_a_month_whatever_about(ours: Cast) -> None:
    asking(ours.owner)
    asking(ours.owner, on=Asking.On.MILESTONE)
    planned(ours)
    asked()
    second = planned(ours, kind=Promise.Kind.MILESTONE)
    asked(LATER + DAY * 3)
    assert now(second).dropped == "resting"


def test_whoever_has_no_address_is_not_written_to(ours: Cast) -> None:
    asking(ours.owner)
    one = planned(ours, work(ours.owner, ours.anna, mail=""))
    assert asked() == 0
    assert now(one).dropped == "no_address"


def test_whoever_wants_to_be_asked_no_more_is_not_from_that_moment(ours: Cast) -> None:
    asking(ours.owner)
    one = planned(ours)
    by = Actor("customer", ours.bakery.pk)
    assert stop(customer=ours.bakery, by=by, at=NOW)
    assert not stop(customer=ours.bakery, by=by, at=NOW)
    assert now(one).dropped == "stopped"
    second = planned(ours)
    asked()
    assert now(second).dropped == "stopped"
    assert not Letter.objects.exists()


def test_whoever_may_be_asked_again_is(ours: Cast) -> None:
    asking(ours.owner)
    by = Actor("customer", ours.bakery.pk)
    stop(customer=ours.bakery, by=by, at=NOW)
    assert allow_again(customer=ours.bakery, by=by, at=NOW)
    planned(ours)
    assert asked() == 1


def test_who_stood_to_be_asked_by_what_was_retired_is_not(ours: Cast) -> None:
    survey = asking(ours.owner).survey
    one = planned(ours)
    by = Actor("member", ours.owner.pk)
    assert retire(survey=survey, by=by, at=NOW)
    assert not retire(survey=survey, by=by, at=NOW)
    assert asked() == 0
    assert now(one).dropped == "retired"
    assert take_up(survey=survey, by=by, at=NOW)
    assert asked() == 0
    entry = delivered(ours.owner, promised(ours.owner, work(ours.owner, ours.bakery)))
    followed(kept_work_is_asked_about, entry)
    assert Invitation.objects.count() == 1


def test_letters_that_ask_leave_by_day(ours: Cast) -> None:
    asking(ours.owner)
    planned(ours)
    night = LATER.replace(hour=22)
    assert asked(night) == 0
    assert asked(night + timedelta(hours=13)) == 1


def test_one_that_was_taken_back_is_not_sent(ours: Cast) -> None:
    asking(ours.owner)
    one = planned(ours)
    why, by = Invitation.Dropped.TAKEN_BACK, Actor("member", ours.owner.pk)
    assert drop(invitation=one, why=why, by=by, at=NOW)
    assert not drop(invitation=one, why=why, by=by, at=NOW)
    assert asked() == 0


def test_the_letter_asks_the_first_question_and_says_how_to_be_left_alone(ours: Cast) -> None:
    asking(ours.owner)
    one = planned(ours)
    asked()
    letter = Letter.objects.get()
    here = f"{{asked:{now(one).link_id}}}"
    for part in (letter.text, letter.html):
        assert "How was it, all in all?" in part
        assert all(f"{here}?chosen={n}" in part for n in range(1, 6))
        assert f"{here}/stop" in part


def test_the_same_words_go_to_everyone_whatever_was_ever_answered(ours: Cast) -> None:
    """P4: who is asked, when, and in which words must not change with any score."""
    asking(ours.owner)
    letters = []
    for customer, score in ((ours.bakery, "1"), (ours.anna, "5")):
        mail = f"c{customer.pk}@example.com"
        one = planned(ours, work(ours.owner, customer, mail=mail))
        asked()
        by = Actor("customer", customer.pk)
        answer(
            invitation=now(one), page=0, said={"overall": [score]}, language="en", by=by, at=LATER
        )
        again = planned(ours, work(ours.owner, customer, mail=mail))
        asked(NOW + 60 * DAY)
        letter = now(again).letter
        assert letter is not None
        said = letter.text.replace(f"asked:{again.link_id}", "asked:N").replace(
            str(customer), "NAME"
        )
        letters.append((said, letter.subject, again.asked_at))
    assert letters[0] == letters[1]


def test_every_business_asks_its_own_and_a_demo_asks_nobody(cast: Cast) -> None:
    with enter(cast.studio):
        asking(cast.owner)
        planned(cast)
    assert ask_due(now=LATER) == 1
    with enter(cast.studio):
        planned(cast, work(cast.owner, cast.anna, mail="anna@example.com"))
    Business.objects.filter(pk=cast.studio.pk).update(demo=True)
    assert ask_due(now=LATER) == 0
