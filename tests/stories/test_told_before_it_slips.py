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
from tests.stories.conftest import NewPage
from tests.stories.mailboxes import Mailbox, scripted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
QUARTER_PAST_THREE = datetime(2026, 11, 25, 14, 15, tzinfo=UTC)  # where the studio is
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


def link_in(mailbox: Mailbox, server: LiveServer) -> str:
    """The address in the letter that arrived, at the server under test."""
    body = mailbox.letter().get_body(("plain",))
    assert body is not None
    path = re.search(r"/l/\S+", body.get_content())
    assert path is not None
    return server.url + path[0]


def known_two_days_before(page: Page, where: str, heard: str) -> None:
    """The day after: what the promise's page says, and its row of the ledger to who hears it."""
    with time_machine.travel(SATURDAY):
        page.goto(where)
        told = page.get_by_text("Yesterday passed. They had been told 2 days before")
        expect(told.first).to_be_visible()
        page.goto(where.partition("/promises/")[0] + "/ledger")
        row = page.locator(".promise-row")
        expect(row).to_contain_text("moved on Wednesday to Tuesday 1 December")
        expect(row).to_contain_text(heard)


def test_at_risk_written_read_answered_and_known(
    new_page: NewPage, sign_in: SignIn, live_server: LiveServer, mailbox: Mailbox
) -> None:
    page = new_page()
    with time_machine.travel(WEDNESDAY):
        promised(page, sign_in)
        expect(page.get_by_role("heading", name="At risk")).to_be_visible()
        page.get_by_role("link", name="the shop sign").click()
        write(page)
        work_off()
        page.reload()
        expect(page.get_by_text("Sent to bakery@example.com").first).to_be_visible()
        expect(page.get_by_text("They were told by letter").first).to_be_visible()
        where = page.url
        customer = new_page(**PHONE)
        customer.goto(link_in(mailbox, live_server))
        expect(customer.get_by_text("The printer broke").first).to_be_visible()
        assert "/l/" not in customer.url
        customer.get_by_role("button", name="That is fine by me").click()
        expect(customer.get_by_text("You answered: That is fine by me.")).to_be_visible()
        page.goto(page.url.partition("/promises/")[0] + "/today")
        expect(page.get_by_text("That is fine by me").first).to_be_visible()
        page.get_by_role("button", name="Noted").click()
        expect(page.get_by_role("heading", name="They answered")).to_have_count(0)
    known_two_days_before(page, where, "the bakery was told the same day")


def test_told_by_phone_both_times_are_known(new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page()
    with time_machine.travel(WEDNESDAY):
        promised(page, sign_in)
    with time_machine.travel(QUARTER_PAST_THREE):
        page.reload()
        page.get_by_role("link", name="the shop sign").click()
        page.get_by_text("Move the date", exact=True).click()
        page.get_by_label("To when?").fill("Tuesday")
        page.get_by_label("Why?", exact=True).select_option("supplier")
        page.get_by_role("button", name="Move", exact=True).click()
        expect(page.locator("#main").get_by_text("They do not know yet.").first).to_be_visible()
        page.get_by_text("They were told", exact=True).click()
        page.get_by_label("How did you tell them?").select_option("phone")
        page.get_by_label("When, if not just now?").fill("2026-11-25T15:10")
        page.get_by_role("button", name="They know", exact=True).click()
        expect(page.locator("#main").get_by_text("They know now.").first).to_be_visible()
        story = page.locator(".story")
        expect(story).to_contain_text("They were told by phone (written down today 15:15)")
        expect(story).to_contain_text("today 15:10")
        where = page.url
    known_two_days_before(page, where, "we spoke with the bakery the same day")


def test_when_nobody_acts_it_is_missed_and_the_letter_begins_with_sorry(
    new_page: NewPage, sign_in: SignIn
) -> None:
    page = new_page()
    with time_machine.travel(WEDNESDAY):
        promised(page, sign_in)
    with time_machine.travel(SATURDAY), scripted():
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
