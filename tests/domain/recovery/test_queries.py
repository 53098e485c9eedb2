"""Cases in lists, the causes in figures, and one case as a story."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.learning import Change, name_cause, prevent
from makegood.domain.recovery.actions.verifying import part
from makegood.domain.recovery.models import Case, Step
from makegood.domain.recovery.queries.cases import for_today, in_need, of_customer, of_work
from makegood.domain.recovery.queries.causes import counted, names
from makegood.domain.recovery.queries.progress import get
from makegood.domain.recovery.queries.story import Story, story
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, DAY, HOUR, MONDAY, act, promise
from tests.domain.promises.post import follow
from tests.domain.recovery.hands import (
    go_on,
    listened_to,
    missed,
    opened,
    promised,
    put_right,
    said_right,
    sign,
)

BERLIN = ZoneInfo("Europe/Berlin")
IN_TIME = MONDAY + 2 * HOUR


def told(case: Case, days: int = 1) -> Story:
    return story(get(case.pk), now=(MONDAY + days * DAY).astimezone(BERLIN))


class TestLists:
    def test_the_first_due_is_the_first(self, ours: Cast) -> None:
        late = listened_to(ours, opened(ours))
        soon = opened(ours, who=ours.anna)
        found = in_need(now=IN_TIME)
        assert [(one.case, one.kind) for one in found] == [
            (soon, Step.Kind.ACKNOWLEDGE),
            (late, Step.Kind.REMEDY),
        ]
        assert not any(one.is_late for one in found)

    def test_what_is_late_stands_on_today_the_longest_first(self, ours: Cast) -> None:
        opened(ours, who=ours.anna, at=MONDAY + 2 * HOUR)
        first = opened(ours)
        today = for_today(now=MONDAY + DAY)
        assert today.late[0].case == first
        assert len(today.late) == 2
        assert today.oldest is not None
        assert today.oldest.case == first
        assert for_today(now=IN_TIME).late == []

    def test_kept_in_the_ledger_it_is_late_all_the_same(self, ours: Cast) -> None:
        case = opened(ours)
        keep(promise=case.steps.get().promise, by=act(ours.owner), at=IN_TIME)
        assert [one.case for one in for_today(now=MONDAY + DAY).late] == [case]

    def test_a_case_of_nobody_stands_there_too(self, ours: Cast) -> None:
        missed(ours, owner=None)
        follow("promise.missed", at=AFTER_FRIDAY)
        assert for_today(now=AFTER_FRIDAY).without_owner == [Case.objects.get()]

    def test_they_are_found_by_customer_and_by_work(self, ours: Cast) -> None:
        work = sign(ours)
        case = opened(ours, engagement=work)
        other = opened(ours, who=ours.anna)
        assert of_customer([ours.bakery.pk]) == [case]
        assert of_customer([ours.anna.pk]) == [other]
        assert of_work(work.pk) == [case]

    def test_their_number_costs_no_question(
        self, ours: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for n in range(5):
            opened(ours, who=f"Customer {n}")
        with django_assert_num_queries(1):
            assert len([str(one.case.who) for one in in_need(now=MONDAY)]) == 5
        with django_assert_num_queries(3):
            for_today(now=MONDAY + DAY)


class TestCauses:
    def walked(self, ours: Cast, who: Any, at: int, cause: str = "Slips") -> Case:
        """A case opened and parted on that day, and its cause named."""
        when = MONDAY + at * DAY
        case = opened(ours, who=who, at=when)
        part(case=case, why="They moved.", by=act(ours.owner), at=when)
        name_cause(case=case, name=cause, whys=[], by=act(ours.owner), at=when)
        return case

    def changed(self, ours: Cast, case: Case, at: int) -> None:
        when = MONDAY + at * DAY
        change = Change(words="Clamp it", owner=ours.owner, due_on=date(2026, 5, 1), watch_days=30)
        made = prevent(case=case, change=change, by=act(ours.owner), at=when)
        keep(promise=made.promise, by=act(ours.owner), at=when)
        go_on(when)

    def test_before_and_after_are_counted_by_days(self, ours: Cast) -> None:
        first = self.walked(ours, ours.bakery, 0)
        self.walked(ours, ours.anna, 5)
        self.walked(ours, ours.anna, 6, "Paint too thin")
        self.changed(ours, first, 10)
        self.walked(ours, ours.bakery, 20)
        slips, thin = counted(now=MONDAY + 30 * DAY)
        assert (slips.n, thin.n, thin.counts) == (3, 1, None)
        assert slips.counts is not None
        assert (slips.counts.before.n, slips.counts.after.n) == (2, 1)
        assert (slips.counts.before.days, slips.counts.after.days) == (10, 20)
        assert slips.change is not None
        assert slips.change.came_back_at is not None
        assert [one.cause.name for one in for_today(now=MONDAY + 30 * DAY).came_back] == ["Slips"]

    def test_what_is_offered_is_what_was_named(self, ours: Cast) -> None:
        self.walked(ours, ours.bakery, 0)
        assert names() == ["Slips"]

    def test_their_number_costs_no_question(
        self, ours: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for n in range(4):
            self.walked(ours, ours.bakery, n, f"Cause {n}")
        with django_assert_num_queries(4):
            assert len(counted(now=MONDAY + 9 * DAY)) == 4


class TestStory:
    def whole(self, ours: Cast) -> Case:
        """Missed, heard, put right, verified, its cause named and prevented."""
        work = sign(ours)
        Engagement.objects.filter(pk=work.pk).update(value_cents=40_000)
        entry = missed(ours, engagement=work)
        case = opened(ours, engagement=work)
        assert entry.pk
        put_right(ours, case)
        said_right(ours, case)
        at: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + 2 * DAY}
        name_cause(case=case, name="Slips", whys=["No clamp"], **at)
        change = Change(words="Clamp it", owner=ours.colleague, due_on=date(2026, 3, 6))
        prevent(case=case, change=change, **at)
        return case

    def test_it_is_told_whole(self, ours: Cast) -> None:
        found = told(self.whole(ours), days=3)
        assert [one.words for one in found.happened] == ["The sign is crooked"]
        assert [one.text for one in found.promised] == ["The sign"]
        assert found.promised[0].sentence.startswith("Promised for Friday 6 March")
        assert (found.theirs[0].expected, found.theirs[0].by) == ("A straight sign.", "Alice")
        assert [one.words for one in found.ours] == ["The template slipped."]
        assert (found.remedies[0].words, found.remedies[0].stands) == (
            "The sign, painted anew",
            True,
        )
        assert (found.asked[0].is_right, found.asked[0].words) == (True, "Lovely.")
        assert (found.paid_cents, found.whys) == (40_000, ["No clamp"])
        assert found.learnt is not None
        assert (found.learnt.words, found.learnt.owner) == ("Clamp it", "Bob")
        assert (found.next, found.case.is_put_right) == (None, True)

    def test_of_a_missed_day_it_says_the_promises_line(self, ours: Cast) -> None:
        missed(ours)
        follow("promise.missed", at=AFTER_FRIDAY)
        found = told(Case.objects.get(), days=5)
        assert found.happened[0].promise_id == found.promised[0].promise_id
        assert "Friday" in found.promised[0].sentence

    def test_it_says_what_is_next_and_by_when(self, ours: Cast) -> None:
        case = opened(ours)
        now = told(case).next
        assert now is not None
        assert (now.kind, now.is_late) == (Step.Kind.ACKNOWLEDGE, True)
        assert now.due is not None
        assert now.due.late_after == MONDAY + 5 * HOUR

    def test_a_remedy_that_waits_for_a_word_is_told_as_such(self, ours: Cast) -> None:
        case = listened_to(ours, opened(ours))
        assert told(case).remedies == []
        promised(ours, case)
        assert told(case).remedies[0].decided_by == "Alice"

    @pytest.mark.parametrize("more", [0, 5])
    def test_its_length_costs_no_question(
        self, ours: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        case = self.whole(ours)
        for _n in range(more):
            promise(
                ours,
                kind=Promise.Kind.MILESTONE,
                engagement=case.engagement,
                due=case.steps.all()[0].promise.due,
                at=MONDAY,
            )
        with django_assert_num_queries(QUESTIONS):
            told(case, days=3)


# The journal is one of them: that we heard them is told as often as it was said.
QUESTIONS = 12
