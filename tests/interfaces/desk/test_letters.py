"""A letter's page, and what the desk shows of one that did not reach them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.placing import place
from makegood.domain.promises.models import Answer, Promise, Telling
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import post_office
from tests.interfaces.desk.test_notices import SAID
from tests.interfaces.portal.test_page import in_days
from tests.ui.reading import parsed

LOST = "The letter did not reach them"
REFUSED = {"RCPT": "550 nobody here"}


@pytest.fixture
def logo(cast: Cast) -> Promise:
    by, bakery = Actor("member", cast.owner.pk), cast.bakery
    with enter(cast.studio):
        terms = Terms(text="Logo proofs", customer=bakery)
        return make(terms=terms, due=in_days(3), by=by, at=timezone.now())


def address(name: str, **ids: Any) -> str:
    return reverse(name, kwargs={"business": "fern-studio", **ids})


def post(alice: Client, cast: Cast, where: str, said: dict[str, Any], **script: Any) -> Letter:
    """Write a letter by a form, and let the mail server do with it what the script says."""
    alice.post(where, said)
    with post_office(**script) as office, to(office):
        work_off()
    with enter(cast.studio):
        letter: Letter = Letter.objects.order_by("-id")[0]
    return letter


def today(alice: Client) -> str:
    return alice.get(address("today")).content.decode()


def group(alice: Client) -> str:
    """The group of Today under which the one promise stands."""
    shown = parsed(today(alice))
    [rows] = [one for one in shown.all("ul") if one.attributes.get("class") == "promise-rows"]
    return (rows.attributes["aria-labelledby"] or "").removeprefix("need-")


def came_back(alice: Client, letter: Letter, why: str = "550 5.1.1 gone") -> str:
    where = address("letter_came_back", letter=letter.pk)
    page = alice.post(where, {"why": why}, follow=True).content.decode()
    work_off()
    return page


def test_one_that_came_back_told_nobody_and_needs_us_again(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    letter = post(alice, cast, address("notices", promise=logo.pk), SAID)
    assert group(alice) == "soon"
    page = came_back(alice, letter)
    assert "It came back: by this letter they were not told." in page
    assert "550 5.1.1 gone" in page
    assert group(alice) == "at_risk"
    shown = today(alice)
    assert LOST in shown
    assert "Write to them" in shown
    written = alice.get(address("promise", promise=logo.pk)).content.decode()
    assert "It came back from bakery@example.com, today" in written
    assert "550 5.1.1 gone" in written
    form = alice.get(address("notices", promise=logo.pk)).content.decode()
    assert "The last letter to it came back." in form
    with enter(cast.studio):
        assert not Telling.objects.filter(taken_back_at=None).exists()


def test_said_by_mistake_it_is_taken_back(cast: Cast, alice: Client, logo: Promise) -> None:
    letter = post(alice, cast, address("notices", promise=logo.pk), SAID)
    assert "It did not come back" in came_back(alice, letter)
    page = alice.post(address("letter_did_not_come_back", letter=letter.pk), follow=True)
    work_off()
    assert "It counts again as it did before." in page.content.decode()
    assert group(alice) == "soon"
    with enter(cast.studio):
        assert Telling.objects.filter(taken_back_at=None, how="letter").count() == 1
        entries = Entry.objects.filter(event__in=["letter.bounced", "letter.unbounced"])
        pages = [address("entry", entry=entry.pk) for entry in entries.order_by("pk")]
    said = [alice.get(one).content.decode() for one in pages]
    assert "A letter to them came back" in said[0]
    assert "A letter had not come back" in said[1]


def test_looking_and_a_viewer_change_nothing(cast: Cast, alice: Client, logo: Promise) -> None:
    letter = post(alice, cast, address("notices", promise=logo.pk), SAID)
    assert alice.get(address("letter_came_back", letter=letter.pk)).status_code == 200
    assert alice.get(address("letter_did_not_come_back", letter=letter.pk)).status_code == 405
    Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    assert alice.post(address("letter_came_back", letter=letter.pk), {}).status_code == 404
    with enter(cast.studio):
        letter.refresh_from_db()
        assert letter.state == Letter.State.SENT


def test_too_many_words_are_refused_beside_the_field_and_kept(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    letter = post(alice, cast, address("notices", promise=logo.pk), SAID)
    page = alice.post(address("letter_came_back", letter=letter.pk), {"why": "gone " * 101})
    assert page.status_code == 422
    assert "That is too long" in page.content.decode()
    assert "gone gone" in page.content.decode()
    with enter(cast.studio):
        letter.refresh_from_db()
        assert letter.state == Letter.State.SENT


def test_what_stayed_here_cannot_come_back(cast: Cast, alice: Client, logo: Promise) -> None:
    alice.post(address("notices", promise=logo.pk), SAID)
    work_off()
    with enter(cast.studio):
        letter = Letter.objects.get()
    assert "It came back" not in alice.get(address("letter", letter=letter.pk)).content.decode()
    came_back(alice, letter)
    with enter(cast.studio):
        assert Letter.objects.get().state == Letter.State.SENT


def test_a_refused_letter_stands_on_today_with_one_act(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    post(alice, cast, address("notices", promise=logo.pk), SAID, **REFUSED)
    assert group(alice) == "at_risk"
    shown = parsed(today(alice))
    [act] = [one for one in shown.all("a") if one.attributes.get("class") == "act"]
    assert act.attributes["href"] == address("notices", promise=logo.pk)
    form = alice.get(act.attributes["href"] or "").content.decode()
    assert "The last letter to it was refused." in form
    with enter(cast.studio):
        Customer.objects.filter(pk=cast.bakery.pk).update(phone="+49 30 123 45")
    shown = parsed(today(alice))
    [press] = [one for one in shown.all("button") if one.attributes.get("name") == "how"]
    assert press.attributes["value"] == "phone"
    alice.post(address("tellings", promise=logo.pk), {"how": "phone"})
    assert group(alice) == "soon"
    assert LOST not in today(alice)


def test_written_again_to_another_address_it_waits_as_any_letter(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    where = address("notices", promise=logo.pk)
    post(alice, cast, where, SAID, **REFUSED)
    alice.post(where, {"email": "bread@example.com", "seen": "1", "options": ["fine"]})
    assert group(alice) == "to_tell"
    assert LOST not in today(alice)


@pytest.fixture
def work(cast: Cast, alice: Client, logo: Promise) -> Engagement:
    """Logo proofs are part of the logo; the bakery hears of it every twenty working days."""
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        found = place(promise=logo, name="The logo", by=by, at=timezone.now())
    assert found is not None
    alice.post(address("cadence", engagement=found.pk), {"rhythm": "working_days-20"})
    return found


def test_an_update_that_was_refused_needs_us_however_far_its_day(
    cast: Cast, alice: Client, work: Engagement
) -> None:
    said = {"words": "", "email": "bakery@example.com", "says": "on_track", "seen": "0"}
    assert "Update: The logo" not in today(alice)
    letter = post(alice, cast, address("updates", engagement=work.pk), said, **REFUSED)
    shown = today(alice)
    assert "Update: The logo" in shown
    assert LOST in shown
    assert "Write the update" in shown
    page = alice.get(address("engagement", engagement=work.pk)).content.decode()
    assert "It did not reach bakery@example.com: " in page
    assert "The last letter to it was refused." in page
    assert address("letter", letter=letter.pk) in page
    with enter(cast.studio):
        assert not Answer.objects.exists()


def test_an_update_that_came_back_needs_us_again(
    cast: Cast, alice: Client, work: Engagement
) -> None:
    said = {"words": "", "email": "bakery@example.com", "says": "on_track", "seen": "0"}
    letter = post(alice, cast, address("updates", engagement=work.pk), said)
    assert LOST not in today(alice)
    came_back(alice, letter)
    assert LOST in today(alice)
    page = alice.get(address("engagement", engagement=work.pk)).content.decode()
    assert "They have not heard it yet" in page
    assert "It came back from bakery@example.com" in page
