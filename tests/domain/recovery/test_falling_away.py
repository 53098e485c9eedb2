"""A day seemed missed, and had been kept in time: somebody says so the morning after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.listening import account
from makegood.domain.recovery.actions.opening import raise_concern
from makegood.domain.recovery.models import Case, Step
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, DAY, HOUR, act
from tests.domain.promises.post import follow
from tests.domain.recovery.hands import (
    acknowledged,
    events,
    go_on,
    heard,
    missed,
    nothing_written,
    opened,
    sign,
    step,
)

# The morning after, and an hour in which the day had not passed yet.
MORNING, IN_TIME = AFTER_FRIDAY + 9 * HOUR, AFTER_FRIDAY - 6 * HOUR


def opened_by_silence(ours: Cast, **said: object) -> Case:
    missed(ours, **said)
    follow("promise.missed", at=AFTER_FRIDAY)
    found: Case = Case.objects.get()
    return found


def late() -> Promise:
    found: Promise = Promise.objects.filter(kind=Promise.Kind.DELIVERY).order_by("pk")[0]
    return found


def said_kept(ours: Cast, *, hours_before: float = 6) -> None:
    """It was kept so long before the day passed; and what follows."""
    when = AFTER_FRIDAY - timedelta(hours=hours_before)
    keep(promise=late(), by=act(ours.owner), at=MORNING, kept_at=when)
    go_on(MORNING)


def now(case: Case) -> Case:
    case.refresh_from_db()
    return case


def test_a_case_of_a_day_that_was_kept_falls_away(ours: Cast) -> None:
    case = opened_by_silence(ours)
    said_kept(ours)
    assert (now(case).closing, step(case)) == (Case.Closing.KEPT, "")
    word = Step.objects.get().promise
    assert (word.withdrawn_at, word.withdrawn_asked_by) == (MORNING, Promise.AskedBy.DONE)
    assert events(case) == ["opened", "went_on", "closed"]
    closed = Entry.objects.get(event="case.closed")
    assert (closed.facts, closed.by_rule) == ({"closing": "kept"}, "kept in time after all")
    assert Entry.objects.filter(event="promise.missed").exists()


def test_one_that_was_late_all_the_same_stays(ours: Cast) -> None:
    case = opened_by_silence(ours)
    said_kept(ours, hours_before=-1)
    assert now(case).is_open


def concern(ours: Cast, case: Case) -> None:
    by = Actor("customer", ours.bakery.pk)
    joined = raise_concern(customer=ours.bakery, words="Where is it?", by=by, at=AFTER_FRIDAY)
    assert joined == case


def told(ours: Cast, case: Case) -> None:
    by = act(ours.owner)
    tell(promise=late(), how="phone", stated_by=ours.owner, by=by, at=MORNING - HOUR)


@pytest.mark.parametrize(
    "words",
    [
        concern,
        told,
        lambda ours, case: acknowledged(ours, case, at=MORNING),
        heard,
        lambda ours, case: opened(ours, matter="It is crooked"),
    ],
)
def test_one_of_which_somebody_spoke_stays(
    ours: Cast, words: Callable[[Cast, Case], object]
) -> None:
    case = opened_by_silence(ours)
    words(ours, case)
    said_kept(ours)
    assert now(case).is_open


def test_what_we_wrote_for_ourselves_does_not_keep_it(ours: Cast) -> None:
    case = opened_by_silence(ours)
    words = "We brought it on Friday."
    account(case=case, words=words, member=ours.owner, by=act(ours.owner), at=MORNING)
    said_kept(ours)
    assert now(case).closing == Case.Closing.KEPT


def test_one_to_which_another_missed_day_belongs_stays(ours: Cast) -> None:
    work = sign(ours)
    case = opened_by_silence(ours, engagement=work)
    missed(ours, engagement=work, text="The letters")
    follow("promise.missed", at=AFTER_FRIDAY)
    said_kept(ours)
    assert now(case).is_open
    other = Promise.objects.get(text="The letters")
    keep(promise=other, by=act(ours.owner), at=MORNING, kept_at=IN_TIME)
    go_on(MORNING)
    assert now(case).closing == Case.Closing.KEPT


def test_taken_back_it_stands_again(ours: Cast) -> None:
    case = opened_by_silence(ours)
    said_kept(ours)
    reopen(promise=late(), by=act(ours.owner), at=MORNING + HOUR)
    go_on(MORNING + HOUR)
    assert (now(case).is_open, step(case)) == (True, Step.Kind.ACKNOWLEDGE)
    assert events(case)[-2:] == ["reopened", "went_on"]
    with nothing_written():
        go_on(MORNING + DAY)


def test_said_before_the_case_is_opened_none_is(ours: Cast) -> None:
    missed(ours)
    said_kept(ours)
    follow("promise.missed", at=MORNING)
    assert not Case.objects.exists()
