from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import override_settings

from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import FIRST_DAYS, MOST_AT_FIRST, MOST_TO_ONE, most_a_day
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

NOW = SINCE + timedelta(days=60)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
Kind = Letter.Kind


def written(
    business: Business, to: str, *, kind: Letter.Kind = Kind.NOTICE, at: datetime = NOW
) -> bool:
    """Whether it was put into the outbox; what was refused is said in a sentence and left out."""
    with enter(business), time_machine.travel(at, tick=False):
        had = Letter.objects.count()
        try:
            write(
                kind=kind,
                about=1,
                to_name="Anna",
                to_address=to,
                subject="x",
                text="x",
                html="",
                language="en",
                at=at,
            )
        except Refusal:
            assert Letter.objects.count() == had
            return False
        assert Letter.objects.count() == had + 1
        return True


def many(business: Business, n: int, *, at: datetime = NOW) -> list[bool]:
    """Letters to as many people."""
    return [written(business, f"{i}@example.com", at=at) for i in range(n)]


@override_settings(LETTERS_A_DAY=4)
def test_so_many_letters_a_day_leave_a_business(cast: Cast) -> None:
    assert many(cast.studio, 6) == [True] * 4 + [False] * 2
    assert written(cast.salon, "anna@example.com")
    assert not written(cast.studio, "anna@example.com", at=NOW + DAY - SECOND)
    assert written(cast.studio, "anna@example.com", at=NOW + DAY + SECOND)


def test_a_demo_whose_letters_reach_nobody_may_write_a_year_of_them_at_once(cast: Cast) -> None:
    Business.objects.filter(pk=cast.studio.pk).update(demo=True)
    demo = Business.objects.get(pk=cast.studio.pk)
    assert [written(demo, "anna@example.com") for _ in range(MOST_TO_ONE + 2)] == [True] * 12


@override_settings(LETTERS_A_DAY=0)
def test_what_people_ask_for_is_not_kept_from_them(cast: Cast) -> None:
    assert not written(cast.studio, "anna@example.com")
    for asked_for in (Kind.FRESH_LINK, Kind.ACCOUNT):
        assert written(cast.studio, "anna@example.com", kind=asked_for)


def test_nobody_is_flooded_by_one_business(cast: Cast) -> None:
    kinds = [Kind.UPDATE, *[Kind.NOTICE] * (MOST_TO_ONE - 1)]
    assert all(written(cast.studio, "anna@example.com", kind=kind) for kind in kinds)
    assert not written(cast.studio, "Anna@Example.com")
    assert not written(cast.studio, "anna@example.com", kind=Kind.FRESH_LINK)
    assert written(cast.studio, "ben@example.com")
    assert written(cast.salon, "anna@example.com")
    assert written(cast.studio, "anna@example.com", kind=Kind.ACCOUNT)


@pytest.mark.parametrize(
    ("age", "most"),
    [
        (timedelta(0), MOST_AT_FIRST),
        (FIRST_DAYS - SECOND, MOST_AT_FIRST),
        (FIRST_DAYS, 300),
    ],
)
def test_whoever_has_just_come_sends_fewer(age: timedelta, most: int) -> None:
    assert most_a_day(SINCE, 300, now=SINCE + age) == most
    assert most_a_day(SINCE, 5, now=SINCE + age) == 5


@override_settings(LETTERS_A_DAY=MOST_AT_FIRST + 1)
def test_a_stranger_who_signed_up_today_is_no_relay(cast: Cast) -> None:
    Business.objects.filter(pk=cast.salon.pk).update(made_at=NOW)
    cast.salon.refresh_from_db()
    assert many(cast.salon, MOST_AT_FIRST + 1) == [True] * MOST_AT_FIRST + [False]
