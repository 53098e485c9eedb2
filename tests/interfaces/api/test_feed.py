from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.api.subscribed import (
    DAY,
    MONDAY,
    address_of,
    events,
    fetched,
    nine_to_five,
    only,
    promised,
)
from tests.interfaces.walls import digest

MOST_QUESTIONS = 10


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY + timedelta(minutes=5), tick=False) as traveller:
        yield traveller


@pytest.fixture
def address(cast: Cast) -> str:
    return address_of(cast.owner)


def test_it_is_a_calendar_that_no_other_cache_keeps(cast: Cast, address: str) -> None:
    answer = fetched(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="fern-studio.ics"'
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_each_sees_their_own_and_what_nobody_owns(cast: Cast, address: str) -> None:
    left = cast.colleague
    for text, owner in (("Mine", cast.owner), ("Nobody's", None), ("Bob's", left)):
        promised(cast.owner, text=text, owner=owner)
    assert {event["SUMMARY"] for event in events(address)} == {"Mine", "Nobody's"}
    assert {event["SUMMARY"] for event in events(address_of(left))} == {"Bob's", "Nobody's"}
    left.ended_at = MONDAY
    left.save(update_fields=["ended_at"])
    assert {event["SUMMARY"] for event in events(address)} == {"Mine", "Nobody's", "Bob's"}


def test_another_business_is_another_country(cast: Cast, address: str) -> None:
    promised(cast.stranger, text="Salon", owner=None)
    assert events(address) == []
    assert only(address_of(cast.stranger))["SUMMARY"] == "Salon"


def test_an_unchanged_feed_is_not_sent_again(cast: Cast, address: str) -> None:
    promised(cast.owner)
    first = fetched(address)
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    again = fetched(address, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, max-age=300"
    assert fetched(address, if_modified_since=changed).status_code == 304
    promised(cast.owner, at=MONDAY + timedelta(minutes=1))
    assert fetched(address, if_none_match=etag).status_code == 200
    assert fetched(address, if_modified_since=changed).status_code == 200


def test_the_clock_alone_changes_nothing_within_a_day(
    cast: Cast, address: str, on_a_monday: time_machine.Traveller
) -> None:
    nine_to_five(cast.owner)
    promised(cast.owner, effort_minutes=300)
    morning = fetched(address).headers["ETag"]
    on_a_monday.move_to(MONDAY + timedelta(hours=13))
    assert fetched(address).headers["ETag"] == morning


def test_within_the_second_of_a_change_no_date_is_sent(cast: Cast, address: str) -> None:
    promised(cast.owner, at=MONDAY + timedelta(minutes=5))
    assert "Last-Modified" not in fetched(address).headers


def test_a_changed_address_opens_nothing_at_once(cast: Cast, address: str) -> None:
    promised(cast.owner)
    [before] = events(address)
    newer = address_of(cast.owner)
    assert fetched(address).status_code == 404
    assert only(newer)["UID"] == before["UID"]


def test_it_ends_with_the_membership(cast: Cast, address: str) -> None:
    theirs = address_of(cast.colleague)
    cast.colleague.ended_at = MONDAY
    cast.colleague.save(update_fields=["ended_at"])
    assert fetched(theirs).status_code == 404
    assert fetched(address).status_code == 200


def test_it_ends_with_the_person(cast: Cast, address: str) -> None:
    cast.alice.is_active = False
    cast.alice.save(update_fields=["is_active"])
    assert fetched(address).status_code == 404


def test_it_does_not_end_by_itself(
    cast: Cast, address: str, on_a_monday: time_machine.Traveller
) -> None:
    on_a_monday.move_to(MONDAY + 3650 * DAY)
    assert fetched(address).status_code == 200


def test_what_was_never_an_address_is_answered_like_one_that_was(cast: Cast, address: str) -> None:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        page = make(purpose=Link.Purpose.PAGE, opens=cast.owner.pk, by=by, at=MONDAY)
        of_a_page = reverse("feed", kwargs={"token": links.token(page.pk)})
    newer = address_of(cast.owner)
    token = newer.removeprefix("/feed/").removesuffix(".ics")
    wrong = [f"/feed/{'A' * 43}.ics", of_a_page, f"/feed/{token}A.ics", f"/feed/{token[:-1]}.ics"]
    answers = [fetched(one) for one in (address, *wrong)]
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (404, answers[0].content)
    }
    assert fetched(f"/feed/{token}").status_code == 404


def test_it_is_read_and_nothing_else(cast: Cast, address: str) -> None:
    promised(cast.owner)
    before = digest.of_everything(cast.studio, cast.salon)
    strict = Client(enforce_csrf_checks=True)
    assert strict.head(address).status_code == 200
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "REPORT"):
        for where in (address, f"/feed/{'A' * 43}.ics"):
            assert strict.generic(method, where).status_code == 405, method
    assert fetched(address).status_code == 200
    assert digest.of_everything(cast.studio, cast.salon) == before


def test_the_address_stands_nowhere_in_it(cast: Cast, address: str) -> None:
    promised(cast.owner)
    answer = fetched(address)
    token = address.removeprefix("/feed/").removesuffix(".ics")
    assert token not in answer.content.decode() + str(answer.headers)


def test_many_promises_are_few_questions(cast: Cast, address: str) -> None:
    nine_to_five(cast.owner)
    for n in range(30):
        promised(cast.owner, text=f"Promise {n}", customer=cast.bakery, effort_minutes=60)
    with enter(cast.studio):
        for promise in Promise.objects.all()[:9]:
            keep(promise=promise, by=Actor("member", cast.owner.pk), at=MONDAY)
    with CaptureQueriesContext(connection) as asked:
        assert len(events(address)) >= 30 + 21
    selected = [one["sql"] for one in asked if one["sql"].lstrip("(").startswith("SELECT")]
    assert len([sql for sql in selected if "set_config" not in sql]) <= MOST_QUESTIONS
