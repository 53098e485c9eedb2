from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.domain.playbook.queries import leads
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.letters import NewDate
from makegood.domain.promises.models import Move, Promise, Telling, Waiting
from makegood.domain.promises.queries.rows import line_of
from makegood.domain.promises.queries.today import AT_MOST, Today, today
from makegood.domain.promises.rules.need import Need
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.owned import Owned
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import (
    DAY,
    HOUR,
    LAST_FRIDAY,
    MINUTE,
    MONDAY,
    NEXT_FRIDAY,
    act,
    day,
    imported,
    noticed,
    promise,
    theirs,
)

TUESDAY = MONDAY + DAY


def at(now: datetime) -> Today:
    return today(now=now, hours=office_hours(now=now), leads=leads())


def groups(now: datetime) -> dict[str, list[str]]:
    return {need.name: [row.text for row in rows] for need, rows in at(now).groups.items()}


def put_off(ours: Cast, logo: Promise, **said: Any) -> None:
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY, "member": ours.owner}
    usual: dict[str, Any] = {
        "promise": logo,
        "to": LAST_FRIDAY,
        "reason": Move.Reason.REDO,
        "seen": 0,
    }
    move(**usual | who | said)


def test_today_lists_what_needs_us_in_order_of_need(ours: Cast) -> None:
    promise(ours, text="soon", due=day(5))
    promise(ours, text="far", due=LAST_FRIDAY)
    theirs(ours, text="theirs", due=day(3))
    put_off(ours, promise(ours, text="moved"))
    promise(ours, text="today", due=day(3))
    waits, on = (
        promise(ours, text="waits", due=LAST_FRIDAY),
        theirs(ours, text="photos", due=day(2)),
    )
    wait_for(promise=waits, on=on, working_days=2, by=act(ours.owner), at=MONDAY)
    known = promise(ours, text="known", due=day(2))
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY, "stated_by": ours.owner}
    tell(promise=known, how=Telling.How.PHONE, **who)
    promise(ours, text="missed", due=day(2))
    assert list(groups(TUESDAY).items()) == [
        ("MISSED", ["missed"]),
        ("LATE", ["known"]),
        ("AT_RISK", ["waits"]),
        ("TODAY", ["today"]),
        ("TO_TELL", ["moved"]),
        ("THEIRS", ["photos", "theirs"]),
        ("SOON", ["soon"]),
    ]


def test_a_lost_letter_is_not_crowded_out_by_moves_in_silence(ours: Cast) -> None:
    for n in range(AT_MOST):
        put_off(ours, promise(ours, text=f"moved {n}"), to=NEXT_FRIDAY)
    lost = promise(ours, text="lost")
    said = noticed(ours, lost, new=NewDate(LAST_FRIDAY, Move.Reason.REDO, 0))
    assert said.letter is not None
    doubted = {"state": Letter.State.UNKNOWN, "ended_at": MONDAY}
    Letter.objects.filter(pk=said.letter.pk).update(**doubted)
    assert groups(TUESDAY)["AT_RISK"] == ["lost"]


def test_what_has_no_date_and_is_not_told_waits_for_us(ours: Cast) -> None:
    logo = promise(ours, text="no date")
    move_to_unknown(
        promise=logo,
        until=LAST_FRIDAY,
        update_text="update",
        reason=Move.Reason.SUPPLIER,
        seen=0,
        by=act(ours.owner),
        at=MONDAY,
        member=ours.owner,
    )
    assert groups(TUESDAY) == {"TO_TELL": ["no date"]}


def test_much_work_for_little_time_is_at_risk_and_other_far_work_is_not_shown(ours: Cast) -> None:
    promise(ours, text="much", due=LAST_FRIDAY, effort_minutes=60 * 24 * 30)
    promise(ours, text="little", due=LAST_FRIDAY, effort_minutes=0)
    assert groups(TUESDAY) == {"AT_RISK": ["much"]}


def test_a_delivery_that_is_near_is_asked_about_whatever_its_effort(ours: Cast) -> None:
    delivery = Promise.Kind.DELIVERY
    promise(ours, text="near", due=day(5), kind=delivery)
    promise(ours, text="little work", due=day(5), kind=delivery, effort_minutes=0)
    promise(ours, text="a call", due=day(5))
    put_off(ours, promise(ours, text="moved", due=day(4), kind=delivery), to=day(5))
    assert groups(TUESDAY) == {
        "ASKED": ["near", "little work"],
        "TO_TELL": ["moved"],
        "SOON": ["a call"],
    }


def test_today_ends_at_midnight_in_the_zone_of_the_business(ours: Cast) -> None:
    promise(ours, due=day(3))
    last_second = datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC)
    assert list(groups(datetime(2026, 3, 2, 22, 59, tzinfo=UTC))) == ["SOON"]
    assert list(groups(datetime(2026, 3, 2, 23, 0, tzinfo=UTC))) == ["TODAY"]
    assert list(groups(last_second)) == ["TODAY"]
    assert list(groups(datetime(2026, 3, 3, 23, 0, tzinfo=UTC))) == ["MISSED"]


def test_what_is_done_stands_until_midnight_and_is_counted_the_day_after(ours: Cast) -> None:
    logo, photos = promise(ours), theirs(ours)
    evening = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    keep(promise=logo, by=act(ours.owner), at=evening)
    keep(promise=photos, by=act(ours.owner), at=evening - MINUTE)
    assert at(evening).done == [logo, photos]
    assert at(evening).kept_yesterday == 0
    after_midnight = evening + HOUR
    assert (at(after_midnight).done, at(after_midnight).kept_yesterday) == ([], 1)
    assert at(after_midnight + DAY).kept_yesterday == 0


def test_all_that_was_kept_yesterday_counts(ours: Cast) -> None:
    for _ in range(3):
        keep(promise=promise(ours), by=act(ours.owner), at=MONDAY)
    for _ in range(AT_MOST + 2):
        logo = promise(ours, due=NEXT_FRIDAY)
        keep(promise=logo, by=act(ours.owner), at=TUESDAY)
    assert (len(at(TUESDAY).done), at(TUESDAY).kept_yesterday) == (AT_MOST, 3)


def test_what_an_import_brought_late_is_folded(ours: Cast) -> None:
    imported(ours, text="old", due=day(2), at=TUESDAY)
    imported(ours, text="coming", due=day(5), key="2")
    found = at(TUESDAY)
    assert (groups(TUESDAY), found.imported_overdue) == ({"SOON": ["coming"]}, 1)


def test_ours_that_nobody_knows_of_is_not_crowded_out(ours: Cast) -> None:
    for n in range(AT_MOST + 5):
        theirs(ours, text=f"theirs {n}", due=day(2))
    promise(ours, text="missed", due=day(3))
    found = at(MONDAY + 2 * DAY)
    assert [row.text for row in found.groups[Need.MISSED]] == ["missed"]
    assert found.more


def test_what_waits_for_much_crowds_out_nobody(ours: Cast) -> None:
    held = promise(ours, text="held", due=LAST_FRIDAY)
    for n in range(2 * AT_MOST):
        photos = theirs(ours, text=f"photos {n}", due=day(2))
        wait_for(promise=held, on=photos, working_days=0, by=act(ours.owner), at=MONDAY)
    put_off(ours, promise(ours, text="moved"))
    found = groups(TUESDAY)
    assert (found["AT_RISK"], found["TO_TELL"]) == (["held"], ["moved"])


def test_an_empty_ledger_is_told_from_a_quiet_day(ours: Cast) -> None:
    assert at(TUESDAY).empty_ledger
    logo = promise(ours, due=LAST_FRIDAY)
    withdraw(promise=logo, asked_by=Promise.AskedBy.US, by=act(ours.owner), at=MONDAY)
    assert not at(TUESDAY).empty_ledger
    assert at(TUESDAY).groups == {}


def test_another_business_is_never_counted(cast: Cast) -> None:
    with enter(cast.salon):
        hers: dict[str, Any] = {
            "customer": cast.client_of_salon,
            "owner": cast.stranger,
            "by": act(cast.stranger),
        }
        promise(cast, due=day(2), **hers)
        keep(promise=promise(cast, **hers), by=act(cast.stranger), at=TUESDAY)
    with enter(cast.studio):
        assert at(TUESDAY) == Today(empty_ledger=True)


def one_of_each(ours: Cast) -> list[Promise]:
    logo, photos = promise(ours, due=day(2)), theirs(ours, due=day(5))
    put_off(ours, logo, to=day(4), told=Telling.How.PHONE)
    wait_for(promise=logo, on=photos, working_days=1, by=act(ours.owner), at=MONDAY)
    done = promise(ours)
    keep(promise=done, by=act(ours.owner), at=TUESDAY)
    return [logo, photos, done]


def again(model: type[Owned], times: int, **found: Any) -> list[Any]:
    """Copies of rows, as other rows."""
    rows = [row for _ in range(times) for row in model._default_manager.filter(**found)]
    for row in rows:
        row.pk = None
    return model._default_manager.bulk_create(rows)


def fill(logo: Promise, times: int) -> None:
    """The promise so many times more, each with its moves, tellings and waits."""
    copies = again(Promise, times, pk=logo.pk)
    for model in (Move, Telling, Waiting):
        for row in model._default_manager.filter(promise=logo):
            for copy in copies:
                row.pk, row.promise = None, copy
                row._state.adding = True
                row.save(force_insert=True)


def asked(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act()
    return len(queries)


def show() -> None:
    """All that the page asks of each row."""
    found = at(TUESDAY)
    for row in [*(row for rows in found.groups.values() for row in rows), *found.done]:
        line_of(row, now=TUESDAY)
        assert str(row.customer)


@pytest.mark.parametrize("more", [9, 59])
def test_today_asks_no_more_for_many_rows_than_for_one(ours: Cast, more: int) -> None:
    each = one_of_each(ours)
    few = asked(show)
    for logo in each:
        fill(logo, more)
    assert asked(show) == few
