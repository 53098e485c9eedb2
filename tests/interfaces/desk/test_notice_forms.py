from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from makegood.domain.engagements.actions import describe
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Described
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.placing import place
from makegood.domain.promises.models import Notice, Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.desk.test_notices import SAID, address
from tests.interfaces.portal.test_page import in_days
from tests.ui.reading import parsed


@pytest.fixture
def logo(cast: Cast) -> Promise:
    """A promise that is part of a piece of work."""
    by, at = Actor("member", cast.owner.pk), timezone.now()
    with enter(cast.studio):
        terms = Terms(text="Logo proofs", customer=cast.bakery)
        promise = make(terms=terms, due=in_days(3), by=by, at=at)
        place(promise=promise, name="The logo", by=by, at=at)
    return promise


def work_of(cast: Cast) -> Engagement:
    with enter(cast.studio):
        found: Engagement = Engagement.objects.get()
    return found


def test_the_works_own_date_is_drafted_and_the_letter_says_what_the_new_day_means(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    by = Actor("member", cast.owner.pk)
    opening = in_days(15).last
    said: Described = {"own_date": opening, "own_date_why": "the fair opens", "value_cents": 777700}
    with enter(cast.studio):
        describe(engagement=work_of(cast), said=said, by=by, at=timezone.now())
    page = parsed(alice.get(address("notices", promise=logo.pk)).content.decode())
    fields = [one.attributes for one in page.all("input")]
    drawn = {one["name"]: one["value"] for one in fields if "depends" in one.get("name", "")}
    assert (drawn["depends_what"], drawn["depends_on"]) == ("the fair opens", str(opening))
    read = {**drawn, **SAID, "read": "1"}
    letter = alice.post(address("notices", promise=logo.pk), read).content.decode()
    assert "The fair opens on" in letter
    assert "this leaves 5 days" in letter
    assert "Keep that day with the work" not in letter
    assert "777" not in letter, "what it is worth to us is no business of theirs"


@pytest.mark.parametrize("keeps", [True, False])
def test_a_day_of_theirs_is_kept_with_the_work_where_that_is_wanted(
    cast: Cast, alice: Client, logo: Promise, keeps: bool
) -> None:
    opening = in_days(15).last
    said = {**SAID, "depends_what": "Your opening", "depends_on": str(opening)}
    alice.post(address("notices", promise=logo.pk), {**said, **({"keeps": "on"} if keeps else {})})
    work = work_of(cast)
    with enter(cast.studio):
        assert Notice.objects.count() == 1
        assert work.own_date_why == ("Your opening" if keeps else "")
        assert work.own_date == (opening if keeps else None)


def test_a_refused_letter_keeps_nothing_with_the_work(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    day = {"depends_what": "Your opening", "depends_on": str(in_days(15).last), "keeps": "on"}
    page = alice.post(
        address("notices", promise=logo.pk), {**SAID, **day, "when": "1 January 2020"}
    )
    assert page.status_code == 422
    with override_settings(LETTERS_A_DAY=0):
        assert alice.post(address("notices", promise=logo.pk), {**SAID, **day}).status_code == 422
    assert work_of(cast).own_date is None
