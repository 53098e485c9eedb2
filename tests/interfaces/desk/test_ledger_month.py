"""A month of the ledger: each promise on its day, closed days with their reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.domain.promises.actions.foreseeing import foresee
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Outlook
from makegood.foundation.tenancy.models import Closure, OpeningPeriod
from makegood.foundation.tenancy.scope import enter
from makegood.ui import drawn
from tests.cast import Cast
from tests.domain.promises.hands import DAY, LAST_FRIDAY, MONDAY, WEDNESDAY, act, day, promise
from tests.ui.reading import Element, parsed

pytestmark = pytest.mark.django_db
WHERE = "/desk/fern-studio/ledger/month"


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    by = act(cast.owner)
    with enter(cast.studio):
        for weekday in range(5):
            OpeningPeriod.objects.create(weekday=weekday, opens=540, closes=1020)
        Closure.objects.create(first=date(2026, 3, 10), last=date(2026, 3, 11), name="Stocktaking")
        promise(cast, text="Photos", due=WEDNESDAY)
        keep(promise=promise(cast, text="Poster", due=day(9)), by=by, at=MONDAY)
        doubted = promise(cast, text="Sign", due=LAST_FRIDAY, customer=cast.anna)
        foresee(promise=doubted, says=Outlook.Says.AT_RISK, member=cast.owner, by=by, at=MONDAY)
    client.force_login(cast.alice)
    with time_machine.travel(MONDAY + 4 * DAY, tick=False):
        yield client


def page(client: Client, **asked: str | int) -> Element:
    answer = client.get(WHERE, asked)
    assert answer.status_code == 200
    return parsed(answer.content.decode())


def days(found: Element) -> dict[str, str]:
    """What each day of the month says, by its date."""
    return {
        cell.one("time").attributes["datetime"]: " ".join(cell.text.split())
        for cell in found.all("td")
        if cell.all("time")
    }


def test_each_promise_stands_on_its_day_with_how_it_stands(owner: Client) -> None:
    found = days(page(owner))
    assert len(found) == 31
    assert found["2026-03-04"] == "Wed 4, 1 promise Photos the bakery Late"
    assert found["2026-03-09"] == "Mon 9, 1 promise Poster the bakery Kept early"
    assert found["2026-03-27"] == "Fri 27, 1 promise Sign Anna At risk"


def test_closed_days_say_why(owner: Client) -> None:
    found = days(page(owner))
    assert found["2026-03-10"] == "Tue 10 Stocktaking"
    assert found["2026-03-07"] == "Sat 7 closed"
    assert "Karfreitag" in days(page(owner, month="2026-04"))["2026-04-03"]


@pytest.mark.parametrize(("country", "first"), [("DE", "Mon"), ("US", "Sun"), ("", "Sun")])
def test_weeks_begin_as_they_do_there(owner: Client, cast: Cast, country: str, first: str) -> None:
    type(cast.studio).objects.filter(pk=cast.studio.pk).update(country=country)
    assert page(owner).all("th")[0].text == first


def test_today_is_marked_and_led_back_to(owner: Client) -> None:
    today = [one for one in page(owner).all("time") if "aria-current" in one.attributes]
    assert [one.attributes["datetime"] for one in today] == ["2026-03-06"]
    later = page(owner, month="2026-05", kind="other")
    ways = {" ".join(a.text.split()): a.attributes["href"] for a in later.all("a")}
    assert ways["April 2026"] == f"{WHERE}?month=2026-04&kind=other"
    assert ways["This month"] == f"{WHERE}?month=2026-03&kind=other"
    assert ways["June 2026"] == f"{WHERE}?month=2026-06&kind=other"


def test_a_chosen_day_is_shown_whole(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        for n in range(7):
            promise(cast, text=f"Logo {n}", due=day(12))
    cell = page(owner)
    more = next(a for a in cell.all("a") if a.text == "and 4 more")
    whole = owner.get(more.attributes["href"].partition("#")[0])
    rows = [row for row in parsed(whole.content.decode()).all("li") if "data-row" in row.attributes]
    assert len(rows) == 7


def test_it_is_the_same_ledger(owner: Client, cast: Cast) -> None:
    """Customer and kind stay chosen from the list to the month and back."""
    ledger = parsed(owner.get(f"/desk/fern-studio/ledger?customer={cast.anna.pk}").content.decode())
    to_month = next(a for a in ledger.all("a") if a.text.strip() == "Month")
    month = parsed(owner.get(to_month.attributes["href"]).content.decode())
    assert {key for key, said in days(month).items() if "promise" in said} == {"2026-03-27"}
    back = next(a for a in month.all("a") if a.text.strip() == "List")
    assert back.attributes["href"] == f"/desk/fern-studio/ledger?customer={cast.anna.pk}"


@pytest.mark.parametrize(
    "asked",
    [
        {"month": "2026-13"}, {"month": "9999-99"}, {"month": "x" * 9000}, {"month": "0001-01"},
        {"day": "tomorrow"}, {"day": "2026-02-30"}, {"day": "2027-01-01"}, {"kind": "nonsense"},
        {"customer": "9" * 30}, {"month": "\x00"}, {"month": "٢٠٢٦-٠٣"},
    ],
)  # fmt: skip
def test_nonsense_is_passed_over(owner: Client, asked: dict[str, str]) -> None:
    assert "March 2026" in page(owner, **asked).text


def test_nobody_elses_promises_are_in_it(owner: Client, cast: Cast) -> None:
    with enter(cast.salon):
        gwen = cast.client_of_salon
    empty = page(owner, customer=gwen.pk)
    assert "Gwen" not in empty.text
    assert "Nothing is due in this month." in empty.text


def test_it_asks_as_often_for_many_as_for_few(owner: Client, cast: Cast) -> None:
    asked = []
    for more in (1, 60):
        with enter(cast.studio):
            for n in range(more):
                promise(cast, text=f"Logo {n}", due=day(6 + n % 20))
        drawn.forget()
        with CaptureQueriesContext(connection) as queries:
            page(owner, day="2026-03-06")
        asked.append(sum("set_config" not in one["sql"] for one in queries))
    few, many = asked
    assert many <= few
