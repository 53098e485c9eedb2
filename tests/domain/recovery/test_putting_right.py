"""How we put it right: decided by whoever may, promised, told, kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from makegood.domain.playbook.actions import set_authority
from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.replacing import replace as promise_instead
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.putting_right import (
    Offer,
    approve_remedy,
    ask_to_decide,
    decide_remedy,
    tell_remedy,
    write_remedy,
)
from makegood.domain.recovery.actions.verifying import part
from makegood.domain.recovery.models import Case, How, Remedy, Step
from makegood.domain.recovery.queries.progress import open_step, standing_remedy
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from tests.cast import Cast
from tests.domain.promises.hands import BAKERY, DAY, HOUR, MONDAY, act, day
from tests.domain.recovery.hands import (
    REDO,
    by,
    closed,
    go_on,
    listened_to,
    nothing_written,
    opened,
    promised,
    put_right,
    refused,
    step,
)

FIFTY = replace(REDO, kind=Remedy.Kind.REFUND, words="50 euros back", cost_cents=5_000)
MORE = replace(FIFTY, cost_cents=5_001)


def decide(ours: Cast, case: Case, offer: Offer = REDO, member: Member | None = None) -> Remedy:
    who = member or ours.owner
    return decide_remedy(case=case, offer=offer, member=who, by=act(who), at=MONDAY + HOUR)


def test_what_is_decided_is_promised_to_the_customer(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    word = decide(ours, case).promise
    assert word is not None
    assert (word.kind, word.customer, word.visible) == (Promise.Kind.REMEDY, ours.bakery, True)
    assert (word.text, word.due) == (REDO.words, day(13))
    assert step(case) == Step.Kind.REMEDY, "they do not know of it yet"


def test_once_told_it_has_to_be_done(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    remedy = promised(ours, case)
    now = open_step(case)
    assert now is not None
    assert (now.kind, now.promise) == (Step.Kind.PUT_RIGHT, remedy.promise)
    case.refresh_from_db()
    assert case.answer is not None
    assert case.answer.kept_at is not None
    with nothing_written():
        assert not tell_remedy(remedy=remedy, how=How.PHONE, member=ours.owner, **by(ours))


def test_by_letter_it_says_what_and_by_when(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    remedy = decide(ours, case)
    said: dict[str, Any] = {"words": "Bea comes herself.", "address": BAKERY, "member": ours.owner}
    letter = write_remedy(remedy=remedy, **said, **by(ours))
    assert letter is not None
    assert "We promise you: The sign, painted anew, by Friday 13 March." in letter.text
    assert "Bea comes herself." in letter.text
    assert letter.kind == Letter.Kind.REMEDY
    with nothing_written():
        assert write_remedy(remedy=remedy, **said, **by(ours)) is None


class TestAuthority:
    def test_up_to_it_a_member_decides_alone(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        assert decide(ours, case, FIFTY, ours.colleague).decided_by == ours.colleague

    def test_above_it_is_refused(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        with refused("more than you may decide"):
            decide(ours, case, MORE, ours.colleague)

    def test_the_business_says_how_much(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        set_authority(cents={"member": 0}, **by(ours))
        with refused("more than you may decide"):
            decide(ours, case, FIFTY, ours.colleague)

    def test_an_owner_decides_on_whatever_it_takes(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        assert decide(ours, case, replace(FIFTY, cost_cents=10**9)).promise is not None

    def test_what_is_asked_for_is_not_promised_until_somebody_says_yes(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        bob: dict[str, Any] = {
            "member": ours.colleague,
            "by": act(ours.colleague),
            "at": MONDAY + HOUR,
        }
        remedy = ask_to_decide(case=case, offer=MORE, **bob)
        assert (remedy.promise, step(case)) == (None, Step.Kind.REMEDY)
        with refused("somebody has to say yes"):
            tell_remedy(remedy=remedy, how=How.PHONE, **bob)
        with refused("more than you may decide"):
            approve_remedy(remedy=remedy, **bob)
        alice: dict[str, Any] = {"member": ours.owner, **by(ours)}
        assert approve_remedy(remedy=remedy, **alice)
        assert (remedy.asked_by, remedy.decided_by) == (ours.colleague, ours.owner)
        assert remedy.promise is not None
        with nothing_written():
            assert not approve_remedy(remedy=remedy, **alice)

    def test_an_owner_may_decide_on_something_else_instead(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        bob: dict[str, Any] = {
            "member": ours.colleague,
            "by": act(ours.colleague),
            "at": MONDAY + HOUR,
        }
        remedy = ask_to_decide(case=case, offer=MORE, **bob)
        decided = decide(ours, case)
        assert standing_remedy(case) == decided
        with refused("meanwhile"):
            approve_remedy(remedy=remedy, member=ours.owner, **by(ours))


def test_pressed_twice_it_is_promised_once(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    remedy = decide(ours, case)
    with nothing_written():
        assert decide(ours, case) == remedy
    with refused("decided already"):
        decide(ours, case, FIFTY)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"words": " "}, "What do you promise"),
        ({"words": "x" * 501}, "501"),
        ({"cost_cents": -1}, "0 is an answer"),
        ({"due_on": date(2026, 3, 1)}, "passed already"),
    ],
)
def test_what_cannot_be_promised_is_refused(ours: Cast, said: dict[str, Any], words: str) -> None:
    case = listened_to(ours, opened(ours))
    with refused(words):
        decide(ours, case, replace(REDO, **said))


def test_a_closed_case_needs_no_remedy(ours: Cast) -> None:
    case = closed(ours, opened(ours))
    with refused("closed"):
        decide(ours, case)


def test_kept_they_are_asked_next(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    assert step(case) == Step.Kind.VERIFY


def test_kept_before_they_were_told_they_are_told_and_asked(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    remedy = decide(ours, case)
    assert remedy.promise is not None
    keep(promise=remedy.promise, by=act(ours.owner), at=MONDAY + 2 * HOUR)
    go_on(MONDAY + 2 * HOUR)
    assert step(case) == Step.Kind.REMEDY
    later: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + 3 * HOUR}
    tell_remedy(remedy=remedy, how=How.PHONE, member=ours.owner, **later)
    assert step(case) == Step.Kind.VERIFY


def test_not_kept_after_all_it_has_to_be_done(ours: Cast) -> None:
    case = opened(ours)
    remedy = put_right(ours, case)
    assert remedy.promise is not None
    reopen(promise=remedy.promise, by=act(ours.owner), at=MONDAY + 2 * DAY)
    go_on(MONDAY + 2 * DAY)
    assert step(case) == Step.Kind.PUT_RIGHT
    asked = case.steps.get(kind=Step.Kind.VERIFY)
    assert not asked.done
    assert asked.promise.withdrawn_asked_by == Promise.AskedBy.DONE


def test_withdrawn_another_has_to_be_found(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    remedy = promised(ours, case)
    assert remedy.promise is not None
    theirs = Promise.AskedBy.CUSTOMER
    withdraw(promise=remedy.promise, asked_by=theirs, by=act(ours.owner), at=MONDAY + DAY)
    go_on(MONDAY + DAY)
    assert step(case) == Step.Kind.REMEDY
    assert standing_remedy(case) is None


def test_replaced_the_case_follows_what_was_promised_instead(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    remedy = promised(ours, case)
    assert remedy.promise is not None
    us = Promise.AskedBy.US
    at: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + DAY}
    word = promise_instead(
        promise=remedy.promise, text="A new sign", due=day(20), asked_by=us, **at
    )
    go_on(MONDAY + DAY)
    assert step(case) == Step.Kind.PUT_RIGHT
    keep(promise=word, by=act(ours.owner), at=MONDAY + 2 * DAY)
    go_on(MONDAY + 2 * DAY)
    assert step(case) == Step.Kind.VERIFY


def test_what_we_promised_stays_when_we_part(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    remedy = promised(ours, case)
    part(case=case, why="They want it free for ever.", by=act(ours.owner), at=MONDAY + DAY)
    assert remedy.promise is not None
    remedy.promise.refresh_from_db()
    assert remedy.promise.is_open
