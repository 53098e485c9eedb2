from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from makegood.domain.insights.queries.balance import balance
from makegood.domain.insights.rules.balance import Balance, Moments
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.rules.rates import Rate
from makegood.domain.recovery.models import Case
from makegood.foundation.journal.actions import say_how_it_felt, suggest_feeling, take_feeling_back
from makegood.foundation.journal.models import Entry, Feeling
from tests.cast import Cast
from tests.domain.insights.hands import NOW
from tests.domain.promises.hands import FRIDAY, MONDAY, act, promise

SINCE = MONDAY - timedelta(days=1)


def lived(cast: Cast) -> Entry:
    """A promise to the bakery that was kept: a moment they lived through."""
    one = promise(cast, due=FRIDAY)
    keep(promise=one, by=act(cast.owner), at=MONDAY)
    return Entry.objects.filter(event="promise.kept", subject_id=one.pk).latest("id")


def felt(cast: Cast, feels: Feeling.Feels) -> Entry:
    entry = lived(cast)
    said: dict[str, Any] = {"member": cast.owner, "by": act(cast.owner), "at": NOW}
    say_how_it_felt(entry=entry, feels=feels, reason="", **said)
    return entry


def found(customers: list[int] | None = None, since: int = 1) -> Balance:
    return balance(since=MONDAY - timedelta(days=since), now=NOW, customers=customers)


def test_moments_are_counted_and_what_is_suggested_apart(ours: Cast) -> None:
    felt(ours, Feeling.Feels.GOOD)
    felt(ours, Feeling.Feels.GOOD)
    felt(ours, Feeling.Feels.BAD)
    suggest_feeling(entry=lived(ours), feels=Feeling.Feels.NEUTRAL, at=NOW)
    said = found([ours.bakery.pk])
    assert said.confirmed == Moments(good=2, bad=1)
    assert said.suggested == Moments(neither=1)
    assert said.kept is None
    assert found() == replace(said, kept=Rate(4, 4))
    assert found([ours.anna.pk]).is_empty


def test_what_was_taken_back_or_lies_before_counts_no_more(ours: Cast) -> None:
    entry = felt(ours, Feeling.Feels.BAD)
    assert found(since=-1).confirmed == Moments()
    take_feeling_back(entry=entry, by=act(ours.owner), at=NOW)
    assert found().confirmed == Moments()


def test_cases_are_counted_and_those_put_right(ours: Cast) -> None:
    who: dict[str, Any] = {"customer": ours.bakery, "opened_at": MONDAY, "opened_as": "by_hand"}
    Case.objects.create(**who)
    Case.objects.create(**who, closed_at=NOW, closing="verified")
    Case.objects.create(**who, closed_at=NOW, closing="parted", parted_why="They wanted blue.")
    said = found([ours.bakery.pk])
    assert (said.cases, said.put_right) == (3, 1)
    assert found(since=-1).cases == 0
