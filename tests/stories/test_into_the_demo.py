"""Whoever looks around seeds, opens one page, presses once, and finds a year of work."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@override_settings(MODE="development")
def test_seeded_opened_pressed_and_anew(new_page: NewPage, live_server: LiveServer) -> None:
    said = StringIO()
    with override_settings(BASE_URL=live_server.url):
        call_command("seed", "busy-plumber", stdout=said)
    where = said.getvalue().split()[-1]
    page = new_page(width=390, height=844)
    page.goto(where)
    page.get_by_role("button", name="Come in as Sam Adeyemi").click()
    page.wait_for_url("**/today")
    for group in ("They answered", "Missed, not told", "Late", "At risk", "Due today"):
        expect(page.get_by_role("heading", name=group)).to_be_visible()
    page.get_by_role("link", name="Kept", exact=True).click()
    page.goto(page.url + "/insights")
    expect(page.get_by_text("What came on time was rated")).to_be_visible()
    call_command("seed", "busy-plumber", stdout=StringIO())
    page.reload()  # The same address, and everything as on its first day.
    expect(page.get_by_text("What came on time was rated")).to_be_visible()
