from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.engagements.actions import begin, bring_in, describe
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Described, Work
from makegood.foundation.journal.actions import open_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.money import MOST_CENTS
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

NOBODY = Actor("rule", rule="a test")
EARLIER = SINCE - timedelta(days=30)


def bakery() -> Customer:
    return meet(name="the bakery", by=NOBODY, at=SINCE)


def test_work_begins_for_a_customer_and_is_written_down(cast: Cast) -> None:
    with enter(cast.studio):
        work = begin(customer=bakery(), name="Logo", happened_at=EARLIER, by=NOBODY, at=SINCE)
        assert (str(work), work.began_at) == ("Logo", EARLIER)
        entry = Entry.objects.get(event="engagement.begun")
        assert (entry.subject_id, entry.engagement_id) == (work.pk, work.pk)
        assert entry.customer_id == work.customer_id
        assert (entry.happened_at, entry.recorded_at) == (EARLIER, SINCE)
        assert entry.facts == {}


def test_work_that_begins_now_began_now(cast: Cast) -> None:
    with enter(cast.studio):
        assert begin(customer=bakery(), name="Logo", by=NOBODY, at=SINCE).began_at == SINCE


def test_work_is_worth_something_and_has_a_day_that_matters(cast: Cast) -> None:
    fair = SINCE.date() + timedelta(days=30)
    worth: dict[str, Any] = {"value_cents": 48_000, "own_date": fair, "own_date_why": "The fair"}
    with enter(cast.studio):
        work = begin(customer=bakery(), name="Logo", **worth, by=NOBODY, at=SINCE)
        work.refresh_from_db()
        assert {name: getattr(work, name) for name in worth} == worth
        assert Entry.objects.get(event="engagement.begun").facts == {}


def test_one_piece_of_work_comes_in_once(cast: Cast) -> None:
    with enter(cast.studio):
        customer, by = bakery(), Actor("import")
        batch = open_import(source="shop", by=by, at=SINCE)
        logo = Work(key="shop:1", name="Logo", began_at=SINCE, value_cents=9900)
        with bringing_in(batch):
            found = bring_in(works=[(customer, logo)] * 2, batch=batch, by=by, at=SINCE)
            again = bring_in(works=[(customer, logo)], batch=batch, by=by, at=SINCE)
            assert found == again
            assert Engagement.objects.get().value_cents == 9900
        assert not Engagement.objects.exists()


def test_two_without_a_key_are_two(cast: Cast) -> None:
    with enter(cast.studio):
        customer = bakery()
        for _ in range(2):
            begin(customer=customer, name="Logo", by=NOBODY, at=SINCE)
        assert Engagement.objects.count() == 2


DAY = date(2026, 12, 12)


def logo() -> Engagement:
    return begin(customer=bakery(), name="Logo", by=NOBODY, at=SINCE)


def test_work_is_described_and_the_event_says_which_parts_and_no_words(cast: Cast) -> None:
    with enter(cast.studio):
        work = logo()
        said: Described = {
            "name": " The  sign ",
            "value_cents": 120000,
            "own_date": DAY,
            "own_date_why": "the fair opens",
        }
        assert describe(engagement=work, said=said, by=NOBODY, at=SINCE)
        work.refresh_from_db()
        assert (work.name, work.value_cents) == ("The sign", 120000)
        assert (work.own_date, work.own_date_why) == (DAY, "the fair opens")
        entry = Entry.objects.get(event="engagement.described")
        assert entry.facts == {"what": ["name", "value_cents", "own_date", "own_date_why"]}
        assert (entry.subject_id, entry.customer_id) == (work.pk, work.customer_id)


def test_what_is_left_out_stays_and_the_same_said_again_is_no_news(cast: Cast) -> None:
    with enter(cast.studio):
        work = logo()
        same: Described = {"value_cents": 9900, "name": "Logo"}
        assert describe(engagement=work, said={"value_cents": 9900}, by=NOBODY, at=SINCE)
        assert not describe(engagement=work, said=same, by=NOBODY, at=SINCE)
        assert describe(engagement=work, said={"value_cents": None}, by=NOBODY, at=SINCE)
        work.refresh_from_db()
        assert (work.name, work.value_cents) == ("Logo", None)
        entries = Entry.objects.filter(event="engagement.described")
        assert [entry.facts["what"] for entry in entries] == [["value_cents"]] * 2


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"name": " "}, "name", "What is it called"),
        ({"name": "x" * 201}, "name", "too long"),
        ({"value_cents": -1}, "value_cents", "never less"),
        ({"value_cents": MOST_CENTS + 1}, "value_cents", "too large"),
        ({"own_date": date(2126, 12, 12)}, "own_date", "100 years off"),
        ({"own_date": date(1826, 1, 1)}, "own_date", "100 years off"),
        ({"own_date_why": "the fair opens"}, "own_date", "which day"),
        ({"own_date": DAY, "own_date_why": "x" * 201}, "own_date_why", "too long"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(
    cast: Cast, said: Described, field: str, sentence: str
) -> None:
    with enter(cast.studio):
        work = logo()
        with pytest.raises(Refusal, match=sentence) as refused:
            describe(engagement=work, said={"value_cents": 9900, **said}, by=NOBODY, at=SINCE)
        assert refused.value.field == field
        work.refresh_from_db()
        assert (work.name, work.value_cents, work.own_date) == ("Logo", None, None)
        assert not Entry.objects.filter(event="engagement.described").exists()


def test_who_takes_the_day_away_takes_its_reason_too(cast: Cast) -> None:
    with enter(cast.studio):
        work = logo()
        said: Described = {"own_date": DAY, "own_date_why": "the fair opens"}
        describe(engagement=work, said=said, by=NOBODY, at=SINCE)
        with pytest.raises(Refusal, match="leave both empty"):
            describe(engagement=work, said={"own_date": None}, by=NOBODY, at=SINCE)
        gone: Described = {"own_date": None, "own_date_why": ""}
        assert describe(engagement=work, said=gone, by=NOBODY, at=SINCE)
