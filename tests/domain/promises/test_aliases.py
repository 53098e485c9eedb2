"""What is an alias's stays the alias's, and is shown, written and handed over under its head."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.domain.customers.actions import merging, write_address
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.queries import named, names, of_customer
from makegood.domain.engagements.rules import Rhythm
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.placing import place
from makegood.domain.promises.actions.regular import begin_updates
from makegood.domain.promises.actions.reporting import write_update
from makegood.domain.promises.models import Notice, Promise, Update
from makegood.domain.promises.queries import notices, rows
from makegood.domain.promises.queries.feed import feed_of
from makegood.domain.promises.queries.for_customer import notice_of, page_of
from makegood.domain.promises.queries.of_customers import Owed, between_us, owed
from makegood.domain.promises.queries.rates import kept_rate
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    BAKERY,
    DAY,
    FRIDAY,
    HOUR,
    MONDAY,
    NEXT_FRIDAY,
    act,
    journal,
    noticed,
    promise,
    theirs,
)


@pytest.fixture
def merged(ours: Cast) -> Customer:
    """Anna turned out to be the bakery: the head."""
    anna, bakery = ours.anna, ours.bakery
    promise(ours, text="Poster", customer=anna)
    promise(ours, text="Logo proofs", due=NEXT_FRIDAY)
    write_address(customer=bakery, email=BAKERY, language="de", by=act(ours.owner), at=MONDAY)
    merging.merge(alias=anna, into=bakery, by=act(ours.owner), at=MONDAY)
    return bakery


def unmerge(ours: Cast) -> None:
    alias = Customer.objects.get(pk=ours.anna.pk)
    merging.unmerge(alias=alias, by=act(ours.owner), at=MONDAY)


def poster() -> Promise:
    return rows.get(Promise.objects.get(text="Poster").pk)


def texts(found: list[Promise]) -> list[str]:
    return [one.text for one in found]


def test_an_aliass_promise_is_its_own_and_shown_under_its_head(
    ours: Cast, merged: Customer
) -> None:
    assert (poster().customer, poster().who) == (ours.anna, merged)
    unmerge(ours)
    assert poster().who == ours.anna


def test_the_ledger_and_their_page_hold_what_is_theirs_under_any_name(
    ours: Cast, merged: Customer
) -> None:
    usual: dict[str, Any] = {"which": "open", "search": "", "kind": "", "page": 1, "now": MONDAY}
    ids = [merged.pk, ours.anna.pk]
    asked: dict[str, Any]
    found: list[dict[str, Any]] = [
        {"customer": None, "search": search} for search in ("bakery", "our BAKERY")
    ]
    for asked in ({"customer": ids}, *found):
        assert texts(rows.ledger(**usual | asked)[0]) == ["Poster", "Logo proofs"]
    assert texts(rows.ledger(**usual | {"customer": None, "search": "anna"})[0]) == ["Poster"]
    assert texts(page_of(merged).ours) == ["Poster", "Logo proofs"]
    unmerge(ours)
    assert texts(page_of(merged).ours) == ["Logo proofs"]
    assert texts(page_of(ours.anna).ours) == ["Poster"]


def test_their_page_tells_the_last_news_of_any_of_their_names(ours: Cast, merged: Customer) -> None:
    keep(promise=poster(), by=act(ours.owner), at=MONDAY + DAY)
    found = page_of(merged)
    assert (texts(found.done), found.heard_at) == (["Poster"], MONDAY + DAY)


def test_a_letter_goes_to_the_head_and_stays_the_aliass(ours: Cast, merged: Customer) -> None:
    said = noticed(ours, poster(), address="new@example.com")
    letter = said.letter
    assert letter is not None
    assert (letter.to_name, letter.to_address, letter.language) == (
        "the bakery",
        "new@example.com",
        "de",
    )
    assert "the bakery" in letter.text
    assert (letter.customer_id, said.link.opens) == (ours.anna.pk, ours.anna.pk)
    assert Customer.objects.get(pk=merged.pk).email == "new@example.com"
    assert Customer.objects.get(pk=ours.anna.pk).email == ""
    assert journal().customer_id == ours.anna.pk
    assert notice_of(merged, said.pk) == notices.last_to(merged) == said
    unmerge(ours)
    with pytest.raises(Notice.DoesNotExist):
        notice_of(merged, said.pk)
    assert notices.last_to(merged) is None


def test_an_update_goes_to_the_head(ours: Cast, merged: Customer) -> None:
    who: dict[str, Any] = {"member": ours.owner, "by": act(ours.owner), "at": MONDAY}
    work = begin(customer=ours.anna, name="Shop front", by=act(ours.owner), at=MONDAY)
    work.customer.refresh_from_db()
    begin_updates(engagement=work, rhythm=Rhythm(weekday=4), **who)
    says = Update.Says.ON_TRACK
    write_update(engagement=work, says=says, words="", address=BAKERY, seen=0, **who)
    letter = Letter.objects.get()
    assert (letter.to_name, letter.to_address, letter.customer_id) == (
        "the bakery",
        BAKERY,
        ours.anna.pk,
    )
    assert [one.engagement for one in page_of(merged).written] == [work]


def test_work_is_found_under_any_of_their_names(ours: Cast, merged: Customer) -> None:
    garden = begin(customer=ours.anna, name="Garden", by=act(ours.owner), at=MONDAY)
    shop = begin(customer=merged, name="Shop", by=act(ours.owner), at=MONDAY + HOUR)
    assert (named(merged, "garden"), names(merged)) == (garden, ["Shop", "Garden"])
    assert of_customer([merged.pk, ours.anna.pk]) == [shop, garden]
    logo = Promise.objects.get(text="Logo proofs")
    place(promise=logo, name="Garden", by=act(ours.owner), at=MONDAY)
    logo.refresh_from_db()
    assert logo.engagement == garden


def test_a_promise_may_wait_for_what_the_same_person_owes(ours: Cast, merged: Customer) -> None:
    photos = theirs(ours, customer=merged)
    assert rows.could_wait_for(poster())[0] == photos


def test_what_is_owed_is_counted_by_person(ours: Cast, merged: Customer) -> None:
    heads, now = {merged.pk: merged.pk, ours.anna.pk: merged.pk}, AFTER_FRIDAY
    assert owed(heads, now=now) == {merged.pk: Owed(2, 1)}
    assert owed({}, now=now) == {}
    found = between_us(heads, now=now)
    assert (texts(found.open), found.more) == (["Poster", "Logo proofs"], False)
    theirs(ours, customer=ours.anna)
    stands = between_us(heads, now=now).standing
    assert (stands.owed, stands.missed, stands.theirs) == (Owed(2, 1), FRIDAY, 1)
    assert (stands.kept.kept, stands.kept.of) == (0, 1)
    keep(promise=poster(), by=act(ours.owner), at=MONDAY + DAY)
    stands = between_us(heads, now=now).standing
    assert (stands.owed, stands.missed) == (Owed(1, 0), None)
    assert (stands.kept.kept, stands.kept.of) == (1, 1)
    assert kept_rate(now=now, customers=[merged.pk]).of == 0


def test_nobody_elses_promises_are_counted_or_listed(ours: Cast, merged: Customer) -> None:
    other = Customer.objects.create(name="Zoë", name_key="zoë", met_at=MONDAY)
    promise(ours, text="Another", customer=other)
    assert owed({other.pk: other.pk}, now=MONDAY) == {other.pk: Owed(1, 0)}
    assert between_us([other.pk], now=MONDAY).standing.owed == Owed(1, 0)
    assert "Another" not in texts(between_us([merged.pk, ours.anna.pk], now=MONDAY).open)


def test_heads_are_asked_for_once_and_only_where_somebody_is_merged(
    ours: Cast, merged: Customer
) -> None:
    for _ in range(3):
        promise(ours, text="Poster again", customer=ours.anna)
    asked = []
    for search in ("Poster", "Logo"):
        with CaptureQueriesContext(connection) as queries:
            found, _ = rows.ledger(
                which="open", search=search, kind="", customer=None, page=1, now=MONDAY
            )
            assert {str(one.who) for one in found} == {"the bakery"}
        asked.append(len(queries))
    assert asked[0] == asked[1] + 1


def test_a_calendar_knows_the_head(ours: Cast, merged: Customer) -> None:
    for _ in range(3):
        promise(ours, text="Poster again", customer=ours.anna, owner=ours.owner)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            found = feed_of(ours.owner, now=MONDAY, hours=office_hours(now=MONDAY))
            assert {str(one.who) for one in found.promises} == {"the bakery"}
        asked.append(len(queries))
        if len(asked) == 1:
            promise(ours, text="Poster more", customer=ours.anna, owner=ours.owner)
    assert asked[0] == asked[1]
