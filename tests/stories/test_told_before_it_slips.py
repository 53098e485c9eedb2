"""A promise is about to slip: asked in time, written to them, read on a phone, answered, known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from makegood.foundation.jobs.worker import work_off
from tests.cast import Cast
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import PostOffice, post_office
from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
PHONE = {"width": 390, "height": 844}
SignIn = Callable[[Page], Cast]


def promised(page: Page, sign_in: SignIn) -> None:
    sign_in(page)
    page.fill("#quick-add-text", "Deliver the shop sign to the bakery by Friday")
    page.get_by_role("button", name="Promise it").click()
    expect(page.locator(".promise-row")).to_be_visible()


def write(page: Page) -> None:
    """From the promise's page to a sent letter."""
    page.get_by_role("link", name="Write to them about another date").click()
    page.get_by_label("To when?").fill("Tuesday")
    page.get_by_label("Why, for us?").select_option("supplier")
    page.get_by_label("Why, for them?").fill("The printer broke; the new part comes Monday.")
    page.get_by_text("What it means for them, what they may answer").click()
    page.get_by_label("What of theirs depends on it?").fill("Your opening")
    page.get_by_label("And when is that?").fill("2026-12-12")
    page.get_by_label("Their e-mail").fill("bakery@example.com")
    page.get_by_role("button", name="Read it through").click()
    letter = page.locator(".letter")
    expect(letter).to_contain_text("It will be Tuesday 1 December.")
    expect(letter).to_contain_text("this leaves 11 days")
    page.get_by_role("button", name="Send it to bakery@example.com").click()
    expect(page.locator("#main").get_by_text("It is on its way.").first).to_be_visible()


def link_in(office: PostOffice, server: LiveServer) -> str:
    """The address in the letter that arrived, at the server under test."""
    [letter] = office.taken
    body = letter.get_body(("plain",))
    assert body is not None
    path = re.search(r"/l/\S+", body.get_content())
    assert path is not None
    return server.url + path[0]


def test_at_risk_written_read_answered_and_known(
    new_page: NewPage, sign_in: SignIn, live_server: LiveServer
) -> None:
    page = new_page()
    with time_machine.travel(WEDNESDAY), post_office() as office, to(office):
        promised(page, sign_in)
        expect(page.get_by_role("heading", name="At risk")).to_be_visible()
        page.get_by_role("link", name="the shop sign").click()
        write(page)
        work_off()
        page.reload()
        expect(page.get_by_text("Sent to bakery@example.com").first).to_be_visible()
        expect(page.get_by_text("They were told by letter").first).to_be_visible()
        customer = new_page(**PHONE)
        customer.goto(link_in(office, live_server))
        expect(customer.get_by_text("The printer broke").first).to_be_visible()
        assert "/l/" not in customer.url
        customer.get_by_role("button", name="That is fine by me").click()
        expect(customer.get_by_text("You answered: That is fine by me.")).to_be_visible()
        page.goto(page.url.partition("/promises/")[0] + "/today")
        expect(page.get_by_text("That is fine by me").first).to_be_visible()
        page.get_by_role("button", name="Noted").click()
        expect(page.locator("#main")).to_contain_text("told")


def test_when_nobody_acts_it_is_missed_and_the_letter_begins_with_sorry(
    new_page: NewPage, sign_in: SignIn
) -> None:
    page = new_page()
    with time_machine.travel(WEDNESDAY):
        promised(page, sign_in)
    with time_machine.travel(SATURDAY), post_office() as office, to(office):
        page.reload()
        expect(page.get_by_role("heading", name="Missed, not told")).to_be_visible()
        page.get_by_role("link", name="the shop sign").click()
        page.get_by_role("link", name="Write to them about another date").click()
        page.get_by_label("To when?").fill("Tuesday")
        page.get_by_label("Why, for us?").select_option("supplier")
        page.get_by_label("Their e-mail").fill("bakery@example.com")
        page.get_by_role("button", name="Read it through").click()
        expect(page.locator(".letter")).to_contain_text("We are sorry.")
        page.get_by_role("button", name="Send it to bakery@example.com").click()
        expect(page.locator("#main").get_by_text("It is on its way.").first).to_be_visible()
        work_off()
        page.reload()
        expect(page.get_by_text("They were told afterwards").first).to_be_visible()
