"""What was answered to a survey: figures with n and interval, and honest where there are few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from makegood.domain.feedback.actions.counting import count_ours
from makegood.domain.feedback.actions.turns import ask_ours
from makegood.domain.feedback.models import Survey
from makegood.domain.feedback.reactions import kept_work_is_asked_about
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import (
    DAY,
    NOW,
    asking,
    delivered,
    followed,
    promised,
    survey,
    work,
)
from tests.domain.feedback.heard import heard
from tests.interfaces.desk.test_insights import table, words
from tests.ui.reading import Element, parsed

OCTOBER = NOW - timedelta(days=35)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with time_machine.travel(NOW + 3 * DAY, tick=False):
        yield


@pytest.fixture
def ours(cast: Cast, client: Client) -> Iterator[Cast]:
    client.force_login(cast.alice)
    with enter(cast.studio):
        yield cast


@pytest.fixture
def asked(ours: Cast) -> Survey:
    return survey(ours.owner)


def page(client: Client, cast: Cast, of: Survey, query: str = "") -> Element:
    answer = client.get(f"/desk/{cast.studio.slug}/surveys/{of.pk}/results{query}")
    assert answer.status_code == 200
    return parsed(answer.content.decode()).one("main")


def test_a_figure_stands_with_its_n_and_its_interval(
    ours: Cast, client: Client, asked: Survey
) -> None:
    heard(ours.owner, asked, [5, 5, 5, 4, 2, 1], at=NOW)
    shown = page(client, ours, asked)
    said = words(shown)
    assert "6 were begun, 6 answered to the end." in said
    assert "3.67 of 5 on average, with a 95% interval of 1.83 to 5.00 (6 answers)." in said
    assert "50% gave 5, with a 95% interval of 19% to 81%." in said
    assert table(shown) == {
        "5": ["3", "50% 19% to 81%"],
        "4": ["1", "17% 3% to 56%"],
        "3": ["0", "0% 0% to 39%"],
        "2": ["1", "17% 3% to 56%"],
        "1": ["1", "17% 3% to 56%"],
    }


def test_a_german_reads_german_shares_on_the_axis_too(
    ours: Cast, client: Client, asked: Survey
) -> None:
    heard(ours.owner, asked, [5, 5, 5, 4, 2, 1], at=NOW)
    Business.objects.filter(pk=ours.studio.pk).update(locale="de")
    said = client.get(f"/desk/{ours.studio.slug}/surveys/{asked.pk}/results").content.decode()
    assert "25\N{NO-BREAK SPACE}%" in said
    assert not re.findall(r">\d+ ?%", said)


def test_it_says_the_same_once_they_are_counted(ours: Cast, client: Client, asked: Survey) -> None:
    heard(ours.owner, asked, [5, 5, 5, 4, 2, 1], at=NOW, words="late")
    before = words(page(client, ours, asked))
    assert count_ours(now=NOW + DAY) == 6
    assert words(page(client, ours, asked)) == before


def test_of_fewer_than_five_people_nothing_is_broken_down(
    ours: Cast, client: Client, asked: Survey
) -> None:
    heard(ours.owner, asked, [5, 5, 5, 1], at=NOW)
    heard(ours.owner, asked, [4] * 8, at=NOW, by=ours.anna)
    shown = page(client, ours, asked)
    assert "12 were begun" in words(shown)
    assert "4.00 of 5" in words(shown)
    of_bob = f"?member={ours.colleague.pk}"
    heard(ours.owner, asked, [2] * 8, at=NOW, by=ours.bakery, member=ours.colleague)
    said = words(page(client, ours, asked, of_bob))
    assert "8 were begun" in said
    assert "Of fewer than five people nothing is broken down" in said
    assert "of 5" not in said


def test_nor_is_what_would_tell_the_few_others(ours: Cast, client: Client, asked: Survey) -> None:
    heard(ours.owner, asked, [5] * 6, at=NOW, member=ours.owner)
    heard(ours.owner, asked, [1, 2], at=NOW - DAY, member=ours.colleague)
    hers = f"?member={ours.owner.pk}"
    shown = words(page(client, ours, asked, hers))
    assert "All the others are fewer than five people" in shown
    assert "of 5" not in shown
    heard(ours.owner, asked, [1, 2, 3], at=NOW - 2 * DAY, member=ours.colleague)
    assert "All 6 gave 5.00 of 5." in words(page(client, ours, asked, hers))


def test_two_months_are_compared_by_the_interval_of_the_difference(
    ours: Cast, client: Client, asked: Survey
) -> None:
    heard(ours.owner, asked, [2, 2, 1, 3, 2, 2], at=OCTOBER)
    heard(ours.owner, asked, [5, 5, 4, 5, 5, 4], at=NOW)
    shown = page(client, ours, asked, "?from=2026-11&until=2026-11&beside=before")
    rows = table(shown)
    assert rows["All in all"] == [
        "2.00 n 6",
        "4.67 n 6",
        "+2.67 95% interval +1.92 to +3.41 · more than chance explains",
    ]
    assert rows["Gave 5"] == [
        "0% n 6",
        "67% n 6",
        "+67 points 95% interval +13 points to +90 points · more than chance explains",
    ]


def test_beside_too_few_nothing_is_compared(ours: Cast, client: Client, asked: Survey) -> None:
    heard(ours.owner, asked, [2, 2], at=OCTOBER)
    heard(ours.owner, asked, [5, 5, 4, 5, 5, 4], at=NOW)
    said = words(page(client, ours, asked, "?from=2026-11&until=2026-11&beside=before"))
    assert "October 2026: too few to say." in said


def test_the_steps_are_of_those_whom_a_letter_asked(ours: Cast, client: Client) -> None:
    by_itself = asking(ours.owner)
    sign = work(ours.owner, ours.bakery)
    followed(kept_work_is_asked_about, delivered(ours.owner, promised(ours.owner, sign)))
    assert ask_ours(now=NOW + 2 * DAY) == 1
    heard(ours.owner, by_itself.survey, [5] * 5, at=NOW)
    shown = page(client, ours, by_itself.survey)
    steps = table(shown, at=len(shown.all("table")) - 1)
    assert steps == {
        "Asked by a letter": ["1", "–"],
        "Opened the page": ["not recorded", "–"],
        "Began to answer": ["0", "0% 0% to 79%"],
        "Answered to the end": ["0", "0% 0% to 79%"],
    }


def test_with_no_answers_it_says_what_will_stand_here(
    ours: Cast, client: Client, asked: Survey
) -> None:
    assert "No answers yet." in words(page(client, ours, asked))


def test_nonsense_in_the_address_is_passed_over(ours: Cast, client: Client, asked: Survey) -> None:
    heard(ours.owner, asked, [5] * 5, at=NOW)
    query = "?from=9999-99&until=x&member=0&about=nothing&beside=ever"
    assert "All 5 gave 5.00 of 5." in words(page(client, ours, asked, query))


def test_another_business_has_no_such_survey(cast: Cast, client: Client) -> None:
    with enter(cast.salon):
        theirs = survey(cast.stranger)
    client.force_login(cast.alice)
    for name in ("results", "answers"):
        address = f"/desk/{cast.studio.slug}/surveys/{theirs.pk}/{name}"
        assert client.get(address).status_code == 404
