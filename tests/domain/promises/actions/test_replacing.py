"""One promise in the place of another: what it takes over, and what it leaves behind."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.replacing import replace
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.models import Move, Promise, Telling, Waiting
from makegood.domain.promises.queries.rows import get, line_of
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    DAY,
    FRIDAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    act,
    journal,
    nothing_written,
    promise,
    refused,
    theirs,
)

PHONE = Telling.How.PHONE
US, AGREED, MISTAKE = Promise.AskedBy.US, Promise.AskedBy.AGREED, Promise.AskedBy.MISTAKE


def in_place_of(ours: Cast, logo: Promise, **said: Any) -> Promise:
    usual: dict[str, Any] = {"promise": logo, "text": "Two logos", "due": NEXT_FRIDAY}
    usual |= {"asked_by": AGREED, "by": act(ours.owner), "at": MONDAY + HOUR}
    usual |= {"member": ours.owner, "told": PHONE}
    return replace(**usual | said)


def test_a_telling_is_stated_by_a_member(ours: Cast) -> None:
    logo = promise(ours)
    with nothing_written(), pytest.raises(ValueError, match="stated by a member"):
        in_place_of(ours, logo, member=None)


def test_a_successor_inherits_the_first_due(ours: Cast) -> None:
    logo = promise(ours, kind=Promise.Kind.DELIVERY, visible=False, effort_minutes=60)
    heir = in_place_of(ours, logo)
    assert (logo.withdrawn_asked_by, logo.successor) == ("agreed", heir)
    assert (heir.due, heir.due_first, heir.made_at) == (NEXT_FRIDAY, FRIDAY, MONDAY)
    assert heir.late_after_first == FRIDAY.late_after
    assert (heir.customer, heir.kind, heir.visible) == (ours.bakery, "delivery", False)
    assert (heir.owner, heir.effort_minutes, heir.due_number) == (ours.owner, 60, 1)
    made = Entry.objects.get(event="promise.made", subject_id=heir.pk)
    assert made.facts["succeeds"] == logo.pk
    third = in_place_of(ours, heir, due=LAST_FRIDAY)
    assert (third.due_first, third.due_number) == (FRIDAY, 2)


def test_a_successor_inherits_the_first_late_second_whatever_the_zone_is_now(ours: Cast) -> None:
    logo = promise(ours)
    far = Due(zone="America/Los_Angeles", first=NEXT_FRIDAY.first, last=NEXT_FRIDAY.last)
    move(
        promise=logo,
        to=far,
        reason=Move.Reason.SUPPLIER,
        seen=0,
        by=act(ours.owner),
        at=MONDAY,
        member=ours.owner,
    )
    assert in_place_of(ours, logo, due=far).late_after_first == FRIDAY.late_after


def test_a_successor_knows_what_the_customer_was_told(ours: Cast) -> None:
    logo = promise(ours)
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + HOUR}
    tell(promise=logo, how=PHONE, stated_by=ours.colleague, **who)
    heir = in_place_of(ours, logo, asked_by=US, told=None)
    said = heir.tellings.get()
    assert (said.told_at, said.stated_by, said.through) == (MONDAY + HOUR, ours.colleague, 0)
    assert heir.told_through == 0


def test_a_successor_for_the_same_day_has_given_up_no_date(ours: Cast) -> None:
    heir = in_place_of(ours, promise(ours), due=FRIDAY)
    assert heir.due_number == 0


def test_a_successor_goes_on_numbering(ours: Cast) -> None:
    logo = promise(ours)
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + HOUR, "member": ours.owner}
    move(promise=logo, to=NEXT_FRIDAY, reason=Move.Reason.REDO, seen=0, **who)
    heir = in_place_of(ours, logo, due=LAST_FRIDAY)
    row = move(promise=heir, to=NEXT_FRIDAY, reason=Move.Reason.REDO, seen=2, **who)
    assert (heir.due_number, row.number) == (3, 3)


def test_a_promise_is_replaced_once(ours: Cast) -> None:
    logo = promise(ours)
    in_place_of(ours, logo)
    with refused("withdrawn meanwhile"):
        in_place_of(ours, logo)


def test_a_replacement_that_is_refused_withdraws_nothing(ours: Cast) -> None:
    logo = promise(ours)
    with refused("What did you promise"):
        in_place_of(ours, logo, text=" ")
    assert Promise.objects.get(pk=logo.pk).is_open


def test_a_successor_keeps_why_it_was_promised(ours: Cast) -> None:
    why = ours.bakery and journal().pk
    assert in_place_of(ours, promise(ours, because=why)).because_id == why


def test_every_date_that_was_said_stays_on_the_line(ours: Cast) -> None:
    logo = promise(ours)
    who: dict[str, Any] = {"by": act(ours.owner), "member": ours.owner}
    move(promise=logo, to=NEXT_FRIDAY, reason=Move.Reason.REDO, seen=0, at=MONDAY, **who)
    heir = in_place_of(ours, logo, due=LAST_FRIDAY)
    dues = [(row.number, row.old_due, row.new_due, row.reason) for row in heir.moves.all()]
    assert dues == [(1, FRIDAY, NEXT_FRIDAY, "redo"), (2, NEXT_FRIDAY, LAST_FRIDAY, "replaced")]
    marks = [mark.kind for mark in line_of(get(heir.pk), now=MONDAY + DAY)]
    assert marks == ["made", "moved_from", "moved_from", "due", "told_spoken"]


def test_who_asked_for_another_date_knows_of_it(ours: Cast) -> None:
    logo = promise(ours)
    with refused("how did you speak"):
        in_place_of(ours, logo, told=None)
    heir = in_place_of(ours, logo)
    assert (heir.due_number, heir.told_through) == (1, 0)
    same = in_place_of(ours, promise(ours), due=FRIDAY, told=None)
    assert (same.due_number, same.told_through) == (0, -1)


def test_nobody_is_told_of_what_they_promised_themselves(ours: Cast) -> None:
    heir = in_place_of(ours, theirs(ours), told=None)
    assert (heir.by, heir.to, heir.due_number) == ("customer", "ourselves", 1)


def test_whoever_waited_waits_on(ours: Cast) -> None:
    logo, photos, site = promise(ours), theirs(ours), promise(ours, text="Site")
    link: dict[str, Any] = {"working_days": 2, "by": act(ours.owner), "at": MONDAY}
    wait_for(promise=logo, on=photos, **link)
    wait_for(promise=site, on=logo, **link)
    heir = in_place_of(ours, logo)
    waits = Waiting.objects.order_by("pk").values_list("promise", "on", "working_days")
    assert list(waits) == [(heir.pk, photos.pk, 2), (site.pk, heir.pk, 2)]
    told = Entry.objects.filter(event="promise.waits", facts__on=heir.pk)
    assert [entry.subject_id for entry in told] == [site.pk]


def test_what_replaces_a_mistake_begins_anew(ours: Cast) -> None:
    logo = promise(ours)
    heir = in_place_of(ours, logo, asked_by=MISTAKE, at=MONDAY + HOUR, told=None)
    assert (heir.due_first, heir.due_number, heir.we_replaced) == (NEXT_FRIDAY, 0, False)
    with refused("too long for a mistake"):
        in_place_of(ours, heir, asked_by=MISTAKE, due=LAST_FRIDAY)


def test_that_we_replaced_one_on_our_own_stays_with_the_line(ours: Cast) -> None:
    heir = in_place_of(ours, promise(ours), asked_by=US)
    assert heir.we_replaced
    assert in_place_of(ours, heir, due=LAST_FRIDAY).we_replaced
    assert not in_place_of(ours, promise(ours)).we_replaced
