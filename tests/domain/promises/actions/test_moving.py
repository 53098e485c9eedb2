from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    FRIDAY,
    HOUR,
    IN_2126,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    act,
    journal,
    promise,
    refused,
    said_by,
    theirs,
)


def to_next_friday(ours: Cast, logo: Promise, **said: Any) -> Move:
    usual: dict[str, Any] = {
        "promise": logo,
        "to": NEXT_FRIDAY,
        "reason": Move.Reason.ABSENCE,
        "seen": 0,
    }
    by: dict[str, Any] = {"by": act(ours.owner), "member": ours.owner, "at": MONDAY + HOUR}
    return move(**usual | by | said)


def to_unknown(ours: Cast, logo: Promise, **said: Any) -> Move:
    usual: dict[str, Any] = {
        "promise": logo,
        "until": NEXT_FRIDAY,
        "reason": Move.Reason.SUPPLIER,
        "seen": 0,
    }
    by: dict[str, Any] = {"by": act(ours.owner), "member": ours.owner, "at": MONDAY + HOUR}
    return move_to_unknown(**usual | {"update_text": "When the proofs come"} | by | said)


def test_a_move_is_a_row_and_the_first_due_stays(ours: Cast) -> None:
    logo = promise(ours)
    row = to_next_friday(ours, logo, words="The paper is late.\r\n\x00Sorry")
    assert (row.number, row.moved_at, row.reason) == (1, MONDAY + HOUR, "absence")
    assert (row.old_due, row.new_due) == (FRIDAY, NEXT_FRIDAY)
    assert (row.old_late_after, row.new_late_after) == (FRIDAY.late_after, NEXT_FRIDAY.late_after)
    assert (row.member, row.rule, row.words) == (ours.owner, "", "The paper is late.\nSorry")
    assert (logo.due, logo.late_after) == (NEXT_FRIDAY, NEXT_FRIDAY.late_after)
    assert (logo.due_first, logo.late_after_first) == (FRIDAY, FRIDAY.late_after)
    assert (logo.due_number, logo.told_through) == (1, -1)


def test_a_move_is_journalled_without_its_words(ours: Cast) -> None:
    to_next_friday(ours, promise(ours), words="Anna is ill")
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.moved", ("member", ours.owner.pk))
    assert (entry.recorded_at, entry.customer_id) == (MONDAY + HOUR, ours.bakery.pk)
    assert entry.facts == {
        "move": 1,
        "reason": "absence",
        "was_from": "2026-03-06",
        "was_to": "2026-03-06",
        "due_from": "2026-03-13",
        "due_to": "2026-03-13",
    }


def test_moves_are_numbered(ours: Cast) -> None:
    logo = promise(ours)
    to_next_friday(ours, logo)
    to_next_friday(ours, logo, to=LAST_FRIDAY, seen=1)
    assert [row.number for row in logo.moves.all()] == [1, 2]
    assert logo.due_first == FRIDAY


def test_a_move_told_just_now_is_both_at_once(ours: Cast) -> None:
    logo = promise(ours)
    to_next_friday(ours, logo, told=Telling.How.PHONE)
    said = logo.tellings.get()
    assert (said.through, said.told_at, said.stated_by) == (0, MONDAY + HOUR, ours.owner)
    assert logo.told_through == 0
    assert [entry.event for entry in Entry.objects.order_by("pk")][-2:] == [
        "promise.moved",
        "promise.told",
    ]


def test_a_telling_of_a_move_is_stated_by_somebody(ours: Cast) -> None:
    logo = promise(ours)
    rule = Actor("rule", rule="a rule")
    with pytest.raises(ValueError, match="stated by a member"):
        to_next_friday(ours, logo, by=rule, member=None, told=Telling.How.PHONE)


def test_a_rule_that_moves_says_its_name(ours: Cast) -> None:
    row = to_next_friday(ours, promise(ours), by=Actor("rule", rule="it came"), member=None)
    assert (row.member, row.rule) == (None, "it came")


def test_a_promise_is_not_moved_to_the_past(ours: Cast) -> None:
    logo = promise(ours, due=NEXT_FRIDAY)
    with refused("has passed already"):
        to_next_friday(ours, logo, to=FRIDAY, at=AFTER_FRIDAY)


@pytest.mark.parametrize("mover", ["date", "unknown"])
def test_a_promise_is_not_moved_beyond_a_hundred_years(ours: Cast, mover: str) -> None:
    logo = promise(ours)
    with refused("more than a hundred years"):
        if mover == "date":
            to_next_friday(ours, logo, to=IN_2126)
        else:
            to_unknown(ours, logo, until=IN_2126)


def test_a_promise_is_not_moved_to_where_it_is(ours: Cast) -> None:
    logo = promise(ours)
    with refused("the date it has now"):
        to_next_friday(ours, logo, to=FRIDAY)


def test_who_saw_an_older_date_is_asked_to_look_again(ours: Cast) -> None:
    logo = promise(ours)
    stale = Promise.objects.get(pk=logo.pk)
    to_next_friday(ours, logo)
    for seen in (0, 2, -1):
        with refused("Somebody moved it meanwhile"):
            to_next_friday(ours, stale, to=LAST_FRIDAY, seen=seen)


def test_what_was_kept_or_withdrawn_is_not_moved(ours: Cast) -> None:
    logo, site = promise(ours), promise(ours, text="Site")
    keep(promise=Promise.objects.get(pk=logo.pk), by=act(ours.owner), at=MONDAY)
    us = Promise.AskedBy.US
    withdraw(promise=Promise.objects.get(pk=site.pk), asked_by=us, by=act(ours.owner), at=MONDAY)
    with refused("was kept meanwhile"):
        to_next_friday(ours, logo)
    with refused("was withdrawn meanwhile"):
        to_next_friday(ours, site)
    with refused("was kept meanwhile"):
        to_unknown(ours, logo)


def test_too_many_words_are_not_cut(ours: Cast) -> None:
    logo = promise(ours)
    with refused("501 characters"):
        to_next_friday(ours, logo, words="x" * 501)


def test_without_a_date_the_next_update_is_promised(ours: Cast) -> None:
    logo = promise(ours)
    row = to_unknown(ours, logo)
    assert (row.old_due, row.new_due, row.new_late_after) == (FRIDAY, None, None)
    assert (logo.due, logo.late_after, logo.due_number) == (None, None, 1)
    assert (logo.due_first, logo.late_after_first) == (FRIDAY, FRIDAY.late_after)
    update = logo.next_update
    assert update is not None
    assert (update.kind, update.due, update.customer) == ("update", NEXT_FRIDAY, ours.bakery)
    assert (update.by, update.to, update.is_open) == ("business", "customer", True)
    assert journal().facts == {
        "move": 1,
        "reason": "supplier",
        "was_from": "2026-03-06",
        "was_to": "2026-03-06",
    }


def test_a_date_ends_not_knowing(ours: Cast) -> None:
    logo = promise(ours)
    to_unknown(ours, logo)
    row = to_next_friday(ours, logo, to=LAST_FRIDAY, seen=1)
    assert (row.number, row.old_due, row.new_due) == (2, None, LAST_FRIDAY)
    assert logo.due == LAST_FRIDAY


def test_the_next_update_may_be_followed_by_another(ours: Cast) -> None:
    logo = promise(ours)
    to_unknown(ours, logo)
    first = logo.next_update
    to_unknown(ours, logo, until=LAST_FRIDAY, seen=1)
    assert first is not None
    assert keep(promise=first, by=act(ours.owner), at=MONDAY + DAY)
    assert logo.next_update != first


def test_an_update_that_a_date_hangs_on_keeps_a_date(ours: Cast) -> None:
    logo = promise(ours)
    to_unknown(ours, logo)
    update = logo.next_update
    assert update is not None
    with refused("First say a new date"):
        to_unknown(ours, update, until=LAST_FRIDAY)
    to_next_friday(ours, update, to=LAST_FRIDAY)
    assert update.due == LAST_FRIDAY


def test_who_owes_the_photos_owes_the_news_of_them(ours: Cast) -> None:
    photos = theirs(ours)
    to_unknown(ours, photos)
    update = photos.next_update
    assert update is not None
    assert (update.by, update.to, update.kind) == ("customer", "ourselves", "input")


def test_a_refused_move_to_unknown_promises_no_update(ours: Cast) -> None:
    logo = promise(ours)
    with refused("has passed already"):
        to_unknown(ours, logo, until=FRIDAY, at=AFTER_FRIDAY)
    with refused("Somebody moved it meanwhile"):
        to_unknown(ours, logo, seen=4)
