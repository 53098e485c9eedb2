from __future__ import annotations

from datetime import timedelta

import pytest

from makegood.domain.customers.actions import meet
from makegood.domain.engagements.actions import begin, begin_cadence, end_cadence, resume_cadence
from makegood.domain.engagements.models import Cadence, Engagement
from makegood.domain.engagements.queries import cadence_of, named, names
from makegood.domain.engagements.rules import Rhythm
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

NOBODY = Actor("rule", rule="a test")
FRIDAYS, EVERY_THREE = Rhythm(weekday=4), Rhythm(working_days=3)
LATER = SINCE + timedelta(days=1)


def work(name: str = "Logo") -> Engagement:
    bakery = meet(name="the bakery", by=NOBODY, at=SINCE)
    return begin(customer=bakery, name=name, by=NOBODY, at=SINCE)


def begun(cast: Cast, engagement: Engagement, rhythm: Rhythm) -> bool:
    return begin_cadence(
        engagement=engagement, rhythm=rhythm, member=cast.owner, by=NOBODY, at=LATER
    )


def test_a_cadence_says_who_and_when_and_is_written_down(cast: Cast) -> None:
    with enter(cast.studio):
        logo = work()
        assert begun(cast, logo, FRIDAYS)
        cadence = cadence_of(logo)
        assert cadence is not None
        assert (cadence.rhythm, cadence.begun_by) == (FRIDAYS, cast.owner)
        entry = Entry.objects.get(event="cadence.begun")
        assert (entry.engagement_id, entry.facts) == (logo.pk, {"weekday": 4})


def test_the_same_again_is_no_news(cast: Cast) -> None:
    with enter(cast.studio):
        logo = work()
        assert [begun(cast, logo, FRIDAYS) for _ in range(2)] == [True, False]


def test_another_rhythm_takes_its_place_and_the_first_stays_written(cast: Cast) -> None:
    with enter(cast.studio):
        logo = work()
        begun(cast, logo, FRIDAYS)
        begun(cast, logo, EVERY_THREE)
        first, second = Cadence.objects.order_by("id")
        assert (first.ended_at, first.ended_by) == (LATER, cast.owner)
        assert cadence_of(logo) == second


@pytest.mark.parametrize("days", [0, 21])
def test_a_pace_nobody_means_is_refused(cast: Cast, days: int) -> None:
    with enter(cast.studio), pytest.raises(Refusal, match="Every working day"):
        begun(cast, work(), Rhythm(working_days=days))


def test_only_what_a_rule_ended_goes_on(cast: Cast) -> None:
    with enter(cast.studio):
        logo = work()
        assert not resume_cadence(engagement=logo, by=NOBODY, at=LATER)
        begun(cast, logo, FRIDAYS)
        assert end_cadence(engagement=logo, member=None, by=NOBODY, at=LATER)
        assert not end_cadence(engagement=logo, member=None, by=NOBODY, at=LATER)
        assert resume_cadence(engagement=logo, by=NOBODY, at=LATER)
        end_cadence(engagement=logo, member=cast.owner, by=NOBODY, at=LATER)
        assert not resume_cadence(engagement=logo, by=NOBODY, at=LATER)


def test_work_is_found_by_its_name_in_any_case_newest_first(cast: Cast) -> None:
    with enter(cast.studio):
        logo, sign = work(), work("Sign")
        assert named(logo.customer, "LOGO") == logo
        assert named(logo.customer, "Menu") is None
        assert names(sign.customer) == ["Sign", "Logo"]
