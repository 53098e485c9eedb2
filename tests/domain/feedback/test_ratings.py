from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions import bring_in, note_rating
from makegood.domain.feedback.models import Rating
from makegood.domain.feedback.rules import Said
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.tenancy.scope import ScopeError, enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

NOW = SINCE + timedelta(days=30)
SAID, ASKED = NOW - timedelta(days=2), NOW - timedelta(days=5)
WORDS = "It came late.\nThe sign is beautiful."


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with enter(cast.studio):
        yield cast


def work(cast: Cast) -> Engagement:
    return begin(customer=cast.bakery, name="Sign", by=Actor("rule"), at=SINCE)


def rated(cast: Cast, **said: Any) -> Rating:
    usual: dict[str, Any] = {"score": 4, "out_of": 5, "said_at": SAID, "at": NOW}
    return note_rating(**usual | {"by": Actor("member", cast.owner.pk)} | said)


def test_what_they_said_is_kept_and_written_down(ours: Cast) -> None:
    sign = work(ours)
    found = rated(ours, engagement=sign, words=f" {WORDS}\n", asked_at=ASKED)
    found.refresh_from_db()
    assert (str(found), found.words, found.asked_at) == ("4/5", WORDS, ASKED)
    assert (found.customer, found.engagement) == (ours.bakery, sign)
    entry = Entry.objects.get(event="rating.given")
    assert (entry.subject_kind, entry.subject_id, entry.phase) == ("rating", found.pk, "after")
    assert (entry.customer_id, entry.engagement_id) == (ours.bakery.pk, sign.pk)
    assert (entry.happened_at, entry.recorded_at) == (SAID, NOW)
    assert entry.facts == {"score": 4, "out_of": 5}


def test_somebody_else_may_have_said_it_of_the_work(ours: Cast) -> None:
    assert rated(ours, engagement=work(ours), customer=ours.anna).customer == ours.anna


def test_nobody_may_know_who_said_it_nor_of_what(ours: Cast) -> None:
    found = rated(ours, score=0)
    assert (found.customer, found.engagement, found.asked_at) == (None, None, None)


def test_one_that_an_import_brought_comes_once_and_is_followed_by_nothing(ours: Cast) -> None:
    by = Actor("import")
    batch = open_import(source="a table", by=by, at=SINCE)
    said = Said(key="shop:1", score=4, out_of=5, said_at=SINCE)
    for new in (1, 0):
        ratings = [(said, None, work(ours))]
        with bringing_in(batch):
            assert bring_in(ratings=ratings, batch=batch, by=by, at=SINCE) == new
    assert not Rating.objects.exists()
    publish_import(batch=batch, by=by, at=SINCE)
    assert Rating.objects.get().customer is not None
    assert Delivery.objects.count() == 0


def test_two_without_a_key_are_two(ours: Cast) -> None:
    rated(ours, engagement=work(ours))
    rated(ours, engagement=Engagement.objects.get())
    assert Rating.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"score": 6}, "6 is not between 0 and 5"),
        ({"score": -1}, "-1 is not between"),
        ({"out_of": 1, "score": 1}, "Of how many"),
        ({"out_of": 101}, "Of how many"),
        ({"words": "x" * 5001}, "too long"),
        ({"said_at": NOW + timedelta(seconds=1)}, "in the future"),
        ({"asked_at": SAID + timedelta(seconds=1)}, "before they were asked"),
    ],
)
def test_what_cannot_be_is_refused(ours: Cast, said: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        rated(ours, **said)
    assert (Rating.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        ({"score": 6}, "rating_is_on_its_scale"),
        ({"out_of": 101}, "rating_is_on_its_scale"),
        ({"asked_at": NOW}, "rating_said_after_asked"),
    ],
)
def test_the_database_refuses_it_too(ours: Cast, wrong: dict[str, Any], law: str) -> None:
    with pytest.raises(IntegrityError, match=law), transaction.atomic():
        Rating.objects.create(**{"score": 4, "out_of": 5, "said_at": SAID} | wrong)


def test_another_business_sees_none_of_them(cast: Cast) -> None:
    with enter(cast.studio):
        rated(cast, customer=cast.bakery)
    with enter(cast.salon):
        assert Rating.objects.count() == 0
    with pytest.raises(ScopeError):
        Rating.objects.count()
