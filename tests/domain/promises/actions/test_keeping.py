from __future__ import annotations

from datetime import timedelta
from typing import Any

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.withdrawing import stand_again, withdraw
from makegood.domain.promises.events import PromiseKept
from makegood.domain.promises.models import Move, Promise
from makegood.domain.promises.rules.standing import Kept
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    FRIDAY,
    HOUR,
    MONDAY,
    NEXT_FRIDAY,
    act,
    journal,
    nothing_written,
    promise,
    refused,
    said_by,
    theirs,
)


def unknown(ours: Cast, logo: Promise | None = None) -> tuple[Promise, Promise]:
    """A promise without a date, and the update that it hangs on."""
    logo = logo or promise(ours)
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
    return logo, logo.next_update


def test_a_kept_promise_says_who_kept_it_and_when(ours: Cast) -> None:
    logo = promise(ours)
    assert keep(promise=logo, by=act(ours.colleague), at=MONDAY + HOUR)
    assert (logo.kept_at, logo.kept, logo.is_open) == (MONDAY + HOUR, Kept.EARLY, False)
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.kept", ("member", ours.colleague.pk))
    assert (entry.happened_at, entry.recorded_at) == (MONDAY + HOUR, MONDAY + HOUR)
    assert (entry.customer_id, entry.subject_id) == (ours.bakery.pk, logo.pk)
    assert entry.facts == {"kept": "early"}


def test_what_was_done_earlier_is_kept_then_and_entered_now(ours: Cast) -> None:
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=AFTER_FRIDAY, kept_at=FRIDAY.late_after)
    assert (logo.kept_at, logo.kept) == (FRIDAY.late_after, Kept.ON_TIME)
    assert (journal().happened_at, journal().recorded_at) == (FRIDAY.late_after, AFTER_FRIDAY)


def test_a_promise_is_kept_once_however_often_pressed(ours: Cast) -> None:
    logo = promise(ours)
    stale = Promise.objects.get(pk=logo.pk)
    assert keep(promise=logo, by=act(ours.owner), at=MONDAY + HOUR)
    with nothing_written():
        assert not keep(promise=logo, by=act(ours.owner), at=MONDAY + 2 * HOUR)
        assert not keep(promise=stale, by=act(ours.colleague), at=MONDAY + 2 * HOUR)
    assert stale.kept_at == MONDAY + HOUR


def test_nothing_is_kept_in_the_future(ours: Cast) -> None:
    logo = promise(ours)
    with refused("still ahead"):
        keep(promise=logo, by=act(ours.owner), at=MONDAY, kept_at=MONDAY + timedelta(seconds=1))


def test_nothing_is_kept_before_it_was_promised(ours: Cast) -> None:
    logo = promise(ours)
    with refused("before it was promised"):
        keep(promise=logo, by=act(ours.owner), at=MONDAY + DAY, kept_at=MONDAY - HOUR)


def test_what_was_withdrawn_is_kept_no_more(ours: Cast) -> None:
    logo = promise(ours)
    withdraw(promise=logo, asked_by=Promise.AskedBy.US, by=act(ours.owner), at=MONDAY)
    with refused("was withdrawn"):
        keep(promise=logo, by=act(ours.owner), at=MONDAY + HOUR)


def test_an_update_is_not_kept_while_a_date_hangs_on_it(ours: Cast) -> None:
    logo, update = unknown(ours)
    with refused("First say a new date"):
        keep(promise=update, by=act(ours.owner), at=MONDAY + HOUR)
    move(
        promise=logo,
        to=NEXT_FRIDAY,
        reason=Move.Reason.SUPPLIER,
        seen=1,
        by=act(ours.owner),
        at=MONDAY + HOUR,
        member=ours.owner,
    )
    assert keep(promise=update, by=act(ours.owner), at=MONDAY + HOUR)


def test_what_was_kept_without_a_date_is_judged_by_the_first(ours: Cast) -> None:
    logo, _ = unknown(ours)
    keep(promise=logo, by=act(ours.owner), at=FRIDAY.late_after)
    reopen(promise=logo, by=act(ours.owner), at=AFTER_FRIDAY)
    keep(promise=logo, by=act(ours.owner), at=AFTER_FRIDAY)
    kept = Entry.objects.filter(subject_id=logo.pk, event="promise.kept").order_by("pk")
    assert [entry.facts["kept"] for entry in kept] == ["on_time", "late"]


def test_a_promise_opened_again_remembers_both(ours: Cast) -> None:
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + HOUR)
    assert reopen(promise=logo, by=act(ours.colleague), at=MONDAY + 2 * HOUR)
    assert logo.is_open
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.reopened", ("member", ours.colleague.pk))
    assert (entry.recorded_at, entry.phase, entry.facts) == (MONDAY + 2 * HOUR, "", {})
    with nothing_written():
        assert not reopen(promise=logo, by=act(ours.owner), at=MONDAY + 3 * HOUR)


def test_what_was_withdrawn_is_not_opened_again(ours: Cast) -> None:
    logo = promise(ours)
    withdraw(promise=logo, asked_by=Promise.AskedBy.US, by=act(ours.owner), at=MONDAY)
    with nothing_written():
        assert not reopen(promise=logo, by=act(ours.owner), at=MONDAY + HOUR)


def test_a_promise_without_a_date_is_not_opened_again_once_its_update_came(ours: Cast) -> None:
    logo, update = unknown(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + HOUR)
    came: dict[str, Any] = {"withdrawn_at": None, "withdrawn_asked_by": "", "kept_at": MONDAY}
    Promise.objects.filter(pk=update.pk).update(**came)
    record(PromiseKept(subject_id=update.pk, kept=Kept.EARLY), by=act(ours.owner), at=MONDAY + HOUR)
    with refused("its update has come"):
        reopen(promise=logo, by=act(ours.owner), at=MONDAY + 2 * HOUR)


def test_nobody_needs_to_hear_when_once_it_is_there(ours: Cast) -> None:
    logo, update = unknown(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + 2 * DAY, kept_at=MONDAY + DAY)
    update.refresh_from_db()
    assert (update.withdrawn_asked_by, update.withdrawn_at) == ("done", MONDAY + DAY)
    entry = journal()
    assert (entry.event, entry.subject_id, entry.by) == ("promise.withdrawn", update.pk, "rule")


def test_what_they_owed_us_is_news_once_it_is_here(ours: Cast) -> None:
    photos, update = unknown(ours, theirs(ours))
    keep(promise=photos, by=act(ours.owner), at=MONDAY + DAY)
    update.refresh_from_db()
    assert update.kept_at == MONDAY + DAY
    reopen(promise=photos, by=act(ours.owner), at=MONDAY + DAY)
    update.refresh_from_db()
    assert update.is_open


def test_what_is_open_again_owes_its_update_again(ours: Cast) -> None:
    logo, update = unknown(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + DAY)
    reopen(promise=logo, by=act(ours.owner), at=MONDAY + DAY + HOUR)
    update.refresh_from_db()
    assert (logo.is_open, update.is_open) == (True, True)
    restored = Entry.objects.get(event="promise.restored")
    assert (restored.subject_id, restored.by) == (update.pk, "rule")
    assert keep(promise=logo, by=act(ours.owner), at=MONDAY + 2 * DAY)


def test_what_was_given_in_the_same_minute_is_not_owed_again(ours: Cast) -> None:
    """The update was heard, and in that very minute the work was done: two things, not one."""
    photos, update = unknown(ours, theirs(ours))
    said: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + DAY}
    reason = Move.Reason.SUPPLIER
    move(promise=photos, to=NEXT_FRIDAY, reason=reason, seen=1, member=ours.owner, **said)
    keep(promise=photos, **said)
    reopen(promise=photos, **said)
    update.refresh_from_db()
    assert update.kept_at == MONDAY + DAY


def test_the_rule_says_which_entry_ended_the_update(ours: Cast) -> None:
    logo, update = unknown(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + DAY)
    cause = Entry.objects.get(subject_id=logo.pk, event="promise.kept")
    ended = Entry.objects.get(subject_id=update.pk, event="promise.withdrawn")
    assert (ended.by_rule, ended.by_id) == ("promise kept", cause.pk)


def test_only_what_a_rule_withdrew_stands_again(ours: Cast) -> None:
    logo = promise(ours)
    withdraw(promise=logo, asked_by=Promise.AskedBy.AGREED, by=act(ours.owner), at=MONDAY)
    with nothing_written():
        assert not stand_again(promise=logo, by=act(ours.owner), at=MONDAY)
    site, done = promise(ours), Promise.AskedBy.DONE
    with refused("Say who asked"):
        withdraw(promise=site, asked_by=done, by=act(ours.owner), at=MONDAY)


def test_how_early_it_was_is_decided_once(ours: Cast) -> None:
    """Kept on Thursday evening in Berlin; in Tokyo Friday has begun by then."""
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=FRIDAY.opening - HOUR)
    Promise.objects.filter(pk=logo.pk).update(zone="Asia/Tokyo")
    logo.refresh_from_db()
    assert logo.kept == Kept.EARLY
    reopen(promise=logo, by=act(ours.owner), at=FRIDAY.opening)
    assert not logo.kept_early
