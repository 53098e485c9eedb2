from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from makegood.domain.promises.actions.answering import answer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.models import Answer, Move, Notice, Promise
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk import wording
from makegood.kit.qr_code import qr_code
from tests.cast import Cast
from tests.interfaces.portal.test_page import in_days
from tests.ui.reading import parsed

SAID = {
    "when": "in 10 days",
    "reason": "supplier",
    "why": "The printer broke.",
    "options": ["fine", "call"],
    "email": "bakery@example.com",
    "seen": "0",
}


@pytest.fixture
def logo(cast: Cast) -> Promise:
    by, terms = Actor("member", cast.owner.pk), Terms(text="Logo proofs", customer=cast.bakery)
    with enter(cast.studio):
        return make(terms=terms, due=in_days(3), by=by, at=timezone.now())


def address(name: str, **ids: Any) -> str:
    return reverse(name, kwargs={"business": "fern-studio", **ids})


def test_reading_it_through_shows_the_letter_and_writes_nothing(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    page = alice.post(address("notices", promise=logo.pk), {**SAID, "read": "1"})
    said = page.content.decode()
    assert page.status_code == 200
    assert "The printer broke." in said
    assert "(the link to their page)" in said
    assert "Send it to bakery@example.com" in said
    with enter(cast.studio):
        assert not Move.objects.exists()
        assert not Letter.objects.exists()
        logo.refresh_from_db()
        assert logo.customer is not None
        assert logo.customer.email == ""


def test_sending_moves_tells_and_remembers_the_address(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    page = alice.post(address("notices", promise=logo.pk), SAID, follow=True)
    assert "It is on its way." in page.content.decode()
    work_off()
    with enter(cast.studio):
        notice = Notice.objects.get()
        assert notice.letter is not None
        assert notice.letter.state == Letter.State.SENT
        logo.refresh_from_db()
        assert (logo.due, logo.told_through) == (in_days(10), 0)
        assert logo.customer is not None
        assert logo.customer.email == "bakery@example.com"


def test_what_went_can_be_read_with_its_link(cast: Cast, alice: Client, logo: Promise) -> None:
    alice.post(address("notices", promise=logo.pk), SAID)
    work_off()
    assert "kept here, not sent" in alice.get(address("promise", promise=logo.pk)).content.decode()
    listed = alice.get(address("letters")).content.decode()
    assert "kept here, not sent" in listed
    with enter(cast.studio):
        letter = Letter.objects.get()
    said = alice.get(address("letter", letter=letter.pk)).content.decode()
    assert "The printer broke." in said
    assert "/l/" in said
    assert "{link:" not in said


def test_account_mail_is_shown_to_nobody(cast: Cast, alice: Client) -> None:
    with enter(cast.studio):
        letter = write(
            kind=Letter.Kind.ACCOUNT,
            about=cast.alice.pk,
            to_name="",
            to_address="alice@example.com",
            subject="Your password",
            text="{reset}",
            html="",
            language="en",
            at=timezone.now(),
        )
    assert "Your password" not in alice.get(address("letters")).content.decode()
    assert alice.get(address("letter", letter=letter.pk)).status_code == 404


def as_shown(browser: Client, promise: Promise) -> dict[str, str]:
    """What the form as it is now says by itself of what the writer has seen."""
    page = parsed(browser.get(address("notices", promise=promise.pk)).content.decode())
    hidden = (one.attributes for one in page.all("input") if one.attributes.get("type") == "hidden")
    return {said["name"]: said["value"] for said in hidden if said["name"] in {"seen", "after"}}


def moved(promise: Promise, days: int, member: Member) -> None:
    """In silence: nobody told them yet."""
    with enter(member.business):
        move(
            promise=promise,
            to=in_days(days),
            reason=Move.Reason.SUPPLIER,
            seen=0,
            member=member,
            by=Actor("member", member.pk),
            at=timezone.now(),
        )


def test_pressed_twice_it_is_one_letter(cast: Cast, alice: Client, logo: Promise) -> None:
    said = {**SAID, **as_shown(alice, logo)}
    for _ in range(2):
        assert alice.post(address("notices", promise=logo.pk), said).status_code == 302
    with enter(cast.studio):
        assert (Notice.objects.count(), Letter.objects.count()) == (1, 1)


def test_pressed_twice_of_a_date_that_moved_before_it_is_one_letter(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    moved(logo, 9, cast.owner)
    said = {"email": "bakery@example.com", **as_shown(alice, logo)}
    for _ in range(2):
        assert alice.post(address("notices", promise=logo.pk), said).status_code == 302
    again = {**said, **as_shown(alice, logo)}
    with enter(cast.studio):
        assert (Notice.objects.count(), Letter.objects.count()) == (1, 1)
    assert alice.post(address("notices", promise=logo.pk), again).status_code == 302
    with enter(cast.studio):
        assert Letter.objects.count() == 2


def test_a_date_that_the_writer_did_not_see_is_told_by_nobody(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    drawn = as_shown(alice, logo)
    moved(logo, 30, cast.colleague)
    page = alice.post(address("notices", promise=logo.pk), {**SAID, **drawn})
    assert page.status_code == 422
    assert "Somebody moved it meanwhile." in page.content.decode()
    with enter(cast.studio):
        assert not Letter.objects.exists()


@override_settings(LETTERS_A_DAY=0)
def test_one_letter_too_many_is_refused_with_all_that_was_typed(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    page = alice.post(address("notices", promise=logo.pk), SAID)
    assert page.status_code == 422
    said = page.content.decode()
    assert "letters leave in a day" in said
    assert "The printer broke." in said
    with enter(cast.studio):
        assert not Move.objects.exists()
        assert not Notice.objects.exists()
        assert not Letter.objects.exists()


def test_days_left_are_worked_out(cast: Cast, alice: Client, logo: Promise) -> None:
    opening = in_days(15).last
    said = {**SAID, "depends_what": "Your opening", "depends_on": str(opening), "read": "1"}
    page = alice.post(address("notices", promise=logo.pk), said)
    assert "this leaves 5 days" in page.content.decode()


def test_a_day_gone_by_is_refused_and_nothing_typed_is_lost(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    page = alice.post(address("notices", promise=logo.pk), {**SAID, "when": "1 January 2020"})
    said = page.content.decode()
    assert "passed already" in said
    assert "The printer broke." in said
    with enter(cast.studio):
        assert not Letter.objects.exists()


def test_a_move_is_for_a_reason_that_moves_a_date(cast: Cast, alice: Client, logo: Promise) -> None:
    """Whoever promises something else instead says so on the promise's page: it is no move."""
    page = alice.post(address("notices", promise=logo.pk), {**SAID, "reason": "replaced"})
    assert page.status_code == 422
    with enter(cast.studio):
        assert not Move.objects.exists()


def test_nothing_is_read_through_that_could_not_be_sent(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    there = address("notices", promise=logo.pk)
    for day, why in (("in 3 days", "the date it has now"), ("1 January 2020", "passed already")):
        page = alice.post(there, {**SAID, "when": day, "read": "1"})
        assert page.status_code == 422
        assert why in page.content.decode()
        assert "This is what they will read" not in page.content.decode()


def test_the_day_we_said_stands_above_the_new_one(alice: Client, logo: Promise) -> None:
    page = alice.get(address("notices", promise=logo.pk)).content.decode()
    assert f"We said {wording.exact_due(logo.due)}" in page


def test_without_an_address_it_stands_on_their_page(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    page = alice.post(address("notices", promise=logo.pk), {**SAID, "email": ""}, follow=True)
    assert "Hand the link over." in page.content.decode()
    with enter(cast.studio):
        assert Notice.objects.get().letter is None
        assert not logo.tellings.exists()


def test_an_answer_is_noted_once(cast: Cast, alice: Client, logo: Promise) -> None:
    alice.post(address("notices", promise=logo.pk), SAID)
    with enter(cast.studio):
        given = answer(
            notice=Notice.objects.get(),
            choice=Notice.Option.CALL,
            words="",
            by=Actor("customer", cast.bakery.pk),
            at=timezone.now(),
        )
    alice.post(address("answer_seen", answer=given.pk))
    with enter(cast.studio):
        assert Answer.objects.get().seen_by == cast.owner


def test_their_phone_and_language_are_kept_where_one_writes_to_them(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    said = {**SAID, "email": "", "phone": "+49 30 123 45", "language": "de"}
    there = address("notices", promise=logo.pk)
    read = alice.post(there, {**said, "read": "1"}).content.decode()
    assert "Worum es geht:" in read
    wrong = alice.post(there, {**said, "phone": "none"})
    assert wrong.status_code == 422
    assert "That is no phone number" in wrong.content.decode()
    with enter(cast.studio):
        assert not Notice.objects.exists()
    page = alice.post(there, said, follow=True).content.decode()
    assert 'href="sms:+493012345?' in page
    assert 'href="tel:+493012345"' in page
    shown = parsed(page)
    [link] = [one for one in shown.all("input") if one.attributes.get("class") == "copy-me"]
    drawn = [path.attributes.get("d") for path in shown.all("path")]
    assert qr_code(link.attributes["value"]).path in drawn
    with enter(cast.studio):
        logo.refresh_from_db()
        assert logo.customer is not None
        reached = (logo.customer.email, logo.customer.phone, logo.customer.language)
    assert reached == ("", "+49 30 123 45", "de")


def test_an_address_left_out_is_not_forgotten(cast: Cast, alice: Client, logo: Promise) -> None:
    assert logo.customer is not None
    with enter(cast.studio):
        type(logo.customer).objects.update(email="bakery@example.com")
    alice.post(address("notices", promise=logo.pk), {**SAID, "email": ""})
    with enter(cast.studio):
        notice = Notice.objects.get()
        assert notice.letter is None
        logo.refresh_from_db()
        assert logo.customer.email == "bakery@example.com"
