from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.making import make_from_words
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.models import Delivery, Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    BERLIN,
    DAY,
    FRIDAY,
    HOUR,
    IN_2126,
    MONDAY,
    WEDNESDAY,
    act,
    imported,
    journal,
    promise,
    refused,
    said_by,
    theirs,
)


def test_a_promise_holds_what_was_said_and_its_late_second(ours: Cast) -> None:
    why = ours.bakery and journal().pk
    logo = promise(ours, text="  Logo\tproofs\x00 ", effort_minutes=90, because=why)
    logo = Promise.objects.get(pk=logo.pk)
    assert (logo.text, logo.customer, logo.owner) == ("Logo proofs", ours.bakery, ours.owner)
    assert (logo.by, logo.to, logo.visible) == ("business", "customer", True)
    assert (logo.made_at, logo.because_id, logo.effort_minutes) == (MONDAY, why, 90)
    assert (logo.due, logo.due_first) == (FRIDAY, FRIDAY)
    assert logo.late_after == datetime(2026, 3, 6, 22, 59, 59, 999999, tzinfo=UTC)
    assert logo.late_after_first == logo.late_after
    assert (logo.due_number, logo.told_through, logo.tellings_recorded) == (0, -1, True)


def test_a_promise_is_journalled_without_its_words(ours: Cast) -> None:
    logo = promise(ours, kind=Promise.Kind.DELIVERY)
    entry = journal()
    assert (entry.event, said_by(entry)) == ("promise.made", ("member", ours.owner.pk))
    assert (entry.subject_id, entry.customer_id) == (logo.pk, ours.bakery.pk)
    assert entry.facts == {"kind": "delivery", "due_from": "2026-03-06", "due_to": "2026-03-06"}


def test_an_instant_is_kept_to_the_second(ours: Cast) -> None:
    at_three = Due(zone=BERLIN, at=datetime(2026, 3, 6, 14, 0, tzinfo=UTC))
    logo = promise(ours, due=at_three)
    assert (logo.due, logo.late_after) == (at_three, at_three.at)
    assert journal().facts["due_at"] == "2026-03-06T14:00:00+00:00"


@pytest.mark.parametrize(
    ("said", "to", "visible"),
    [
        ({}, "customer", True),
        ({"visible": False}, "customer", False),
        ({"customer": None}, "ourselves", False),
        ({"customer": None, "public": True}, "public", False),
        ({"public": True}, "customer", True),
    ],
)
def test_a_promise_is_to_whom_it_is_said(
    ours: Cast, said: dict[str, Any], to: str, visible: bool
) -> None:
    logo = promise(ours, **said)
    assert (logo.to, logo.visible) == (to, visible)


def test_a_customers_promise_is_to_us(ours: Cast) -> None:
    photos = theirs(ours)
    assert (photos.by, photos.to, photos.customer) == ("customer", "ourselves", ours.bakery)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": " \x00\n"}, "What did you promise"),
        ({"text": "x" * 501}, "501 characters"),
        ({"at": AFTER_FRIDAY}, "has passed already"),
        ({"due": IN_2126}, "more than a hundred years"),
        ({"customer": None, "promised_by": Promise.By.CUSTOMER}, "Who promised it"),
    ],
)
def test_what_cannot_be_promised_is_refused(ours: Cast, said: dict[str, Any], words: str) -> None:
    assert ours.bakery
    with refused(words):
        promise(ours, **said)


def test_a_promise_for_the_last_instant_is_still_ahead(ours: Cast) -> None:
    assert promise(ours, at=FRIDAY.late_after).is_open


def test_an_import_brings_what_is_long_past_and_knows_nothing_of_tellings(ours: Cast) -> None:
    old = imported(ours, at=AFTER_FRIDAY + DAY, made_at=MONDAY)
    assert (old.made_at, old.tellings_recorded, old.import_key) == (MONDAY, False, "1")
    entry = journal()
    assert (entry.by, entry.happened_at, entry.recorded_at) == (
        "import",
        MONDAY,
        AFTER_FRIDAY + DAY,
    )
    assert not Delivery.objects.exists()


def test_an_import_out_of_time_is_refused(ours: Cast) -> None:
    assert ours.bakery
    with refused("made in the future"):
        imported(ours, made_at=MONDAY + HOUR)
    with refused("due before it was made"):
        imported(ours, due=WEDNESDAY, made_at=AFTER_FRIDAY, at=AFTER_FRIDAY)


def from_words(ours: Cast, **said: Any) -> Promise:
    usual: dict[str, Any] = {"what": "Logo proofs", "who": "The Bakery", "due": FRIDAY}
    usual |= {"promised_by": Promise.By.BUSINESS, "owner": ours.owner, "once_key": ""}
    return make_from_words(**usual | {"by": act(ours.owner), "at": MONDAY} | said)


def test_words_find_the_customer_they_name(ours: Cast) -> None:
    known = ours.bakery
    assert from_words(ours).customer == known
    assert from_words(ours, who="bakery").customer == known
    assert Customer.objects.count() == 1


def test_words_meet_a_customer_named_for_the_first_time(ours: Cast) -> None:
    logo = from_words(ours, who="  Zoë   Smith ")
    assert str(logo.customer) == "Zoë Smith"
    assert list(Entry.objects.order_by("pk").values_list("event", flat=True)) == [
        "customer.met",
        "promise.made",
    ]


def test_words_that_name_nobody_promise_to_ourselves(ours: Cast) -> None:
    logo = from_words(ours, who=" ", what="Reply to all")
    assert (logo.customer, logo.to, logo.kind) == (None, "ourselves", "reply")


def test_words_say_what_they_owe_us(ours: Cast) -> None:
    photos = from_words(ours, what="Photos", promised_by=Promise.By.CUSTOMER)
    assert (photos.by, photos.kind) == ("customer", "input")
    with refused("Whom did you promise"):
        from_words(ours, who="", promised_by=Promise.By.CUSTOMER)


def test_refused_words_meet_nobody(ours: Cast) -> None:
    with refused("has passed already"):
        from_words(ours, who="Somebody new", at=AFTER_FRIDAY)


def test_words_pressed_twice_are_promised_once(ours: Cast) -> None:
    logo = from_words(ours, once_key="k")
    assert from_words(ours, once_key="k", at=MONDAY + HOUR) == logo
    assert from_words(ours, once_key="other") != logo
    with refused("a moment ago"):
        from_words(ours, once_key="k", what="Something else")
