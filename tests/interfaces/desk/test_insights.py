"""How it is going: months and ratings, each figure with its n, and honest where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from makegood.domain.feedback.models import Rating
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.rules.due import Due
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.insights.hands import NOW, many, rate
from tests.domain.promises.hands import BERLIN, MONDAY, act, promise
from tests.ui.reading import Element, parsed

ZONE = ZoneInfo(BERLIN)
NOON = datetime(2026, 3, 6, 12, tzinfo=ZONE)
LATE = NOON + timedelta(days=2)


@pytest.fixture(autouse=True)
def in_may() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ours(cast: Cast, client: Client) -> Iterator[Cast]:
    client.force_login(cast.alice)
    with enter(cast.studio):
        yield cast


def page(client: Client, cast: Cast, query: str = "") -> Element:
    answer = client.get(f"/desk/{cast.studio.slug}/kept/insights{query}")
    assert answer.status_code == 200
    return parsed(answer.content.decode())


def table(shown: Element, at: int = 0) -> dict[str, list[str]]:
    """The rows of one of the tables: what stands first, and the cells."""
    return {
        words(row.one("th")): [words(cell) for cell in row.all("td")]
        for row in shown.all("table")[at].one("tbody").all("tr")
    }


def words(element: Element) -> str:
    return " ".join(element.text.split())


def kept(cast: Cast, month: int, of: int, n: int, kind: str = "delivery") -> None:
    """So many promised for the tenth of a month, and so many of them kept."""
    due = Due(zone=BERLIN, first=date(2026, month, 10), last=date(2026, month, 10))
    for at in range(of):
        one = promise(cast, due=due, kind=kind)
        if at < n:
            keep(promise=one, by=act(cast.owner), at=MONDAY)


def test_each_month_says_how_many_were_kept_of_how_many(ours: Cast, client: Client) -> None:
    kept(ours, 3, of=6, n=5)
    kept(ours, 5, of=4, n=4)
    shown = page(client, ours)
    assert table(shown) == {
        "March 2026 1 open past its date": ["5 of 6", "83% 44% to 97%"],
        "April 2026": ["–", "–"],
        "May 2026 so far": ["4 of 4", "– too few to say"],
    }
    assert "March 2026 to May 2026: 9 of 10 kept by the first date, 90%" in words(shown.one("main"))


def test_the_picture_draws_what_there_is_enough_of(ours: Cast, client: Client) -> None:
    kept(ours, 3, of=6, n=5)
    kept(ours, 5, of=4, n=4)
    for picture in page(client, ours).one("figure").all("svg")[:2]:
        drawn = picture.all("circle")
        assert [one.attributes["class"] for one in drawn] == ["chart-dot"]
        assert "83%" in picture.text
        assert [name for name in ("Mar", "Apr", "May") if name not in picture.text] == []


def test_one_kind_is_shown_at_a_time_the_most_frequent_first(ours: Cast, client: Client) -> None:
    kept(ours, 3, of=6, n=6)
    kept(ours, 3, of=5, n=1, kind="reply")
    kept(ours, 3, of=1, n=1, kind="milestone")
    assert table(page(client, ours))["March 2026"][0] == "6 of 6"
    replies = page(client, ours, "?kind=reply")
    assert table(replies)["March 2026 4 open past their date"][0] == "1 of 5"
    chosen = [link for link in replies.all("a") if link.attributes.get("aria-current") == "true"]
    assert [words(link) for link in chosen] == ["Reply 5"]
    assert "Milestone" not in words(replies)


def test_a_year_is_shown_and_one_turns_to_the_year_before(ours: Cast, client: Client) -> None:
    due = Due(zone=BERLIN, first=date(2024, 6, 10), last=date(2024, 6, 10))
    long_ago = datetime(2024, 6, 1, tzinfo=ZONE)
    keep(
        promise=promise(ours, due=due, at=long_ago, kind="delivery"),
        by=act(ours.owner),
        at=long_ago,
    )
    kept(ours, 5, of=6, n=6)
    shown = page(client, ours)
    assert list(table(shown)) == ["June 2025 to April 2026 nothing was due", "May 2026 so far"]
    (before,) = [link for link in shown.all("a") if link.attributes.get("rel") == "prev"]
    assert before.attributes["href"].endswith("?kind=delivery&until=2025-05")
    assert next(iter(table(page(client, ours, "?until=2025-05")))) == "June 2024"
    assert [name[:9] for name in table(page(client, ours, "?months=all"))] == [
        *("June 2024", "July 2024", "May 2026 ")
    ]


@pytest.mark.parametrize("query", ["?until=nonsense", "?until=9999-99", "?kind=%00", "?months=7"])
def test_nonsense_in_the_address_is_passed_over(ours: Cast, client: Client, query: str) -> None:
    kept(ours, 5, of=6, n=6)
    assert list(table(page(client, ours, query))) == ["May 2026 so far"]


def test_ratings_stand_beside_how_late_the_work_came(ours: Cast, client: Client) -> None:
    many(ours, NOON, [5, 5, 5, 5, 4, 4])
    many(ours, LATE, [1, 1, 2, 1, 4])
    shown = page(client, ours)
    assert table(shown, at=1) == {
        "On the day": ["6", "4.67 4.12 to 5.00", "0%", "67%"],
        "1–3 days late": ["5", "1.80 1.00 to 3.42", "60%", "0%"],
    }
    said = "What came on time was rated 4.67 of 5 (6 ratings), what was late 1.80 (5)."
    assert said in words(shown)
    assert len(shown.all("table")) == 2, "When they were asked is not known of any."


def test_when_they_were_asked_stands_apart(ours: Cast, client: Client) -> None:
    many(ours, LATE, [1, 1, 1, 1, 1])
    waiting, after = NOON, LATE + timedelta(days=3)
    works = list(Rating.objects.order_by("pk"))
    for one in works:
        rate(ours, one.engagement, 2, asked=waiting)
        rate(ours, one.engagement, 5, asked=after)
    shown = page(client, ours)
    assert table(shown, at=2) == {
        "Late in all": ["15", "2.67 1.69 to 3.64", "33%", "33%"],
        "Late asked before it came": ["5", "2.00 all the same", "0%", "0%"],
        "Late asked afterwards": ["5", "5.00 all the same", "0%", "100%"],
        "Late when asked is not recorded": ["5", "1.00 all the same", "100%", "0%"],
    }


def test_none_asked_while_they_waited_is_a_sentence_without_a_share(
    ours: Cast, client: Client
) -> None:
    many(ours, LATE, [1, 1, 1, 1, 1])
    for one in list(Rating.objects.order_by("pk")):
        rate(ours, one.engagement, 2, asked=LATE + timedelta(days=3))
    said = words(page(client, ours))
    assert "No rating of late work was asked for while they still waited." in said
    assert "0% were asked" not in said


def test_few_ratings_are_too_few_to_say(ours: Cast, client: Client) -> None:
    many(ours, NOON, [5, 5, 5, 5])
    shown = page(client, ours)
    assert table(shown, at=1) == {"On the day": ["4", "– too few to say", "–", "–"]}
    assert "4 ratings of work that came on time, 0 of work that was late." in words(shown)


def test_what_does_not_count_is_said(ours: Cast, client: Client) -> None:
    many(ours, NOON, [5, 5, 5, 5, 5])
    rate(ours, None, 1)
    rate(ours, None, 8, 9, out_of=10)
    said = words(page(client, ours))
    assert "1 rating is of nothing that was delivered, and left out." in said
    assert "2 ratings are on other scales, and left out." in said


def test_the_first_day_says_how_it_begins(ours: Cast, client: Client) -> None:
    shown = page(client, ours)
    assert "Nothing to draw yet." in words(shown)
    assert shown.all("figure") == []


def test_it_is_said_in_german(ours: Cast, client: Client) -> None:
    Business.objects.filter(pk=ours.studio.pk).update(locale="de")
    many(ours, NOON, [5, 5, 5, 5, 4, 4])
    many(ours, LATE, [1, 1, 2, 1, 4])
    shown = page(client, ours)
    assert "bewertet (6 Bewertungen)" in words(shown)
    assert table(shown, at=1)["1–3 Tage später"][1] == "1,80 1,00 bis 3,42"


def test_a_stranger_sees_none_of_it(cast: Cast, client: Client) -> None:
    client.force_login(cast.mallory)
    assert client.get(f"/desk/{cast.studio.slug}/kept/insights").status_code == 404
