from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.queries import cadence_of
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.regular import begin_updates, end_updates, owe_next
from makegood.domain.promises.actions.reporting import hear, write_update
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise, Telling, Update
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    FRIDAY,
    HOUR,
    MONDAY,
    NEXT_FRIDAY,
    WEDNESDAY,
    act,
    day,
    promise,
    refused,
)

FRIDAYS = Rhythm(weekday=4)
KINDS = Promise.Kind


@pytest.fixture
def logo(ours: Cast) -> Engagement:
    return begin(customer=ours.bakery, name="the logo", by=act(ours.owner), at=MONDAY)


def fridays(ours: Cast, logo: Engagement, rhythm: Rhythm = FRIDAYS) -> bool:
    by = act(ours.owner)
    return begin_updates(engagement=logo, rhythm=rhythm, member=ours.owner, by=by, at=MONDAY)


def owed() -> Promise:
    return Promise.objects.get(regular=True, kept_at=None, withdrawn_at=None)


def test_switching_it_on_promises_the_first_update(ours: Cast, logo: Engagement) -> None:
    assert fridays(ours, logo)
    first = owed()
    assert (str(first), first.kind, first.due) == ("Update: the logo", KINDS.UPDATE, FRIDAY)
    assert (first.by, first.to, first.customer, first.visible, first.owner) == (
        "business",
        "customer",
        ours.bakery,
        True,
        ours.owner,
    )


def test_another_rhythm_leaves_what_was_promised(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    fridays(ours, logo, Rhythm(working_days=1))
    assert owed().due == FRIDAY


def test_keeping_it_promises_the_next_and_only_once(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    keep(promise=owed(), by=act(ours.owner), at=MONDAY + 2 * DAY)
    owe_next(engagement=logo, by=act(ours.owner), at=MONDAY + 2 * DAY)
    assert owed().due == NEXT_FRIDAY
    work_off()
    assert owe_next(engagement=logo, by=act(ours.owner), at=MONDAY + 2 * DAY) is None
    assert Promise.objects.filter(regular=True).count() == 2


def test_the_next_follows_by_itself(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    keep(promise=owed(), by=act(ours.owner), at=MONDAY + 2 * DAY)
    work_off()
    made = Entry.objects.filter(event="promise.made").order_by("id").last()
    assert made is not None
    assert (made.subject_id, made.by_rule) == (owed().pk, "updates go on")


def test_in_the_new_rhythm_the_next_follows_the_one_promised(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    fridays(ours, logo, Rhythm(working_days=3))
    keep(promise=owed(), by=act(ours.owner), at=MONDAY + 3 * DAY)
    owe_next(engagement=logo, by=act(ours.owner), at=MONDAY + 3 * DAY)
    assert owed().due == day(8)  # The studio has no hours yet: every day counts.


def said_and_heard(ours: Cast, logo: Engagement, rhythm: Rhythm) -> None:
    """Written on Monday, and heard on Tuesday, when the rhythm is another."""
    who: dict[str, Any] = {"member": ours.owner, "by": act(ours.owner)}
    said = write_update(
        engagement=logo, says=Update.Says.ON_TRACK, words="", address="", seen=0, **who, at=MONDAY
    )
    begin_updates(engagement=logo, rhythm=rhythm, **who, at=MONDAY + HOUR)
    hear(
        said=said, how=Telling.How.PHONE, heard_at=MONDAY + DAY, by=act(ours.owner), at=MONDAY + DAY
    )
    owe_next(engagement=logo, by=act(ours.owner), at=MONDAY + DAY)


def test_a_day_named_in_another_rhythm_is_no_promise(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    said_and_heard(ours, logo, Rhythm(working_days=3))
    assert owed().due == FRIDAY  # Named was the Friday after.


def test_a_day_that_was_named_holds_to_its_end(ours: Cast, logo: Engagement) -> None:
    daily = Rhythm(working_days=1)
    fridays(ours, logo, daily)
    said_and_heard(ours, logo, daily)
    assert owed().due == day(3)


def test_a_missed_update_is_a_missed_promise_and_still_owed(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    late = owed()
    assert owe_next(engagement=logo, by=act(ours.owner), at=AFTER_FRIDAY) is None
    keep(promise=late, by=act(ours.owner), at=AFTER_FRIDAY + 2 * DAY)
    assert late.kept == "late"
    owe_next(engagement=logo, by=act(ours.owner), at=AFTER_FRIDAY + 2 * DAY)
    assert owed().due == NEXT_FRIDAY


def test_one_withdrawn_by_hand_is_followed_by_the_next(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    asked = Promise.AskedBy.CUSTOMER
    withdraw(promise=owed(), asked_by=asked, by=act(ours.owner), at=MONDAY + HOUR)
    owe_next(engagement=logo, by=act(ours.owner), at=MONDAY + HOUR)
    assert owed().is_open


@pytest.mark.parametrize("asked", [Promise.AskedBy.US, Promise.AskedBy.CUSTOMER])
def test_switching_it_off_withdraws_as_it_was_asked(
    ours: Cast, logo: Engagement, asked: Promise.AskedBy
) -> None:
    fridays(ours, logo)
    first = owed()
    off: dict[str, Any] = {
        "engagement": logo,
        "asked_by": asked,
        "member": ours.owner,
        "by": act(ours.owner),
    }
    assert end_updates(**off, at=MONDAY + DAY)
    assert not end_updates(**off, at=MONDAY + DAY)
    work_off()
    first.refresh_from_db()
    assert first.withdrawn_asked_by == asked
    assert not Promise.objects.filter(regular=True, withdrawn_at=None).exists()
    assert cadence_of(logo) is None


def test_begun_again_it_counts_from_then(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    us = Promise.AskedBy.US
    by = act(ours.owner)
    end_updates(engagement=logo, asked_by=us, member=ours.owner, by=by, at=MONDAY + DAY)
    later = MONDAY + timedelta(days=15)
    begin_updates(engagement=logo, rhythm=FRIDAYS, member=ours.owner, by=by, at=later)
    assert owed().due == day(20)


def test_delivered_it_ends_and_taken_back_it_goes_on(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    first, by = owed(), act(ours.owner)
    files = promise(ours, engagement=logo, kind=KINDS.DELIVERY)
    print_ = promise(ours, engagement=logo, kind=KINDS.DELIVERY)
    keep(promise=files, by=by, at=MONDAY + HOUR)
    work_off()
    assert owed() == first
    keep(promise=print_, by=by, at=MONDAY + HOUR)
    work_off()
    first.refresh_from_db()
    assert first.withdrawn_asked_by == Promise.AskedBy.DONE
    assert cadence_of(logo) is None
    ended = Entry.objects.get(event="cadence.ended")
    assert (ended.by, ended.by_rule) == ("rule", "delivered")
    with refused("nothing left to tell"):
        fridays(ours, logo)
    reopen(promise=print_, by=by, at=MONDAY + 2 * HOUR)
    work_off()
    assert owed() == first
    assert cadence_of(logo) is not None


def test_kept_by_mistake_the_next_was_a_mistake_too(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    first, by = owed(), act(ours.owner)
    keep(promise=first, by=by, at=MONDAY + HOUR)
    following = owe_next(engagement=logo, by=by, at=MONDAY + HOUR)
    assert following is not None
    assert reopen(promise=first, by=by, at=MONDAY + HOUR)
    following.refresh_from_db()
    assert following.withdrawn_asked_by == Promise.AskedBy.MISTAKE
    assert owed() == first


def test_long_kept_it_stays_kept(ours: Cast, logo: Engagement) -> None:
    fridays(ours, logo)
    first, by = owed(), act(ours.owner)
    keep(promise=first, by=by, at=MONDAY + HOUR)
    owe_next(engagement=logo, by=by, at=MONDAY + HOUR)
    with refused("promised already"):
        reopen(promise=first, by=by, at=MONDAY + 3 * HOUR)


def test_an_update_of_an_unknown_date_is_no_regular_one(ours: Cast, logo: Engagement) -> None:
    promise(ours, engagement=logo, kind=KINDS.UPDATE, due=WEDNESDAY)
    fridays(ours, logo)
    assert owed().due == FRIDAY
