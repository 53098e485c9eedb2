"""What follows when a prerequisite arrives: through the journal's deliveries, and once."""

from __future__ import annotations

from django.db.models import QuerySet

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import carry_out
from makegood.foundation.journal.models import Delivery, Entry
from tests.cast import Cast
from tests.domain.promises.actions.test_waiting import THURSDAY_WEEK, weekdays
from tests.domain.promises.hands import HOUR, MONDAY, act, day, promise, theirs

AT = THURSDAY_WEEK + HOUR


def late_photos(ours: Cast) -> tuple[Promise, Promise]:
    weekdays(ours)
    logo, photos = promise(ours), theirs(ours)
    wait_for(promise=logo, on=photos, working_days=3, by=act(ours.owner), at=MONDAY)
    keep(promise=photos, by=act(ours.owner), at=THURSDAY_WEEK)
    return logo, photos


def on_its_way(event: str, reaction: str) -> QuerySet[Delivery]:
    """Deliveries of these events to the one reaction."""
    found = Delivery.objects.filter(entry__event=event, reaction__endswith=f".{reaction}")
    return found.order_by("pk")


def deliver() -> list[bool]:
    return [
        carry_out(delivery_id=one.pk, at=AT)
        for one in on_its_way("promise.kept", "prerequisite_arrived")
    ]


def test_the_arrival_moves_what_waited_through_its_delivery(ours: Cast) -> None:
    logo, photos = late_photos(ours)
    assert not logo.moves.exists()
    assert deliver() == [True]
    logo.refresh_from_db()
    assert logo.due == day(17)
    moved = Entry.objects.get(event="promise.moved")
    arrived = Entry.objects.get(event="promise.kept", subject_id=photos.pk)
    assert (moved.by, moved.by_rule, moved.by_id) == ("rule", "prerequisite arrived", arrived.pk)
    assert (moved.recorded_at, moved.subject_id) == (AT, logo.pk)


def test_a_delivery_carried_out_again_moves_nothing(ours: Cast) -> None:
    logo, _ = late_photos(ours)
    assert deliver() + deliver() == [True, False]
    Delivery.objects.update(done_at=None)
    assert deliver() == [True]
    assert logo.moves.count() == 1


def test_what_was_no_arrival_after_all_moves_nothing(ours: Cast) -> None:
    logo, photos = late_photos(ours)
    reopen(promise=photos, by=act(ours.owner), at=THURSDAY_WEEK)
    deliver()
    assert not logo.moves.exists()


def test_what_was_withdrawn_is_waited_for_no_more_through_its_delivery(ours: Cast) -> None:
    logo, photos = promise(ours), theirs(ours)
    wait_for(promise=logo, on=photos, working_days=3, by=act(ours.owner), at=MONDAY)
    asked = Promise.AskedBy.CUSTOMER
    withdraw(promise=photos, asked_by=asked, by=act(ours.owner), at=THURSDAY_WEEK)
    assert logo.waits.exists()
    (delivery,) = on_its_way("promise.withdrawn", "prerequisite_withdrawn")
    assert carry_out(delivery_id=delivery.pk, at=AT)
    assert not logo.waits.exists()
    ended = Entry.objects.get(event="promise.waits_no_more")
    assert (ended.by_rule, ended.facts["on"]) == ("prerequisite withdrawn", photos.pk)
