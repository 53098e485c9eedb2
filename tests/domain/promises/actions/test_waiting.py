from __future__ import annotations

from typing import Any

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.moving import move_to_unknown
from makegood.domain.promises.actions.waiting import carry_on, free, wait_for, wait_no_more
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise, Waiting
from makegood.foundation.accounts.actions import set_hours
from makegood.foundation.journal.events import Actor
from makegood.kit.office_hours import Period
from tests.cast import Cast
from tests.domain.promises.hands import (
    DAY,
    FRIDAY,
    HOUR,
    MONDAY,
    NEXT_FRIDAY,
    WEDNESDAY,
    act,
    day,
    journal,
    nothing_written,
    promise,
    refused,
    said_by,
    theirs,
)

RULE = Actor("rule", rule="prerequisite arrived")
THURSDAY_WEEK = MONDAY + 10 * DAY


def wait(ours: Cast, one: Promise, on: Promise, days: int = 3) -> Waiting:
    return wait_for(promise=one, on=on, working_days=days, by=act(ours.colleague), at=MONDAY)


def weekdays(ours: Cast) -> None:
    nine_to_five = (Period(540, 1020),)
    week = [nine_to_five if n < 5 else () for n in range(7)]
    set_hours(week=week, by=act(ours.owner), at=MONDAY)


def arrives(ours: Cast, photos: Promise, **said: Any) -> list[Move]:
    at = said.pop("at", THURSDAY_WEEK)
    keep(promise=photos, by=act(ours.owner), at=at, **said)
    return carry_on(awaited=photos, by=RULE, at=at)


def test_who_let_it_wait_is_written(ours: Cast) -> None:
    logo, photos = promise(ours), theirs(ours)
    row = wait(ours, logo, photos)
    assert (row.promise, row.on, row.working_days, row.since) == (logo, photos, 3, MONDAY)
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.waits", ("member", ours.colleague.pk))
    assert entry.facts == {"on": photos.pk, "working_days": 3}


def test_waiting_twice_is_waiting_once(ours: Cast) -> None:
    logo, photos = promise(ours), theirs(ours)
    row = wait(ours, logo, photos)
    with nothing_written():
        assert wait(ours, logo, photos) == row
    assert wait(ours, logo, photos, days=5).working_days == 5
    assert journal().facts["working_days"] == 5


def test_no_circle_is_closed(ours: Cast) -> None:
    logo, photos, site = promise(ours), theirs(ours), promise(ours, text="Site")
    wait(ours, logo, photos)
    wait(ours, site, logo)
    for one, other in ((photos, site), (logo, site), (logo, logo)):
        with refused("waits for this one already"):
            wait(ours, one, other)


def test_nothing_waits_for_what_has_ended(ours: Cast) -> None:
    logo, photos = promise(ours), theirs(ours)
    withdraw(promise=photos, asked_by=Promise.AskedBy.US, by=act(ours.owner), at=MONDAY)
    with refused("nothing to wait for"):
        wait(ours, logo, photos)
    with refused("nothing to wait for"):
        wait(ours, photos, logo)


def unknown(ours: Cast, logo: Promise) -> Promise:
    """No date for now; the update that is owed instead."""
    move_to_unknown(
        promise=logo,
        until=NEXT_FRIDAY,
        update_text="When we can go on",
        reason=Move.Reason.WAITING,
        seen=0,
        by=act(ours.owner),
        at=MONDAY,
        member=ours.owner,
    )
    assert logo.next_update is not None
    return logo.next_update


def test_nothing_waits_for_the_news_about_itself(ours: Cast) -> None:
    logo, site = promise(ours), promise(ours, text="Site")
    update = unknown(ours, logo)
    with refused("its own news"):
        wait(ours, logo, update)
    wait(ours, update, site)
    for one, other in ((update, logo), (site, logo)):
        with refused("waits for this one already"):
            wait(ours, one, other)


def test_what_will_not_come_is_waited_for_no_more_and_moves_nothing(ours: Cast) -> None:
    weekdays(ours)
    logo, photos, texts = promise(ours), theirs(ours), theirs(ours, text="Texts")
    wait(ours, logo, photos)
    wait(ours, logo, texts)
    asked: dict[str, Any] = {"asked_by": Promise.AskedBy.CUSTOMER, "by": act(ours.owner)}
    withdraw(promise=photos, at=THURSDAY_WEEK, **asked)
    assert free(withdrawn=photos, by=RULE, at=THURSDAY_WEEK) == 1
    entry = journal()
    assert (entry.event, entry.by, entry.subject_id) == ("promise.waits_no_more", "rule", logo.pk)
    logo.refresh_from_db()
    assert (logo.due, logo.due_number) == (FRIDAY, 0)
    assert [link.on for link in logo.waits.all()] == [texts]
    with nothing_written():
        assert free(withdrawn=photos, by=RULE, at=THURSDAY_WEEK) == 0


def test_the_days_of_work_are_a_number_that_makes_sense(ours: Cast) -> None:
    logo, photos = promise(ours), theirs(ours)
    for days in (-1, 251):
        with refused("0 to 250"):
            wait(ours, logo, photos, days)


def test_waiting_ends_once(ours: Cast) -> None:
    logo, photos = promise(ours), theirs(ours)
    row = wait(ours, logo, photos)
    again = Waiting.objects.get(pk=row.pk)
    assert wait_no_more(waiting=row, by=act(ours.owner), at=MONDAY + HOUR)
    assert (journal().event, journal().facts) == ("promise.waits_no_more", {"on": photos.pk})
    with nothing_written():
        assert not wait_no_more(waiting=again, by=act(ours.owner), at=MONDAY + HOUR)


def test_what_came_late_moves_ours_once_by_the_rule(ours: Cast) -> None:
    weekdays(ours)
    logo, photos = promise(ours), theirs(ours)
    wait(ours, logo, photos)
    (row,) = arrives(ours, photos)
    logo.refresh_from_db()
    assert logo.due == day(17)
    assert (row.rule, row.member, row.reason) == (
        "prerequisite arrived",
        None,
        "waiting_on_customer",
    )
    assert (logo.due_first, logo.due_number, logo.told_through) == (FRIDAY, 1, -1)
    assert not logo.tellings.exists()
    with nothing_written():
        assert carry_on(awaited=photos, by=RULE, at=THURSDAY_WEEK) == []


def test_what_came_in_time_moves_nothing(ours: Cast) -> None:
    weekdays(ours)
    logo, photos = promise(ours), theirs(ours)
    wait(ours, logo, photos)
    assert arrives(ours, photos, at=WEDNESDAY.late_after) == []


def test_a_date_that_is_later_anyway_stays(ours: Cast) -> None:
    weekdays(ours)
    logo, photos = promise(ours, due=day(31)), theirs(ours)
    wait(ours, logo, photos)
    assert arrives(ours, photos) == []


def test_what_has_ended_is_not_moved(ours: Cast) -> None:
    weekdays(ours)
    logo, photos = promise(ours), theirs(ours)
    wait(ours, logo, photos)
    keep(promise=logo, by=act(ours.owner), at=MONDAY)
    assert arrives(ours, photos) == []


def test_while_another_thing_is_late_ours_does_not_move(ours: Cast) -> None:
    weekdays(ours)
    logo, photos, texts = promise(ours), theirs(ours), theirs(ours, text="Texts")
    wait(ours, logo, photos, days=10)
    wait(ours, logo, texts, days=1)
    assert arrives(ours, photos) == []
    (row,) = arrives(ours, texts, at=THURSDAY_WEEK + DAY)
    assert row.new_due == day(26)


def test_a_promise_without_a_date_gets_one(ours: Cast) -> None:
    weekdays(ours)
    logo, photos = promise(ours), theirs(ours)
    wait(ours, logo, photos)
    unknown(ours, logo)
    (row,) = arrives(ours, photos)
    assert (row.old_due, row.new_due) == (None, day(17))


def test_a_business_that_never_opens_is_not_promised_for(ours: Cast) -> None:
    set_hours(week=[()] * 7, by=act(ours.owner), at=MONDAY)
    logo, photos = promise(ours), theirs(ours)
    wait(ours, logo, photos)
    assert arrives(ours, photos) == []


def test_what_is_open_again_moves_nothing(ours: Cast) -> None:
    weekdays(ours)
    logo, photos = promise(ours), theirs(ours)
    wait(ours, logo, photos)
    keep(promise=photos, by=act(ours.owner), at=THURSDAY_WEEK)
    reopen(promise=photos, by=act(ours.owner), at=THURSDAY_WEEK)
    assert carry_on(awaited=photos, by=RULE, at=THURSDAY_WEEK) == []
