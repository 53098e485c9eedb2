"""What customers answered, as Today shows it until somebody has noted it."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from makegood.domain.customers.actions import write_address
from makegood.domain.promises.actions.answering import answer
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.models import Answer, Move, Notice
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.test_page import in_days, notice

__all__ = ["notice"]

TODAY = "/desk/fern-studio/today"
MOVED_SINCE = "before it moved again"


def answered(cast: Cast, notice: Notice, choice: Notice.Option, words: str = "") -> Answer:
    by = Actor("customer", cast.bakery.pk)
    with enter(cast.studio):
        return answer(notice=notice, choice=choice, words=words, by=by, at=timezone.now())


def shown(alice: Client) -> str:
    return alice.get(TODAY).content.decode()


def test_an_answer_to_the_date_in_force_says_no_more(
    cast: Cast, alice: Client, notice: Notice
) -> None:
    answered(cast, notice, Notice.Option.FINE)
    assert "“That is fine by me”" in shown(alice)
    assert MOVED_SINCE not in shown(alice)


def test_an_answer_to_a_date_that_moved_since_says_so(
    cast: Cast, alice: Client, notice: Notice
) -> None:
    answered(cast, notice, Notice.Option.FINE)
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        move(
            promise=notice.promise,
            to=in_days(20),
            reason=Move.Reason.SUPPLIER,
            seen=1,
            member=cast.owner,
            by=by,
            at=timezone.now(),
        )
    assert MOVED_SINCE in shown(alice)


def test_who_wants_a_call_is_called_with_one_press(
    cast: Cast, alice: Client, notice: Notice
) -> None:
    answered(cast, notice, Notice.Option.CALL)
    assert 'href="tel:' not in shown(alice), "nobody knows their number"
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        write_address(
            customer=cast.bakery,
            email="",
            phone="030 / 123 45",
            language="",
            by=by,
            at=timezone.now(),
        )
    assert 'href="tel:03012345"' in shown(alice)


def test_an_answer_taken_back_for_another_stands_once(
    cast: Cast, alice: Client, notice: Notice
) -> None:
    answered(cast, notice, Notice.Option.FINE)
    answered(cast, notice, Notice.Option.CALL)
    assert "“That is fine by me”" not in shown(alice)
    assert "“Please call me”" in shown(alice)


def test_words_that_came_with_an_answer_are_not_lost_with_it(
    cast: Cast, alice: Client, notice: Notice
) -> None:
    answered(cast, notice, Notice.Option.FINE, "Before ten, please.")
    answered(cast, notice, Notice.Option.CALL)
    assert "Before ten, please." in shown(alice)
