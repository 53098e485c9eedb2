"""A business brings in what it has: orders, then an address book; and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from makegood.domain.exchange.actions import coming
from makegood.foundation.jobs.worker import work_off
from tests.cast import Cast
from tests.stories.conftest import DOUBLE_PRESS, NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORDERS = """Auftrag;Kunde;Was;Bestellt;Zugesagt für;Geliefert;Betrag
A1;Rosa Baker;Shop sign;05.03.2026;13.03.2026;12.03.2026;1.200,50
A2;Haus am See;Menu cards;06.03.2026;20.03.2026;23.03.2026;89,00
A3;Rosa Baker;Flyers;09.03.2026;13.03.2026;13.03.2026;40,00
A4;Rosa Baker;Poster;09.03.2026;some day;;40,00
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Rosa Baker
EMAIL:rosa@example.com
TEL:+49 30 901820
END:VCARD
"""


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coming, "DOOR_OPEN", 0)


def bring(page: Page, path: Path) -> None:
    """Choose a file, and let it be looked at."""
    page.goto("/desk/fern-studio/imports")
    page.set_input_files("#files", path)
    page.get_by_role("button", name="Look at them").click()
    page.wait_for_url("**/imports/*")


def test_orders_come_in_are_counted_and_go_again(
    new_page: NewPage, sign_in: Callable[[Page], Cast], tmp_path: Path
) -> None:
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="windows-1252")
    page = new_page(width=390)
    sign_in(page)
    bring(page, tmp_path / "orders.csv")
    expect(page.get_by_label("Geliefert")).to_have_value("kept on")
    page.get_by_role("button", name="Look through it").first.click()
    expect(page.get_by_text("We are looking through it.")).to_be_visible()
    work_off()
    expect(page.get_by_text("orders.csv, line 5")).to_be_visible()
    expect(page.get_by_text("promised Thu 5 Mar for Fri 13 Mar, kept Thu 12 Mar")).to_be_visible()
    page.wait_for_timeout(DOUBLE_PRESS)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("0 of 4 rows")).to_be_visible()
    work_off()
    expect(page.get_by_text("3 rows came in.")).to_be_visible()
    page.get_by_role("link", name="How well our word was kept").click()
    expect(page.get_by_role("heading", name="How it is going")).to_be_visible()
    page.goto("/desk/fern-studio/kept")
    expect(page.get_by_text("2 of 3 kept")).to_be_visible()
    page.goto("/desk/fern-studio/imports")
    page.get_by_role("link", name="orders.csv").click()
    page.get_by_role("button", name="Take all of it back").click()
    expect(page.get_by_text("Taken back.", exact=True)).to_be_visible()
    page.goto("/desk/fern-studio/kept")
    expect(page.get_by_text("No figures yet.")).to_be_visible()


def test_an_address_book_comes_in_without_script(
    new_page: NewPage, sign_in: Callable[[Page], Cast], tmp_path: Path
) -> None:
    (tmp_path / "people.vcf").write_text(CARDS)
    page = new_page(java_script_enabled=False)
    sign_in(page)
    bring(page, tmp_path / "people.vcf")
    work_off()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("button", name="Bring them in").click()
    work_off()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("link", name="Customers").last.click()
    page.get_by_role("link", name="Rosa Baker").click()
    expect(page.get_by_role("link", name="rosa@example.com").first).to_be_visible()


def test_on_a_phone_the_press_stands_above_the_examples(
    new_page: NewPage, sign_in: Callable[[Page], Cast], tmp_path: Path
) -> None:
    cards = "".join(CARDS.replace("Rosa Baker", f"Rosa {n}") for n in range(50))
    (tmp_path / "people.vcf").write_text(cards)
    page = new_page(width=390, height=844)
    sign_in(page)
    bring(page, tmp_path / "people.vcf")
    work_off()
    expect(page.get_by_role("button", name="Bring them in")).to_be_in_viewport()
