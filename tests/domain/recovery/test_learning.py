"""Where it came from, what we change, and whether it comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.learning import (
    Change,
    add_cause,
    name_cause,
    prevent,
    retire_cause,
)
from makegood.domain.recovery.actions.verifying import part
from makegood.domain.recovery.models import Case, Cause, Prevention, Step
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import DAY, MONDAY, act
from tests.domain.recovery.hands import (
    by,
    closed,
    events,
    go_on,
    nothing_written,
    opened,
    refused,
    step,
)

SLIPPED = "The template slips"


def name(ours: Cast, case: Case, said: str = SLIPPED, *whys: str) -> Prevention | None:
    return name_cause(case=case, name=said, whys=whys, by=act(ours.owner), at=MONDAY + 2 * DAY)


def change(ours: Cast, **said: Any) -> Change:
    usual = Change(words="Clamp it", owner=ours.colleague, due_on=date(2026, 3, 6), watch_days=30)
    return replace(usual, **said)


def prevented(ours: Cast, case: Case, **said: Any) -> Prevention:
    return prevent(case=case, change=change(ours, **said), by=act(ours.owner), at=MONDAY + 2 * DAY)


def fixed(ours: Cast, at: datetime = MONDAY + 3 * DAY) -> Prevention:
    """A case of slipping, walked to its end: what we change is done, and watched for 30 days."""
    made = prevented(ours, closed(ours, opened(ours), SLIPPED))
    keep(promise=made.promise, by=act(ours.owner), at=at)
    go_on(at)
    made.refresh_from_db()
    return made


def again(ours: Cast, at: datetime) -> Case:
    """It happens to Anna."""
    return opened(ours, who=ours.anna, at=at)


def test_a_cause_is_on_the_list_once(ours: Cast) -> None:
    first, second = closed(ours, opened(ours)), opened(ours, who=ours.anna)
    name(ours, first)
    name(ours, second, "the  TEMPLATE slips")
    cause = Cause.objects.get()
    assert (cause.name, list(cause.cases.order_by("id"))) == (SLIPPED, [first, second])


def test_one_taken_off_the_list_comes_back_when_it_is_named(ours: Cast) -> None:
    cause = add_cause(name=SLIPPED, **by(ours))
    assert retire_cause(cause=cause, **by(ours))
    assert not retire_cause(cause=cause, **by(ours))
    assert add_cause(name=SLIPPED, **by(ours)).retired_at is None


def test_it_may_be_asked_why_five_times(ours: Cast) -> None:
    case = closed(ours, opened(ours))
    name(ours, case, SLIPPED, "No clamp", " ", "Nobody bought one")
    assert case.whys == ["No clamp", "Nobody bought one"]
    with nothing_written():
        name(ours, case, SLIPPED, "No clamp", "Nobody bought one")
    with refused("Five times"):
        name(ours, case, SLIPPED, *"abcdef")
    with refused("Where did it come from"):
        name(ours, case, "  ")


def test_what_we_change_is_promised_to_ourselves_and_ends_the_way(ours: Cast) -> None:
    case = closed(ours, opened(ours), SLIPPED)
    assert step(case) == Step.Kind.PREVENT
    made = prevented(ours, case)
    word = made.promise
    assert (word.kind, word.to, word.owner) == ("prevention", "ourselves", ours.colleague)
    assert not word.visible
    assert step(case) == ""
    with nothing_written():
        assert prevented(ours, case) == made
    with refused("promised already"):
        prevented(ours, case, words="Something else")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"watch_days": 0}, "1 to 1,000"),
        ({"watch_days": 1001}, "1 to 1,000"),
        ({"due_on": date(2026, 3, 3)}, "passed already"),
        ({"words": "x" * 501}, "501"),
        ({"words": " "}, "few words"),
    ],
)
def test_what_cannot_be_watched_is_refused(ours: Cast, said: dict[str, Any], words: str) -> None:
    case = closed(ours, opened(ours), SLIPPED)
    with refused(words):
        prevented(ours, case, **said)


def test_first_the_cause_is_named(ours: Cast) -> None:
    case = closed(ours, opened(ours))
    with refused("where it came from"):
        prevented(ours, case)


def test_it_is_watched_from_the_day_it_is_done(ours: Cast) -> None:
    made = fixed(ours)
    done = MONDAY + 3 * DAY
    assert (made.watched_from, made.watched_until) == (done, done + 30 * DAY)
    reopen(promise=made.promise, by=act(ours.owner), at=MONDAY + 4 * DAY)
    go_on(MONDAY + 4 * DAY)
    made.refresh_from_db()
    assert made.watched_from is None


class TestComesBack:
    def test_within_its_watch_it_came_back_and_is_promised_anew(self, ours: Cast) -> None:
        made = fixed(ours)
        case = again(ours, MONDAY + 10 * DAY)
        assert name_later(ours, case) == made
        made.refresh_from_db()
        assert made.came_back_case == case
        happened = Entry.objects.get(event="cause.came_back")
        assert happened.facts == {"case": case.pk, "prevention": made.pk}
        part(case=case, why="They moved.", by=act(ours.owner), at=MONDAY + 201 * DAY)
        assert step(case) == Step.Kind.PREVENT

    @pytest.mark.parametrize("days", [33, 100])
    def test_after_its_watch_it_is_a_new_matter(self, ours: Cast, days: int) -> None:
        fixed(ours)
        case = again(ours, MONDAY + (days + 1) * DAY)
        assert name_later(ours, case) is None

    def test_what_happened_before_it_was_done_did_not_come_back(self, ours: Cast) -> None:
        early = again(ours, MONDAY + DAY)
        fixed(ours)
        assert name_later(ours, early) is None
        assert not Entry.objects.filter(event="cause.came_back").exists()

    def test_another_cause_did_not(self, ours: Cast) -> None:
        fixed(ours)
        case = again(ours, MONDAY + 10 * DAY)
        assert name_later(ours, case, "Paint too thin") is None

    def test_named_twice_it_came_back_once(self, ours: Cast) -> None:
        made = fixed(ours)
        case = again(ours, MONDAY + 10 * DAY)
        name_later(ours, case)
        with nothing_written():
            assert name_later(ours, case) == made

    def test_named_otherwise_after_all_it_held(self, ours: Cast) -> None:
        made = fixed(ours)
        case = again(ours, MONDAY + 10 * DAY)
        name_later(ours, case)
        name_later(ours, case, "Paint too thin")
        made.refresh_from_db()
        assert made.came_back_at is None


def name_later(ours: Cast, case: Case, said: str = SLIPPED) -> Prevention | None:
    later: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + 200 * DAY}
    return name_cause(case=case, name=said, whys=[], **later)


def test_what_is_promised_and_not_done_yet_serves_the_next_case_too(ours: Cast) -> None:
    made = prevented(ours, closed(ours, opened(ours), SLIPPED))
    case = closed(ours, opened(ours, who=ours.anna), SLIPPED)
    assert (case.prevention, step(case)) == (made, "")
    assert "prevention_promised" not in events(case)
    assert Promise.objects.filter(kind="prevention").count() == 1
