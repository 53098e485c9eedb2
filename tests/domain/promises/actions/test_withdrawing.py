from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.telling import take_back, tell
from makegood.domain.promises.actions.withdrawing import stand_again, withdraw
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.standing import Kept
from makegood.foundation.journal.events import Actor
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    NEXT_FRIDAY,
    act,
    imported,
    journal,
    nothing_written,
    promise,
    refused,
    said_by,
)

ASKED = Promise.AskedBy


def take(ours: Cast, logo: Promise, **said: Any) -> bool:
    usual: dict[str, Any] = {"promise": logo, "asked_by": ASKED.CUSTOMER}
    return withdraw(**usual | {"by": act(ours.colleague), "at": MONDAY + HOUR} | said)


def test_a_withdrawn_promise_says_who_asked(ours: Cast) -> None:
    logo = promise(ours)
    assert take(ours, logo, at=MONDAY + DAY, withdrawn_at=MONDAY + HOUR)
    assert (logo.withdrawn_at, logo.withdrawn_asked_by) == (MONDAY + HOUR, "customer")
    assert (logo.kept, logo.is_open) == (Kept.WITHDRAWN, False)
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.withdrawn", ("member", ours.colleague.pk))
    assert (entry.happened_at, entry.recorded_at) == (MONDAY + HOUR, MONDAY + DAY)
    assert entry.facts == {"asked_by": "customer"}


def test_a_promise_is_withdrawn_once_and_the_first_press_counts(ours: Cast) -> None:
    logo = promise(ours)
    take(ours, logo)
    with nothing_written():
        assert not take(ours, logo, asked_by=ASKED.US)


def test_what_was_kept_is_not_withdrawn(ours: Cast) -> None:
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY)
    with refused("was kept"):
        take(ours, logo)


def test_nothing_is_withdrawn_in_the_future_or_before_it_was_made(ours: Cast) -> None:
    logo = promise(ours)
    with refused("still ahead"):
        take(ours, logo, withdrawn_at=MONDAY + 2 * HOUR)
    with refused("before it was promised"):
        take(ours, logo, withdrawn_at=MONDAY - HOUR)


def test_a_mistake_is_noticed_within_the_hour(ours: Cast) -> None:
    logo, site = promise(ours), promise(ours, text="Site")
    with refused("stood too long"):
        take(ours, logo, asked_by=ASKED.MISTAKE, at=MONDAY + HOUR + MINUTE)
    assert take(ours, site, asked_by=ASKED.MISTAKE, at=MONDAY + HOUR)


def test_what_was_moved_or_told_was_no_mistake(ours: Cast) -> None:
    moved, said = promise(ours), promise(ours)
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY}
    move(
        promise=moved,
        to=NEXT_FRIDAY,
        reason=Move.Reason.SCOPE,
        seen=0,
        member=ours.owner,
        **who,
    )
    telling = tell(promise=said, how=Telling.How.PHONE, stated_by=ours.owner, **who)
    take_back(telling=telling, **who)
    for logo in (moved, said):
        with refused("stood too long"):
            take(ours, logo, asked_by=ASKED.MISTAKE)


def test_a_missed_promise_was_no_mistake(ours: Cast) -> None:
    logo = promise(ours, at=AFTER_FRIDAY - HOUR - MINUTE)
    with refused("stood too long"):
        take(ours, logo, asked_by=ASKED.MISTAKE, at=AFTER_FRIDAY - MINUTE)


def test_only_an_import_does_not_know_who_asked(ours: Cast) -> None:
    logo, old = promise(ours), imported(ours)
    with refused("Say who asked"):
        take(ours, logo, asked_by=ASKED.NOT_RECORDED)
    by = Actor("import", old.import_batch_id)
    assert take(ours, old, asked_by=ASKED.NOT_RECORDED, by=by)


def test_an_import_may_not_know_when_either(ours: Cast) -> None:
    one, other = imported(ours), imported(ours, key="2")
    by = Actor("import", one.import_batch_id)
    unknown: dict[str, Any] = {"asked_by": ASKED.NOT_RECORDED, "by": by}
    take(ours, one, **unknown)
    take(ours, other, withdrawn_at=MONDAY + MINUTE, **unknown)
    gone = promise(ours)
    take(ours, gone)
    assert [row.end_recorded for row in (one, other, gone)] == [False, True, True]


def test_an_update_that_a_date_hangs_on_is_not_withdrawn(ours: Cast) -> None:
    logo = promise(ours)
    move_to_unknown(
        promise=logo,
        until=NEXT_FRIDAY,
        update_text="When the proofs come",
        reason=Move.Reason.SUPPLIER,
        seen=0,
        by=act(ours.owner),
        at=MONDAY,
        member=ours.owner,
    )
    assert logo.next_update is not None
    with refused("First say a new date"):
        take(ours, logo.next_update)
    take(ours, logo, asked_by=Promise.AskedBy.US)
    assert take(ours, logo.next_update)


@pytest.mark.parametrize("asked_by", [ASKED.CUSTOMER, ASKED.AGREED, ASKED.US])
def test_anybody_may_have_asked(ours: Cast, asked_by: Promise.AskedBy) -> None:
    assert take(ours, promise(ours), asked_by=asked_by, at=AFTER_FRIDAY)


def test_what_a_person_withdrew_stays_withdrawn(ours: Cast) -> None:
    logo = promise(ours)
    asked = Promise.AskedBy.CUSTOMER
    withdraw(promise=logo, asked_by=asked, by=act(ours.owner), at=MONDAY + HOUR)
    with nothing_written():
        assert not stand_again(promise=logo, by=Actor("rule", 1, rule="r"), at=MONDAY + 2 * HOUR)
