"""Is it right now? Asked twice at most; only a yes is put right."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.verifying import (
    answer,
    ask_verification,
    close_unanswered,
    part,
)
from makegood.domain.recovery.models import Case, How, Step, Verification
from makegood.domain.recovery.queries.progress import standing_remedy
from makegood.foundation.journal.events import Actor
from tests.cast import Cast
from tests.domain.promises.hands import BAKERY, DAY, HOUR, MONDAY, act
from tests.domain.recovery.hands import (
    by,
    events,
    listened_to,
    nothing_written,
    opened,
    promised,
    put_right,
    refused,
    said_right,
    sign,
    step,
)

TUESDAY = MONDAY + DAY + HOUR


def ask(ours: Cast, case: Case, number: int = 1, at: datetime = TUESDAY) -> Verification:
    said: dict[str, Any] = {"words": "", "address": BAKERY, "member": ours.owner}
    return ask_verification(case=case, number=number, **said, by=act(ours.owner), at=at)


def on_their_page(ours: Cast, case: Case, *, is_right: bool, at: datetime) -> Verification:
    us = Actor("customer", ours.bakery.pk)
    said: dict[str, Any] = {"words": "", "how": How.PAGE, "member": None}
    return answer(case=case, is_right=is_right, **said, by=us, at=at)


def test_they_are_asked_by_letter_and_once_per_press(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    asked = ask(ours, case)
    assert asked.letter is not None
    assert "The sign, painted anew. That is done. Is it right now?" in asked.letter.text
    with nothing_written():
        assert ask(ours, case) == asked


def test_after_each_ask_the_next_act_has_a_time_of_its_own(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    ask(ours, case)
    steps = case.steps.filter(kind=Step.Kind.VERIFY)
    first, second = steps
    assert first.done
    assert first.promise.kept_at == TUESDAY
    assert second.promise.late_after == TUESDAY + 48 * HOUR


def test_before_it_is_put_right_there_is_nothing_to_ask(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    promised(ours, case)
    with refused("first it is put right"):
        ask(ours, case)


def test_a_third_ask_is_refused(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    for number in (1, 2):
        ask(ours, case, number)
    with refused("asked twice"):
        ask(ours, case, 3)


def test_right_closes_the_case_and_asks_where_it_came_from(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    asked = ask(ours, case)
    given = on_their_page(ours, case, is_right=True, at=MONDAY + 2 * DAY)
    assert (given, given.heard_by) == (asked, None)
    assert (case.closing, case.is_put_right) == (Case.Closing.VERIFIED, True)
    assert step(case) == Step.Kind.CAUSE
    with nothing_written():
        on_their_page(ours, case, is_right=True, at=MONDAY + 3 * DAY)


def test_right_may_be_said_at_any_time_and_lets_go_what_was_asked(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    said_right(ours, case)
    case.refresh_from_db()
    assert case.answer is not None
    assert case.answer.withdrawn_asked_by == Promise.AskedBy.DONE
    assert step(case) == Step.Kind.CAUSE


def test_not_right_asks_for_another_remedy(ours: Cast) -> None:
    case = opened(ours)
    remedy = put_right(ours, case)
    ask(ours, case)
    on_their_page(ours, case, is_right=False, at=MONDAY + 2 * DAY)
    remedy.refresh_from_db()
    assert remedy.ended_at is not None
    assert (step(case), standing_remedy(case)) == (Step.Kind.REMEDY, None)
    with nothing_written():
        on_their_page(ours, case, is_right=False, at=MONDAY + 3 * DAY)


def test_what_they_left_unanswered_of_an_earlier_remedy_stays_so(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    first = ask(ours, case)
    ask(ours, case, 2)
    on_their_page(ours, case, is_right=False, at=MONDAY + 2 * DAY)
    given = said_right(ours, case, at=MONDAY + 3 * DAY)
    first.refresh_from_db()
    assert (given.asked_at, first.answered_at) == (None, None)
    assert case.is_put_right


class TestNoAnswer:
    def asked_twice(self, ours: Cast) -> Case:
        case = opened(ours)
        put_right(ours, case)
        ask(ours, case, 1)
        ask(ours, case, 2, at=MONDAY + 3 * DAY)
        return case

    def test_after_two_asks_and_three_days_it_may_close(self, ours: Cast) -> None:
        case = self.asked_twice(ours)
        assert close_unanswered(case=case, by=act(ours.owner), at=MONDAY + 6 * DAY)
        assert (case.closing, case.is_put_right) == (Case.Closing.NO_ANSWER, False)
        assert step(case) == Step.Kind.CAUSE
        with nothing_written():
            assert not close_unanswered(case=case, by=act(ours.owner), at=MONDAY + 6 * DAY)

    def test_sooner_it_is_refused(self, ours: Cast) -> None:
        case = self.asked_twice(ours)
        with refused("three days"):
            close_unanswered(case=case, by=act(ours.owner), at=MONDAY + 6 * DAY - HOUR)

    def test_after_one_ask_it_is_refused(self, ours: Cast) -> None:
        case = opened(ours)
        put_right(ours, case)
        ask(ours, case)
        with refused("twice"):
            close_unanswered(case=case, by=act(ours.owner), at=MONDAY + 30 * DAY)

    def test_a_late_yes_counts(self, ours: Cast) -> None:
        case = self.asked_twice(ours)
        close_unanswered(case=case, by=act(ours.owner), at=MONDAY + 6 * DAY)
        on_their_page(ours, case, is_right=True, at=MONDAY + 7 * DAY)
        assert case.is_put_right
        assert events(case)[-1] == "closed"

    def test_a_late_no_opens_it_again(self, ours: Cast) -> None:
        case = self.asked_twice(ours)
        close_unanswered(case=case, by=act(ours.owner), at=MONDAY + 6 * DAY)
        on_their_page(ours, case, is_right=False, at=MONDAY + 7 * DAY)
        assert case.is_open
        assert step(case) == Step.Kind.REMEDY
        assert not case.steps.get(kind=Step.Kind.CAUSE).done


def test_where_another_of_the_same_work_is_open_that_one_goes_on(ours: Cast) -> None:
    work = sign(ours)
    case = opened(ours, engagement=work)
    put_right(ours, case)
    said_right(ours, case)
    opened(ours, engagement=work, at=MONDAY + 3 * DAY)
    given = said_right(ours, case, is_right=False, words="No.", at=MONDAY + 4 * DAY)
    assert (given.is_right, case.is_open) == (False, False)


class TestParting:
    def test_it_has_reasons_and_is_not_put_right(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        assert part(case=case, why="They want it free.", **by(ours))
        assert (case.closing, case.is_put_right) == (Case.Closing.PARTED, False)
        assert step(case) == Step.Kind.CAUSE
        with nothing_written():
            assert not part(case=case, why="They want it free.", **by(ours))

    @pytest.mark.parametrize("why", ["", "  \n "])
    def test_without_reasons_it_is_refused(self, ours: Cast, why: str) -> None:
        case = opened(ours)
        with refused("Why do we part"):
            part(case=case, why=why, **by(ours))

    def test_then_they_tell_us_anew(self, ours: Cast) -> None:
        case = opened(ours)
        part(case=case, why="They want it free.", **by(ours))
        with refused("tell us anew"):
            on_their_page(ours, case, is_right=False, at=MONDAY + DAY)


def test_of_no_work_too_one_case_is_open(ours: Cast) -> None:
    first = opened(ours)
    put_right(ours, first)
    said_right(ours, first)
    second = opened(ours, matter="The paint is wet")
    assert first.pk != second.pk
    first.refresh_from_db()
    on_their_page(ours, first, is_right=False, at=TUESDAY + DAY)
    assert list(Case.objects.filter(closed_at=None)) == [second]
