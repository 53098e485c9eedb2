"""What we serve, read back by a parser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from icalendar import Calendar

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.api.subscribed import (
    DAY,
    MONDAY,
    ZONE,
    address_of,
    day,
    events,
    fetched,
    nine_to_five,
    only,
    promised,
    read,
)

HOUR = timedelta(hours=1)
LONGEST_LINE = 75
HOSTILE = (
    "Cakes, pies; buns: \\n \\, 50% “off”",
    "One\nBEGIN:VEVENT\r\nSUMMARY:Mine\rEND:VEVENT",
    "שלום עולם, מחר",
    "🧁" * 60,
    "ñ" * 400,
    "line\u2028separator\u2029and\x0bothers\x1cof\x85that sort",
    "X-ALT;VALUE=TEXT:\t{{ 7 }} <b>bold</b>",
)


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY + HOUR, tick=False) as traveller:
        yield traveller


@pytest.fixture
def address(cast: Cast) -> str:
    return address_of(cast.owner)


def moved(cast: Cast, promise: Promise, to: Due, at: datetime) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        move(
            promise=promise,
            to=to,
            reason=Move.Reason.SUPPLIER,
            seen=promise.due_number,
            member=cast.owner,
            by=by,
            at=at,
        )


def ended(cast: Cast, act: Any, promise: Promise, at: datetime, **said: Any) -> None:
    with enter(cast.studio):
        act(promise=promise, by=Actor("member", cast.owner.pk), at=at, **said)


def test_a_day_is_a_whole_day(cast: Cast, address: str) -> None:
    promise = promised(cast.owner, customer=cast.bakery)
    event = only(address)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        date(2026, 3, 6),
        date(2026, 3, 7),
    )
    assert event["SUMMARY"] == "Logo proofs · the bakery"
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    page = f"{settings.BASE_URL}/desk/fern-studio/promises/{promise.pk}"
    assert event["URL"] == page
    assert event["DESCRIPTION"] == (
        f"Logo proofs\nWe promised it to the bakery on Monday 2 March.\n{page}"
    )


def test_days_span_all_of_them(cast: Cast, address: str) -> None:
    promised(cast.owner, due=day(9, 13))
    event = only(address)
    assert event.decoded("DTSTART") == date(2026, 3, 9)
    assert event.decoded("DTEND") == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("kind", "effort", "lasts", "transp"),
    [
        (Promise.Kind.DELIVERY, None, HOUR / 2, "TRANSPARENT"),
        (Promise.Kind.APPOINTMENT, None, HOUR, "OPAQUE"),
        (Promise.Kind.APPOINTMENT, 150, 2.5 * HOUR, "OPAQUE"),
    ],
)
def test_an_instant_stands_in_the_business_zone(
    cast: Cast,
    address: str,
    kind: Promise.Kind,
    effort: int | None,
    lasts: timedelta,
    transp: str,
) -> None:
    at = datetime(2026, 3, 30, 13, 0, tzinfo=UTC)
    promised(cast.owner, due=Due(zone=ZONE, at=at), kind=kind, effort_minutes=effort)
    event = only(address)
    assert event["DTSTART"].params["TZID"] == ZONE
    assert event["DTSTART"].to_ical() == b"20260330T150000"
    assert event.decoded("DTSTART") == at
    assert event.decoded("DTEND") == at + lasts
    assert event["TRANSP"] == transp


def test_the_zone_is_explained_for_as_long_as_it_is_used(cast: Cast, address: str) -> None:
    for year in (2026, 2041):
        promised(cast.owner, due=Due(zone=ZONE, at=datetime(year, 7, 6, 10, tzinfo=UTC)))
    calendar = read(address)
    [zone] = calendar.timezones
    assert zone.tz_name == ZONE
    local = zone.to_tz()
    for event in calendar.events:
        wall = event.decoded("DTSTART").replace(tzinfo=None)
        assert wall.replace(tzinfo=local).utcoffset() == 2 * HOUR


def test_what_they_owe_us_says_so(cast: Cast, address: str) -> None:
    promised(
        cast.owner, text="Photos", customer=cast.bakery, promised_by=Promise.By.CUSTOMER, owner=None
    )
    event = only(address)
    assert event["SUMMARY"] == "Photos · from the bakery"
    assert "the bakery promised it to us on Monday 2 March." in event["DESCRIPTION"]


def test_a_move_is_the_same_event_elsewhere(cast: Cast, address: str) -> None:
    promise = promised(cast.owner)
    before = only(address)
    moved(cast, promise, day(13), MONDAY + HOUR)
    after = only(address)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("DTSTART") == date(2026, 3, 13)
    assert after.decoded("LAST-MODIFIED") == MONDAY + HOUR > before.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTAMP") == MONDAY + HOUR
    assert "First said for Friday 6 March, moved 1 time." in after["DESCRIPTION"]


def test_what_was_kept_stays_for_thirty_days(
    cast: Cast, address: str, on_a_monday: time_machine.Traveller
) -> None:
    promise = promised(cast.owner, customer=cast.bakery)
    ended(cast, keep, promise, MONDAY + HOUR)
    event = only(address)
    assert (event["SUMMARY"], event["STATUS"]) == ("Kept: Logo proofs · the bakery", "CONFIRMED")
    assert "Kept on Monday 2 March." in event["DESCRIPTION"]
    on_a_monday.move_to(MONDAY + 30 * DAY)
    assert len(events(address)) == 1
    on_a_monday.move_to(MONDAY + 31 * DAY)
    assert events(address) == []


def test_kept_by_mistake_is_open_again_and_newer(cast: Cast, address: str) -> None:
    promise = promised(cast.owner)
    ended(cast, keep, promise, MONDAY + HOUR / 2)
    with enter(cast.studio):
        promise.refresh_from_db()
    ended(cast, reopen, promise, MONDAY + HOUR)
    event = only(address)
    assert event["SUMMARY"] == "Logo proofs"
    assert event.decoded("LAST-MODIFIED") == MONDAY + HOUR


def test_what_was_withdrawn_is_cancelled(cast: Cast, address: str) -> None:
    promise = promised(cast.owner)
    before = only(address)
    ended(cast, withdraw, promise, MONDAY + HOUR, asked_by=Promise.AskedBy.CUSTOMER)
    event = only(address)
    assert (event["STATUS"], event["UID"]) == ("CANCELLED", before["UID"])
    assert event["SUMMARY"] == "Withdrawn: Logo proofs"


def test_what_is_late_stays_where_it_was_said(
    cast: Cast, address: str, on_a_monday: time_machine.Traveller
) -> None:
    promised(cast.owner)
    on_a_monday.move_to(MONDAY + 90 * DAY)
    assert only(address).decoded("DTSTART") == date(2026, 3, 6)


def test_work_is_proposed_before_it_is_due(cast: Cast, address: str) -> None:
    nine_to_five(cast.owner)
    promised(cast.owner, customer=cast.bakery, effort_minutes=600)
    due, *blocks = sorted(events(address), key=lambda event: event["STATUS"])
    assert due["STATUS"] == "CONFIRMED"
    spans = {block.decoded("DTSTART"): block.decoded("DTEND") for block in blocks}
    assert spans == {
        datetime(2026, 3, 4, 14, tzinfo=UTC): datetime(2026, 3, 4, 16, tzinfo=UTC),
        datetime(2026, 3, 5, 8, tzinfo=UTC): datetime(2026, 3, 5, 16, tzinfo=UTC),
    }
    for block in blocks:
        assert (block["STATUS"], block["TRANSP"]) == ("TENTATIVE", "OPAQUE")
        assert block["SUMMARY"] == "Work on: Logo proofs · the bakery"
    assert len({event["UID"] for event in (due, *blocks)}) == len(spans) + 1


def test_work_is_proposed_to_nobody_but_its_owner(cast: Cast, address: str) -> None:
    nine_to_five(cast.owner)
    promised(cast.owner, owner=None, effort_minutes=60)
    promised(cast.owner, promised_by=Promise.By.CUSTOMER, customer=cast.bakery, effort_minutes=60)
    kept = promised(cast.owner, effort_minutes=60)
    ended(cast, keep, kept, MONDAY + HOUR)
    assert {event["STATUS"] for event in events(address)} == {"CONFIRMED"}


def test_work_goes_round_an_appointment(cast: Cast, address: str) -> None:
    nine_to_five(cast.owner)
    meeting = Due(zone=ZONE, at=datetime(2026, 3, 5, 15, 0, tzinfo=UTC))
    promised(cast.owner, due=meeting, kind=Promise.Kind.APPOINTMENT)
    promised(cast.owner, effort_minutes=60)
    [block] = [event for event in events(address) if event["STATUS"] == "TENTATIVE"]
    assert block.decoded("DTEND") == datetime(2026, 3, 5, 15, 0, tzinfo=UTC)


def test_the_calendar_itself_has_no_uid(cast: Cast, address: str) -> None:
    promised(cast.owner)
    calendar = read(address)
    assert "UID" not in calendar
    assert calendar["VERSION"] == "2.0"
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Promises · Fern Studio"


def test_twenty_promises_are_twenty_events(cast: Cast, address: str) -> None:
    for n in range(20):
        promised(cast.owner, text=f"Promise {n}")
    assert len({event["UID"] for event in events(address)}) == 20


def test_it_speaks_the_language_of_the_business(cast: Cast, address: str) -> None:
    Business.objects.filter(pk=cast.studio.pk).update(locale="de")
    promise = promised(cast.owner)
    moved(cast, promise, day(13), MONDAY + HOUR)
    answer = fetched(address, accept_language="en")
    assert answer.headers["Content-Language"] == "de"
    assert "6.\u00a0März" in only(address)["DESCRIPTION"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(cast: Cast, address: str, text: str) -> None:
    promised(cast.owner, text=text[:500])
    answer = fetched(address)
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    for line in lines:
        line.decode()
    # Some programs take each of these for the end of a line.
    unfolded = answer.content.decode().replace("\r\n", "\n")
    assert unfolded.splitlines() == unfolded.split("\n")[:-1]
    event = only(address)
    assert event["SUMMARY"] == " ".join(event["SUMMARY"].split())
    spoken = "".join(letter for letter in text if letter.isalnum())
    heard = "".join(letter for letter in event["SUMMARY"] if letter.isalnum())
    assert heard == spoken


def test_written_out_again_it_is_the_same(cast: Cast, address: str) -> None:
    nine_to_five(cast.owner)
    for text in HOSTILE:
        promised(cast.owner, text=text, effort_minutes=90)
    promised(cast.owner, due=Due(zone=ZONE, at=MONDAY + 3 * DAY))
    served = fetched(address).content
    parsed = Calendar.from_ical(served)
    again = Calendar.from_ical(parsed.to_ical())
    assert plainly(again) == plainly(parsed)
    assert len(plainly(parsed)) > len(HOSTILE) * 2


def plainly(calendar: Any) -> list[dict[str, bytes]]:
    return [dict(_said(event)) for event in calendar.events]


def _said(event: Any) -> Iterator[tuple[str, bytes]]:
    for name, value in event.property_items(recursive=False):
        yield name, value if isinstance(value, bytes) else value.to_ical()
