"""What a notice told them, once it came back, in whichever order that is followed up."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from typing import Any

import pytest

from makegood.domain.promises.actions.answering import answer
from makegood.domain.promises.actions.replacing import replace
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.letters import NewDate
from makegood.domain.promises.models import Move, Notice, Promise, Telling
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery, Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    FRIDAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    act,
    nothing_written,
    noticed,
    promise,
)
from tests.domain.promises.post import LATER, back, follow, not_back, take

LETTER, PHONE = Telling.How.LETTER, Telling.How.PHONE


def told(logo: Promise) -> list[tuple[str, int, datetime]]:
    """The tellings that stand."""
    logo.refresh_from_db()
    standing = [(one.how, one.through, one.told_at) for one in _standing(logo)]
    assert logo.told_through == max((through for _, through, _ in standing), default=-1)
    return standing


def _standing(logo: Promise) -> list[Telling]:
    return list(logo.tellings.filter(taken_back_at=None).order_by("told_at", "pk"))


def test_a_notice_that_came_back_told_nobody(ours: Cast) -> None:
    logo = promise(ours)
    letter = take(noticed(ours, logo).letter)
    follow()
    assert told(logo) == [(LETTER, 0, letter.sent_at)]
    back(ours, letter)
    follow()
    assert told(logo) == []
    entry = Entry.objects.get(event="promise.untold")
    assert (entry.by, entry.by_rule) == ("rule", "letter came back")
    assert logo.due == NEXT_FRIDAY


@pytest.mark.parametrize("order", list(permutations(["letter.sent", "letter.bounced"])))
def test_whichever_is_followed_up_first_nobody_was_told(ours: Cast, order: tuple[str, str]) -> None:
    logo = promise(ours)
    back(ours, take(noticed(ours, logo).letter))
    follow(*order)
    assert told(logo) == []
    with nothing_written():
        Delivery.objects.update(done_at=None)
        follow(*order)


EVENTS = ["letter.sent", "letter.bounced", "letter.unbounced"]


@pytest.mark.parametrize("order", list(permutations(EVENTS)))
def test_what_did_not_come_back_after_all_told_them(ours: Cast, order: tuple[str, ...]) -> None:
    logo = promise(ours)
    letter = take(noticed(ours, logo).letter)
    back(ours, letter)
    not_back(ours, letter)
    follow(*order)
    assert told(logo) == [(LETTER, 0, letter.sent_at)]


def test_taken_back_and_restored_they_were_told_when_the_server_took_it(ours: Cast) -> None:
    logo = promise(ours)
    letter = take(noticed(ours, logo).letter)
    follow()
    back(ours, letter)
    follow()
    not_back(ours, letter)
    follow()
    assert told(logo) == [(LETTER, 0, letter.sent_at)]


def test_who_was_called_is_told_whatever_comes_back(ours: Cast) -> None:
    logo = promise(ours)
    letter = take(noticed(ours, logo).letter)
    follow()
    by, at = act(ours.owner), MONDAY + 3 * HOUR
    tell(promise=logo, how=PHONE, stated_by=ours.owner, by=by, at=at)
    back(ours, letter)
    follow()
    assert told(logo) == [(PHONE, 0, at)]


@pytest.mark.parametrize("before", [True, False])
def test_whoever_answered_has_read_it(ours: Cast, before: bool) -> None:
    logo = promise(ours)
    said = noticed(ours, logo)
    letter = take(said.letter)
    follow()
    if not before:
        back(ours, letter)
        follow()
    them, at = Actor("customer", ours.bakery.pk), LATER - HOUR
    answer(notice=said, choice=Notice.Option.FINE, words="", by=them, at=at)
    if before:
        back(ours, letter)
        follow()
    assert told(logo) == [(LETTER, 0, at)]


def test_another_letter_about_the_same_move_still_stands(ours: Cast) -> None:
    logo = promise(ours)
    first = take(noticed(ours, logo).letter)
    other: dict[str, Any] = {"new": None, "address": "anna@example.com"}
    second = take(noticed(ours, logo, **other).letter, at=MONDAY + 3 * HOUR)
    follow()
    back(ours, first)
    follow()
    assert told(logo) == [(LETTER, 0, second.sent_at)]
    not_back(ours, first)
    follow()
    assert told(logo)[0] == (LETTER, 0, first.sent_at)


def test_only_the_letter_that_came_back_is_taken_back(ours: Cast) -> None:
    logo = promise(ours)
    first = take(noticed(ours, logo).letter)
    follow()
    new = NewDate(LAST_FRIDAY, Move.Reason.SUPPLIER, seen=1)
    second = take(noticed(ours, logo, new=new).letter, at=MONDAY + 3 * HOUR)
    follow()
    back(ours, second)
    follow()
    assert told(logo) == [(LETTER, 0, first.sent_at)]


def test_what_was_promised_instead_forgets_it_too(ours: Cast) -> None:
    logo = promise(ours)
    letter = take(noticed(ours, logo).letter)
    follow()
    us = Promise.AskedBy.US
    made: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + 3 * HOUR, "asked_by": us}
    heir = replace(promise=logo, text="Two logos", due=LAST_FRIDAY, **made)
    assert told(heir) == [(LETTER, 0, letter.sent_at)]
    back(ours, letter)
    follow()
    assert (told(logo), told(heir)) == ([], [])
    not_back(ours, letter)
    follow()
    assert told(heir) == [(LETTER, 0, letter.sent_at)]


def test_news_that_a_date_was_owed_is_owed_again(ours: Cast) -> None:
    logo = promise(ours)
    unknown = NewDate(FRIDAY, Move.Reason.SUPPLIER, 0, is_unknown=True, update_text="Update: logo")
    take(noticed(ours, logo, new=unknown).letter)
    follow()
    owed = logo.next_update
    assert owed is not None
    new = NewDate(LAST_FRIDAY, Move.Reason.SUPPLIER, seen=1)
    letter = take(noticed(ours, logo, new=new).letter, at=MONDAY + 3 * HOUR)
    follow()
    owed.refresh_from_db()
    assert owed.kept_at == letter.sent_at
    back(ours, letter)
    follow()
    owed.refresh_from_db()
    assert owed.is_open
