from __future__ import annotations

from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.telling import take_back, tell, told_by_letter
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import Told, passed_unkept, told
from makegood.foundation.journal.events import Actor
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    BERLIN,
    DAY,
    FRIDAY,
    HOUR,
    LAST_FRIDAY,
    MINUTE,
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

PHONE, PERSON = Telling.How.PHONE, Telling.How.PERSON


def put_off(ours: Cast, logo: Promise, to: Due = NEXT_FRIDAY, **said: Any) -> Move:
    usual: dict[str, Any] = {
        "reason": Move.Reason.SUPPLIER,
        "seen": logo.due_number,
        "at": MONDAY + HOUR,
    }
    usual |= {"promise": logo, "to": to, "by": act(ours.owner), "member": ours.owner}
    return move(**usual | said)


def by_phone(ours: Cast, logo: Promise, **said: Any) -> Telling:
    usual: dict[str, Any] = {
        "promise": logo,
        "how": PHONE,
        "stated_by": ours.owner,
        "by": act(ours.owner),
    }
    return tell(**usual | {"at": MONDAY + 2 * HOUR} | said)


def test_a_telling_has_both_its_times_and_who_stated_it(ours: Cast) -> None:
    logo = promise(ours)
    said = by_phone(ours, logo, stated_by=ours.colleague, told_at=MONDAY + HOUR)
    assert (said.told_at, said.entered_at) == (MONDAY + HOUR, MONDAY + 2 * HOUR)
    assert (said.stated_by, said.how, said.through) == (ours.colleague, PHONE, 0)
    assert logo.told_through == 0
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.told", ("member", ours.owner.pk))
    assert (entry.happened_at, entry.recorded_at) == (MONDAY + HOUR, MONDAY + 2 * HOUR)
    assert entry.facts == {"telling": said.pk, "how": "phone", "through": 0}


def test_telling_of_a_move_leaves_the_new_date_standing(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo)
    assert by_phone(ours, logo).through == 0
    assert (logo.due_number, logo.told_through) == (1, 0)


def test_a_second_press_is_the_same_telling(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo)
    first = by_phone(ours, logo)
    with nothing_written():
        assert by_phone(ours, logo, at=MONDAY + 2 * HOUR + MINUTE / 2) == first
    assert by_phone(ours, logo, at=MONDAY + 3 * HOUR).through == 0
    earlier = by_phone(ours, logo, at=MONDAY + 4 * HOUR, told_at=MONDAY + HOUR * 1.5)
    with nothing_written():
        assert by_phone(ours, logo, at=AFTER_FRIDAY, told_at=MONDAY + HOUR * 1.5) == earlier


def test_two_people_who_told_them_of_one_move_told_them_of_one_move(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo)
    by_phone(ours, logo)
    by_phone(ours, logo, stated_by=ours.colleague)
    assert logo.told_through == 0


def test_a_warning_before_the_move_does_not_reach_the_new_date(ours: Cast) -> None:
    logo = promise(ours)
    by_phone(ours, logo, at=MONDAY + MINUTE)
    put_off(ours, logo, told=PHONE, at=MONDAY + MINUTE * 1.5)
    assert logo.told_through == 0
    assert [said.through for said in logo.tellings.all()] == [0, 0]


def test_once_the_new_date_has_passed_too_they_are_told_of_it(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo)
    assert by_phone(ours, logo, at=NEXT_FRIDAY.late_after + HOUR).through == 1


def test_who_enters_an_old_telling_told_them_of_no_later_move(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo)
    put_off(ours, logo, FRIDAY, at=MONDAY + DAY)
    put_off(ours, logo, NEXT_FRIDAY, at=MONDAY + 2 * DAY)
    early = by_phone(ours, logo, at=MONDAY + 3 * DAY, told_at=MONDAY + MINUTE)
    assert (early.through, logo.told_through) == (0, 0)


def test_a_missed_date_whose_move_was_known_can_be_told_in_hindsight(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo, told=PHONE)
    later = NEXT_FRIDAY.late_after + DAY
    assert by_phone(ours, logo, at=later, told_at=NEXT_FRIDAY.late_after - DAY).through == 1


def test_what_is_told_after_the_promise_was_kept_is_written_too(ours: Cast) -> None:
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=AFTER_FRIDAY)
    assert by_phone(ours, logo, at=AFTER_FRIDAY + HOUR, told_at=MONDAY + HOUR).through == 0


def test_nobody_is_told_in_the_future(ours: Cast) -> None:
    logo = promise(ours)
    with refused("still ahead"):
        by_phone(ours, logo, told_at=MONDAY + 3 * HOUR)


def test_nobody_is_told_before_it_was_promised(ours: Cast) -> None:
    logo = promise(ours)
    with refused("before it was promised"):
        by_phone(ours, logo, told_at=MONDAY - HOUR)


def test_a_letter_is_stated_by_nobody(ours: Cast) -> None:
    logo = promise(ours)
    with refused("How did you tell them"):
        by_phone(ours, logo, how=Telling.How.LETTER)


def by_letter(ours: Cast, logo: Promise, through: int, told_at: datetime) -> Telling | None:
    by = Actor("rule", 1, rule="letter sent")
    return told_by_letter(promise=logo, through=through, told_at=told_at, by=by, at=told_at)


def test_a_letter_told_them_though_somebody_had_phoned(ours: Cast) -> None:
    """Both are facts, and rates show the two apart."""
    logo = promise(ours)
    put_off(ours, logo)
    by_phone(ours, logo, at=MONDAY + 2 * HOUR)
    assert by_letter(ours, logo, 0, MONDAY + 3 * HOUR) is not None
    assert [telling.how for telling in logo.tellings.all()] == ["phone", "letter"]


def test_an_earlier_letter_that_comes_after_a_later_one_tells_nothing_new(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo)
    put_off(ours, logo, to=LAST_FRIDAY)
    assert by_letter(ours, logo, 1, MONDAY + 2 * HOUR) is not None
    with nothing_written():
        assert by_letter(ours, logo, 0, MONDAY + 3 * HOUR) is None
    assert logo.told_through == 1


def test_where_no_customer_waits_nobody_is_told(ours: Cast) -> None:
    photos, to_us = theirs(ours), promise(ours, customer=None)
    for nobody in (photos, to_us):
        with refused("nobody to tell"):
            by_phone(ours, nobody)


def test_a_telling_taken_back_stays_in_the_journal(ours: Cast) -> None:
    logo = promise(ours)
    said = by_phone(ours, logo)
    assert take_back(telling=said, by=act(ours.colleague), at=MONDAY + 3 * HOUR)
    assert (said.taken_back_at, said.promise.told_through) == (MONDAY + 3 * HOUR, -1)
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.untold", ("member", ours.colleague.pk))
    assert (entry.recorded_at, entry.facts) == (MONDAY + 3 * HOUR, {"telling": said.pk})
    with nothing_written():
        assert not take_back(telling=said, by=act(ours.owner), at=MONDAY + 4 * HOUR)


def test_taking_one_back_leaves_the_others_standing(ours: Cast) -> None:
    logo = promise(ours)
    by_phone(ours, logo)
    put_off(ours, logo)
    late = by_phone(ours, logo, at=NEXT_FRIDAY.late_after + HOUR)
    take_back(telling=late, by=act(ours.owner), at=NEXT_FRIDAY.late_after + DAY)
    logo.refresh_from_db()
    assert logo.told_through == 0


STEPS = st.lists(st.one_of(st.integers(1, 9), st.just(0), st.just(-1)), min_size=1, max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_rows_of_a_story_say_of_each_due_what_a_diary_says(
    ours: Cast, steps: list[int]
) -> None:
    """Each day one step: moved so many days on, told (0) or nothing (-1)."""
    logo = promise(ours)
    diary: dict[int, datetime] = {}
    now = MONDAY
    for step in steps:
        now += DAY
        if step > 0:
            date = (now + step * DAY).date()
            if logo.due != (due := Due(zone=BERLIN, first=date, last=date)):
                put_off(ours, logo, due, at=now)
        elif step == 0:
            by_phone(ours, logo, at=now)
            assert logo.late_after is not None
            newest = logo.due_number
            reached = newest == 0 or now > logo.late_after
            for number in range(newest + reached):
                diary.setdefault(number, now)
    heard = [said.heard for said in logo.tellings.all()]
    ends = [row.old_late_after for row in logo.moves.all()] + [logo.late_after]
    for number, late_after in enumerate(ends):
        assert late_after is not None
        fact = told(number, late_after, heard, recorded=True)
        if number not in diary:
            assert fact == Told.NOT_TOLD
        else:
            was_before = not passed_unkept(late_after, None, diary[number])
            assert fact == (Told.BEFORE if was_before else Told.AFTER)


def test_told_in_the_minute_it_was_promised(ours: Cast) -> None:
    """A clock on a form knows no seconds."""
    logo = promise(ours, at=MONDAY + MINUTE / 3)
    assert by_phone(ours, logo, told_at=MONDAY).through == 0
    for earlier in (MONDAY - MINUTE, MONDAY + MINUTE / 6):
        with refused("before it was promised"):
            by_phone(ours, logo, told_at=earlier)


def test_told_in_the_minute_it_was_moved_is_told_of_the_move(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo, at=MONDAY + HOUR)
    put_off(ours, logo, LAST_FRIDAY, at=MONDAY + 2 * HOUR + MINUTE / 3)
    assert by_phone(ours, logo, at=MONDAY + 3 * HOUR, told_at=MONDAY + 2 * HOUR).through == 1


def test_told_in_the_minute_before_is_told_of_the_move_before(ours: Cast) -> None:
    logo = promise(ours)
    put_off(ours, logo, at=MONDAY + HOUR)
    put_off(ours, logo, LAST_FRIDAY, at=MONDAY + 2 * HOUR)
    said = by_phone(ours, logo, at=MONDAY + 3 * HOUR, told_at=MONDAY + 2 * HOUR - MINUTE)
    assert said.through == 0
