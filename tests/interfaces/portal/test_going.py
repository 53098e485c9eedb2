"""How it is going: what we wrote, when they hear again, and what we owe them."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.promises.actions.regular import begin_updates
from makegood.domain.promises.actions.reporting import hear, write_update
from makegood.domain.promises.models import Promise, Telling, Update
from tests.cast import Cast
from tests.interfaces.portal.furnished import DAY, NOW
from tests.interfaces.portal.test_rows import by, ours, page, promise

__all__ = ["ours"]


@pytest.fixture
def work(ours: Cast) -> Engagement:
    """The bakery's shop sign, with news every Friday; promised for the month's end."""
    made: Engagement = Engagement.objects.create(
        customer=ours.bakery, name="Shop sign", began_at=NOW - 9 * DAY
    )
    promise(ours, "The sign, hung", 20, engagement=made)
    begin_updates(engagement=made, rhythm=Rhythm(weekday=4), **who(ours))
    return made


def who(cast: Cast) -> dict[str, Any]:
    return {"member": cast.owner, "by": by(cast), "at": NOW - DAY}


def wrote(cast: Cast, work: Engagement) -> Update:
    return write_update(
        engagement=work,
        says=Update.Says.ON_TRACK,
        words="The wood is cut.",
        address="",
        seen=0,
        **who(cast),
    )


def test_before_the_first_update_it_says_when_they_hear(ours: Cast, work: Engagement) -> None:
    shown = page(ours)
    assert "Shop sign You hear from us again by Friday 27 November." in shown
    assert "We wrote" not in shown
    assert "Next news" not in shown


def test_the_last_update_stands_there_in_our_words(ours: Cast, work: Engagement) -> None:
    wrote(ours, work)
    shown = page(ours)
    assert "We wrote on Tuesday 24 November: on track. The wood is cut." in shown
    assert "You hear from us again by" in shown


def test_an_update_that_they_heard_is_their_last_news(ours: Cast, work: Engagement) -> None:
    said = wrote(ours, work)
    assert "Last news" not in page(ours)
    at = NOW - DAY / 2
    hear(said=said, how=Telling.How.PHONE, heard_at=at, by=by(ours), at=NOW)
    assert "Last news Tuesday 24 November" in page(ours)


def test_what_was_told_of_work_without_a_rhythm_is_news_too(ours: Cast) -> None:
    work = Engagement.objects.create(customer=ours.bakery, name="Awning", began_at=NOW - 9 * DAY)
    hear(said=wrote(ours, work), how=Telling.How.PHONE, heard_at=NOW - DAY, by=by(ours), at=NOW)
    shown = page(ours)
    assert "Awning We wrote on Tuesday 24 November: on track. The wood is cut." in shown
    assert "Last news Tuesday 24 November" in shown


def test_a_missed_update_is_owned_up_to_once(ours: Cast, work: Engagement) -> None:
    shown = page(ours, at=4 * DAY)
    assert shown.count("You were to hear more by Friday 27 November. We owe you that.") == 1
    assert "You hear from us again" not in shown


def test_another_s_work_is_not_told_of(ours: Cast, work: Engagement) -> None:
    wrote(ours, work)
    Engagement.objects.filter(pk=work.pk).update(customer=ours.anna)
    Promise.objects.filter(engagement=work).update(customer=ours.anna)
    assert "Shop sign" not in page(ours)
    assert "The wood is cut." not in page(ours)
