"""The update that was owed while there was no date is kept when they hear, and no sooner."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.replacing import replace
from makegood.domain.promises.actions.telling import take_back, tell
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.standing import Kept
from tests.cast import Cast
from tests.domain.promises.hands import (
    DAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    act,
    journal,
    promise,
    theirs,
)

PHONE = Telling.How.PHONE
US, AGREED = Promise.AskedBy.US, Promise.AskedBy.AGREED


def unknown(ours: Cast, logo: Promise, **said: Any) -> Promise:
    """No date for now; the update that is owed instead."""
    usual: dict[str, Any] = {"until": NEXT_FRIDAY, "update_text": "Update", "at": MONDAY + HOUR}
    move_to_unknown(**_mover(ours, logo), **usual | said)
    assert logo.next_update is not None
    return logo.next_update


def dated(ours: Cast, logo: Promise, **said: Any) -> None:
    move(**_mover(ours, logo), to=LAST_FRIDAY, **{"at": MONDAY + DAY} | said)


def call(ours: Cast, logo: Promise, **said: Any) -> Telling:
    usual: dict[str, Any] = {"how": PHONE, "stated_by": ours.owner, "by": act(ours.owner)}
    return tell(promise=logo, **usual | {"at": MONDAY + 2 * DAY} | said)


def _mover(ours: Cast, logo: Promise) -> dict[str, Any]:
    who = {"by": act(ours.owner), "member": ours.owner, "seen": logo.due_number}
    return {"promise": logo, "reason": Move.Reason.SUPPLIER, **who}


def test_a_date_they_know_of_keeps_the_update(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo)
    dated(ours, logo, told=PHONE)
    update.refresh_from_db()
    assert (update.kept, update.kept_at) == (Kept.EARLY, MONDAY + DAY)
    entry = journal()
    assert (entry.event, entry.by, entry.subject_id) == ("promise.kept", "rule", update.pk)


def test_a_date_set_in_silence_owes_the_update_until_they_are_told(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo)
    dated(ours, logo)
    update.refresh_from_db()
    assert update.is_open
    said = call(ours, logo, told_at=MONDAY + DAY + HOUR)
    update.refresh_from_db()
    assert update.kept_at == MONDAY + DAY + HOUR
    take_back(telling=said, by=act(ours.owner), at=MONDAY + 3 * DAY)
    update.refresh_from_db()
    assert update.is_open


def test_what_a_person_kept_in_the_same_minute_stays_given(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo)
    dated(ours, logo)
    keep(promise=update, by=act(ours.owner), at=MONDAY + 2 * DAY)
    said = call(ours, logo)
    take_back(telling=said, by=act(ours.owner), at=MONDAY + 3 * DAY)
    update.refresh_from_db()
    assert update.kept_at == MONDAY + 2 * DAY


def test_a_telling_taken_over_and_taken_back_owes_the_update_again(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo)
    dated(ours, logo)
    call(ours, logo)
    by: dict[str, Any] = {"asked_by": US, "by": act(ours.owner), "at": MONDAY + 3 * DAY}
    site = replace(promise=logo, text="Website", due=LAST_FRIDAY, **by)
    take_back(telling=site.tellings.get(), by=act(ours.owner), at=MONDAY + 3 * DAY)
    update.refresh_from_db()
    assert update.is_open


def test_hearing_that_there_is_no_date_is_not_the_update(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo, told=PHONE)
    call(ours, logo)
    update.refresh_from_db()
    assert update.is_open


def test_their_new_date_is_the_news_they_owed(ours: Cast) -> None:
    photos = theirs(ours)
    update = unknown(ours, photos)
    dated(ours, photos)
    update.refresh_from_db()
    assert update.kept_at == MONDAY + DAY


@pytest.mark.parametrize("told", [PHONE, None])
def test_an_update_may_put_off_to_the_next(ours: Cast, told: Telling.How | None) -> None:
    logo = promise(ours)
    first = unknown(ours, logo)
    second = unknown(ours, logo, until=LAST_FRIDAY, at=MONDAY + DAY, told=told)
    first.refresh_from_db()
    assert (first.is_open, second.is_open) == (told is None, True)


def put_off(ours: Cast, logo: Promise) -> tuple[Promise, Promise]:
    """Two updates: the first put off to the second in silence."""
    first = unknown(ours, logo)
    return first, unknown(ours, logo, until=LAST_FRIDAY, at=MONDAY + DAY)


def opens(*updates: Promise) -> list[bool]:
    for update in updates:
        update.refresh_from_db()
    return [update.is_open for update in updates]


def test_hearing_of_the_next_update_is_the_one_put_off_in_silence(ours: Cast) -> None:
    logo = promise(ours)
    both = put_off(ours, logo)
    said = call(ours, logo)
    assert opens(*both) == [False, True]
    take_back(telling=said, by=act(ours.owner), at=MONDAY + 3 * DAY)
    assert opens(*both) == [True, True]


def test_a_date_they_hear_of_ends_every_update(ours: Cast) -> None:
    logo = promise(ours)
    both = put_off(ours, logo)
    dated(ours, logo, told=PHONE)
    assert opens(*both) == [False, False]


def test_what_is_done_ends_every_update_and_begins_each_again(ours: Cast) -> None:
    logo = promise(ours)
    both = put_off(ours, logo)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + 2 * DAY)
    assert opens(*both) == [False, False]
    reopen(promise=logo, by=act(ours.owner), at=MONDAY + 3 * DAY)
    assert opens(*both) == [True, True]


def test_what_was_put_off_goes_with_what_they_agreed_to_withdraw(ours: Cast) -> None:
    logo = promise(ours)
    both = put_off(ours, logo)
    by: dict[str, Any] = {"asked_by": US, "by": act(ours.owner), "at": MONDAY + 2 * DAY}
    site = replace(promise=logo, text="Website", due=LAST_FRIDAY, **by)
    assert opens(*both) == [True, True]
    withdraw(promise=site, **by | {"asked_by": AGREED})
    assert opens(*both) == [False, False]


def test_what_they_agreed_to_withdraw_takes_its_update_with_it(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo)
    withdraw(promise=logo, asked_by=AGREED, by=act(ours.owner), at=MONDAY + DAY)
    update.refresh_from_db()
    assert (update.kept, update.withdrawn_asked_by) == (Kept.WITHDRAWN, AGREED)
    assert (journal().event, journal().subject_id) == ("promise.withdrawn", update.pk)


def test_what_we_withdrew_alone_is_news_they_are_owed(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo)
    withdraw(promise=logo, asked_by=US, by=act(ours.owner), at=MONDAY + DAY)
    call(ours, logo, told_at=MONDAY + 2 * HOUR)
    update.refresh_from_db()
    assert update.is_open
    call(ours, logo)
    update.refresh_from_db()
    assert update.kept_at == MONDAY + 2 * DAY


def test_a_successor_owes_the_update_of_its_predecessor(ours: Cast) -> None:
    logo = promise(ours)
    update = unknown(ours, logo)
    by: dict[str, Any] = {"asked_by": US, "by": act(ours.owner), "at": MONDAY + DAY}
    site = replace(promise=logo, text="Website", due=LAST_FRIDAY, **by)
    call(ours, site)
    update.refresh_from_db()
    assert update.kept_at == MONDAY + 2 * DAY
