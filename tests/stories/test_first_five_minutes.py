"""The first five minutes: three fields, one line, at most five presses to a kept promise."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from tests.stories.conftest import DOUBLE_PRESS, NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
MOST_PRESSES = 5


class Hand:
    """Counts every press."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, name: str) -> None:
        self.presses += 1
        self.page.get_by_role("button", name=name).first.click()


def sign_up(page: Page) -> None:
    page.goto("/")
    visible = page.locator("main input:visible")
    assert visible.count() == 3
    page.fill("[name=business]", "Fern & Oak Studio")
    page.fill("[name=email]", "ada@example.com")
    page.fill("[name=password1]", "lemon-drizzle-on-a-monday")
    page.get_by_role("button", name="Open your desk").click()
    page.wait_for_url("**/desk/fern-oak-studio/today")


def test_a_studio_signs_up_promises_and_keeps(new_page: NewPage) -> None:
    page = new_page()
    with time_machine.travel(WEDNESDAY):
        sign_up(page)
        hand = Hand(page)
        page.keyboard.press("n")
        page.keyboard.type("Logo proofs to the bakery by Friday")
        expect(page.locator("#chip-what")).to_have_value("Logo proofs")
        expect(page.locator("#chip-who")).to_have_value("the bakery")
        expect(page.get_by_text("Friday 27 November 2026")).to_be_visible()
        hand.press("Promise it")
        expect(
            page.locator("#main").get_by_text("Promised to the bakery for Friday.")
        ).to_be_visible()
        expect(page.locator("#quick-add-text")).to_have_value("")
    with time_machine.travel(FRIDAY):
        page.reload()
        expect(page.get_by_role("heading", name="Due today")).to_be_visible()
        hand.press("Kept")
        row = page.locator(".promise-row")
        expect(row.get_by_role("button", name="Undo")).to_be_visible()
        expect(row.locator(".row-what")).to_have_text("Logo proofs")
        assert hand.presses <= MOST_PRESSES
        page.wait_for_timeout(DOUBLE_PRESS)
        hand.press("Undo")
        expect(row.get_by_role("button", name="Kept")).to_be_visible()


def test_on_friday_the_date_is_moved_with_a_reason(new_page: NewPage) -> None:
    page = new_page(width=390, height=844)
    with time_machine.travel(WEDNESDAY):
        sign_up(page)
        page.fill("#quick-add-text", "Logo proofs to the bakery by Friday")
        page.get_by_role("button", name="Promise it").click()
    with time_machine.travel(FRIDAY):
        page.get_by_role("link", name="Logo proofs").click()
        page.get_by_text("Move the date").click()
        page.get_by_label("To when?").fill("Tuesday")
        page.get_by_label("Why?").select_option("supplier")
        page.get_by_role("combobox", name="Do they know?").select_option("phone")
        page.get_by_role("button", name="Move").click()
        expect(page.locator("#main").get_by_text("Moved to Tuesday. They know.")).to_be_visible()
        expect(page.get_by_text("Moved to Tuesday: a supplier", exact=True).first).to_be_visible()
        expect(page.get_by_text("They were told by phone").first).to_be_visible()


def test_without_script_the_same_promise_is_made_and_kept(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    with time_machine.travel(WEDNESDAY):
        sign_up(page)
        page.fill("#quick-add-text", "Logo proofs to the bakery by Friday")
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("button", name="Promise it").click()
        page.get_by_role("button", name="Kept").click()
        expect(page.get_by_text("Kept early").first).to_be_visible()
