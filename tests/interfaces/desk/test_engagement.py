from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.queries import cadence_of
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.placing import place
from makegood.domain.promises.models import Promise, Update
from makegood.domain.recovery.actions.opening import open_by_hand
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.test_page import in_days
from tests.ui.reading import parsed

SAID = {"words": "At the printer.", "email": "bakery@example.com", "says": "on_track", "seen": "0"}


@pytest.fixture
def proofs(cast: Cast) -> Promise:
    return promised(cast)


@pytest.fixture
def logo(cast: Cast, proofs: Promise) -> Engagement:
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        work = place(promise=proofs, name="The logo", by=by, at=timezone.now())
    assert work is not None
    return work


def promised(cast: Cast, days: int = 3, **said: Any) -> Promise:
    by, at = Actor("member", cast.owner.pk), timezone.now() - timedelta(days=9)
    terms = Terms(text="Logo proofs", customer=cast.bakery, **said)
    with enter(cast.studio):
        return make(terms=terms, due=in_days(days), by=by, at=at)


def address(name: str, **ids: Any) -> str:
    return reverse(name, kwargs={"business": "fern-studio", **ids})


def page_of(browser: Client, logo: Engagement) -> str:
    return browser.get(address("engagement", engagement=logo.pk)).content.decode()


def fridays(browser: Client, logo: Engagement) -> str:
    where = address("cadence", engagement=logo.pk)
    page = browser.post(where, {"rhythm": "weekday-4"}, follow=True)
    return str(page.content.decode())


def test_a_promise_is_put_into_a_new_piece_of_work(
    cast: Cast, alice: Client, proofs: Promise
) -> None:
    where = address("place", promise=proofs.pk)
    page = alice.post(where, {"name": "The logo"}, follow=True).content.decode()
    assert "It is part of “The logo”." in page
    with enter(cast.studio):
        logo = Engagement.objects.get()
    assert address("engagement", engagement=logo.pk) in page


def test_a_name_that_is_too_long_stays_in_its_field(alice: Client, proofs: Promise) -> None:
    page = alice.post(address("place", promise=proofs.pk), {"name": "x" * 201})
    assert page.status_code == 422
    assert "too long" in page.content.decode()


def test_the_page_shows_how_it_stands_and_its_promises(alice: Client, logo: Engagement) -> None:
    page = page_of(alice, logo)
    assert "On track, as far as its promises say." in page
    assert "Piece of work for the bakery" in page
    assert "Logo proofs" in page
    assert "None yet" in page


def test_an_open_case_is_said_first_and_no_press_says_on_track(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    with enter(cast.studio):
        by, at = Actor("member", cast.owner.pk), timezone.now()
        matter = "The sign hangs askew"
        open_by_hand(
            who=cast.bakery, matter=matter, engagement=logo, member=cast.owner, by=by, at=at
        )
    page = page_of(alice, logo)
    assert "Something went wrong here: The sign hangs askew." in page
    assert "On track, as far as its promises say." not in page
    assert page.index("Write an update all the same") < page.index("Tell them: on track")


def test_a_rhythm_promises_the_next_update(cast: Cast, alice: Client, logo: Engagement) -> None:
    assert "They hear from us every Friday. The next time:" in fridays(alice, logo)
    with enter(cast.studio):
        owed = Promise.objects.get(regular=True)
    page = alice.get(address("promise", promise=owed.pk)).content.decode()
    assert "Write the update" in page
    assert "It is part of something" not in page


def test_no_rhythm_chosen_is_said_beside_it(alice: Client, logo: Engagement) -> None:
    page = alice.post(address("cadence", engagement=logo.pk), {"rhythm": "weekday-9"})
    assert page.status_code == 422
    assert "not in the list" in page.content.decode()


def test_promising_no_more_asks_who_asked(cast: Cast, alice: Client, logo: Engagement) -> None:
    fridays(alice, logo)
    where = address("cadence_ended", engagement=logo.pk)
    assert alice.post(where, {"asked_by": ""}).status_code == 422
    alice.post(where, {"asked_by": "us"})
    with enter(cast.studio):
        assert cadence_of(logo) is None
        assert Promise.objects.get(regular=True).withdrawn_asked_by == "us"


def test_reading_through_shows_the_letter_and_writes_nothing(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    page = alice.post(address("updates", engagement=logo.pk), {**SAID, "read": "1"})
    said = page.content.decode()
    assert page.status_code == 200
    assert "The logo: it is on track." in said
    assert "At the printer." in said
    assert said.count('name="read"') == 1, "read through once more: there is one way to"
    assert "Put it on their page" not in said
    with enter(cast.studio):
        assert not Update.objects.exists()
        assert not Letter.objects.exists()


def test_one_press_says_on_track_and_keeps_the_update(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    fridays(alice, logo)
    page = alice.post(address("updates", engagement=logo.pk), SAID, follow=True)
    assert "It is on its way." in page.content.decode()
    assert "They have not heard it yet" in page.content.decode()
    work_off()
    with enter(cast.studio):
        assert Letter.objects.get().state == Letter.State.SENT
        first, following = Promise.objects.filter(regular=True).order_by("id")
        assert (first.kept_at is not None, following.is_open) == (True, True)
        assert following.due_to == Update.objects.get().next_on
    assert "by letter" in page_of(alice, logo)


def test_what_a_colleague_wrote_is_read_and_then_pressed_again(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    there, said = address("updates", engagement=logo.pk), {**SAID, "email": ""}
    bob = Client()
    bob.force_login(cast.bob)
    bob.post(there, {**said, "words": "The plates are made."})
    page = alice.post(there, said)
    assert page.status_code == 422
    shown = page.content.decode()
    assert "Somebody wrote to them meanwhile." in shown
    assert "The plates are made." in shown
    fields = (one.attributes for one in parsed(shown).all("input"))
    [seen] = [one["value"] for one in fields if one.get("name") == "seen"]
    assert alice.post(there, {**said, "seen": seen}).status_code == 302
    with enter(cast.studio):
        assert Update.objects.count() == 2


def test_told_already_sends_no_letter(cast: Cast, alice: Client, logo: Engagement) -> None:
    fridays(alice, logo)
    said = {**SAID, "told": "phone"}
    page = alice.post(address("updates", engagement=logo.pk), said, follow=True)
    assert "They know now." in page.content.decode()
    with enter(cast.studio):
        assert not Letter.objects.exists()
        assert Promise.objects.filter(regular=True, kept_at__isnull=False).exists()


def test_without_an_address_the_link_is_handed_over_and_the_hearing_said(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    fridays(alice, logo)
    where = address("updates", engagement=logo.pk)
    page = alice.post(where, {**SAID, "email": ""}, follow=True).content.decode()
    assert "Hand the link over." in page
    assert "/l/" in page
    with enter(cast.studio):
        said = Update.objects.get()
        assert Promise.objects.get(regular=True).is_open
    hearing = address("update_heard", update=said.pk)
    ahead = {"how": "phone", "told_at": "2090-01-01T10:00"}
    assert "still ahead" in alice.post(hearing, ahead).content.decode()
    alice.post(hearing, {"how": "phone", "told_at": ""})
    with enter(cast.studio):
        assert Promise.objects.filter(regular=True, kept_at__isnull=False).exists()


def test_what_is_late_leads_to_the_notice(cast: Cast, alice: Client, logo: Engagement) -> None:
    late = promised(cast, -1, engagement=logo)
    page = page_of(alice, logo)
    assert "“Logo proofs”: we said yesterday." in page
    assert address("notices", promise=late.pk) in page
    assert "Tell them: on track" not in page
    refused = alice.post(address("updates", engagement=logo.pk), SAID)
    assert "would not be true" in refused.content.decode()
    with enter(cast.studio):
        assert not Update.objects.exists()


def test_a_draft_about_a_day_that_passed_in_silence_begins_with_the_facts(
    cast: Cast, alice: Client
) -> None:
    late = promised(cast, -1)
    said = {
        "when": "in 3 days",
        "reason": "supplier",
        "seen": "0",
        "email": "",
        "read": "1",
    }
    page = alice.post(address("notices", promise=late.pk), said).content.decode()
    assert "That day passed, and you heard nothing from us. We are sorry." in page
    with enter(cast.studio):
        assert late.due is not None
        assert late.due.last is not None
        assert f"{late.due.last.day}" in page


def test_who_may_only_look_sees_no_form(cast: Cast, alice: Client, logo: Engagement) -> None:
    with enter(cast.studio):
        Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    page = page_of(alice, logo)
    assert "Tell them" not in page
    assert "How often they hear" not in page


def test_work_of_another_business_is_not_there(cast: Cast, logo: Engagement) -> None:
    mallory = Client()
    mallory.force_login(cast.mallory)
    where = reverse("engagement", args=["salon-mallory", logo.pk])
    assert mallory.get(where).status_code == 404
