"""The behaviours, in a real browser, under the real content policy."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.ui import addresses

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.ui.addresses"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"]
        )
        yield found
        found.close()


@pytest.fixture
def rows(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """The page of two rows; a complaint of the browser's fails the test."""
    addresses.presses.clear()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    page.on("console", note)
    page.goto(f"{live_server.url}/rows")
    yield page
    context.close()
    assert complaints == []


def test_a_key_goes_to_the_quick_add_but_not_out_of_a_field(rows: Page) -> None:
    rows.keyboard.press("n")
    line = rows.locator("#quick-add-text")
    expect(line).to_be_focused()
    expect(line).to_have_value("")
    rows.keyboard.press("n")
    expect(line).to_have_value("n")


def test_letters_and_arrows_walk_the_rows(rows: Page) -> None:
    rows.keyboard.press("j")
    expect(rows.get_by_role("link", name="Promise 1")).to_be_focused()
    rows.keyboard.press("ArrowDown")
    expect(rows.get_by_role("link", name="Promise 2")).to_be_focused()
    rows.keyboard.press("k")
    expect(rows.get_by_role("link", name="Promise 1")).to_be_focused()


def test_letters_can_be_turned_off(rows: Page) -> None:
    rows.get_by_label("Menu").click()
    rows.get_by_label("One-letter keys").uncheck()
    rows.keyboard.press("Escape")
    rows.reload()
    rows.keyboard.press("j")
    rows.keyboard.press("n")
    expect(rows.locator("body")).to_be_focused()


def test_escape_closes_the_menu_and_gives_the_focus_back(rows: Page) -> None:
    menu = rows.locator("details.menu")
    rows.get_by_label("Menu").click()
    rows.get_by_label("As the device").focus()
    rows.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(rows.get_by_label("Menu")).to_be_focused()


def test_an_act_in_place_keeps_the_place_and_is_said_aloud(rows: Page) -> None:
    rows.locator("#row-1 button").focus()
    rows.keyboard.press("Enter")
    expect(rows.locator("#row-1 button", has_text="Undo")).to_be_focused()
    expect(rows.locator("#live")).to_have_text("Kept: Promise 1")


def test_a_double_press_is_one_press(rows: Page) -> None:
    rows.locator("#row-2 button").dblclick()
    expect(rows.locator("#row-2 button", has_text="Undo")).to_be_visible()
    assert addresses.presses == ["2"]


def test_what_was_typed_outlives_a_reload_and_is_read_back(rows: Page) -> None:
    line = rows.locator("#quick-add-text")
    line.fill("Logo proofs to the bakery")
    expect(rows.get_by_label("What", exact=True)).to_have_value("Logo proofs to the bakery")
    expect(line).to_be_focused()
    rows.reload()
    expect(line).to_have_value("Logo proofs to the bakery")


def test_what_was_typed_is_let_go_once_it_is_promised(rows: Page, live_server: LiveServer) -> None:
    rows.locator("#quick-add-text").fill("Logo proofs")
    rows.goto(f"{live_server.url}/promised")
    expect(rows.locator("#quick-add-text")).to_have_value("")
    rows.goto(f"{live_server.url}/rows")
    expect(rows.locator("#quick-add-text")).to_have_value("")


def test_a_chip_corrected_meanwhile_is_not_written_over(rows: Page) -> None:
    line, chip = rows.locator("#quick-add-text"), rows.get_by_label("What", exact=True)
    line.fill("Logo proofs")
    expect(chip).to_have_value("Logo proofs")
    with rows.expect_response("**/read") as answer:
        with rows.expect_request("**/read"):
            line.fill("Logo proofs slowly")
        chip.fill("Menu cards")
    answer.value.finished()
    rows.wait_for_timeout(100)
    expect(chip).to_have_value("Menu cards")
    expect(chip).to_be_focused()


def test_a_chip_corrected_before_the_line_is_asked_stays(rows: Page) -> None:
    line, chip = rows.locator("#quick-add-text"), rows.get_by_label("What", exact=True)
    line.fill("Logo proofs")
    expect(chip).to_have_value("Logo proofs")
    line.fill("Logo proofs anew")
    chip.fill("Menu cards")
    rows.wait_for_timeout(700)
    expect(chip).to_have_value("Menu cards")


def test_the_line_counts_again_once_it_is_typed_on(rows: Page) -> None:
    line, chip = rows.locator("#quick-add-text"), rows.get_by_label("What", exact=True)
    line.fill("Logo proofs")
    expect(chip).to_have_value("Logo proofs")
    chip.fill("Menu cards")
    line.fill("Posters")
    expect(chip).to_have_value("Posters")
    chip.fill("Menu cards")
    rows.get_by_role("button", name="Read it").click()
    expect(chip).to_have_value("Posters")


def test_a_day_that_is_half_typed_is_not_sent_as_none(rows: Page, live_server: LiveServer) -> None:
    rows.goto(f"{live_server.url}/day")
    day, note = rows.locator("[name=day]"), rows.get_by_role("button", name="Note it")
    day.press_sequentially("12")
    note.click()
    expect(day).to_be_focused()
    expect(day).to_have_accessible_description(
        "That is only half typed. Finish it, or empty the field."
    )
    expect(day).to_have_attribute("aria-invalid", "true")
    day.fill("2026-06-12")
    expect(rows.get_by_text("half typed")).to_have_count(0)
    with rows.expect_response("**/day"):
        note.click()
    assert addresses.presses == ["2026-06-12"]


def test_an_example_that_is_pressed_stands_in_the_line_and_is_read(rows: Page) -> None:
    rows.get_by_role("link", name="Photos of the shop").click()
    expect(rows.locator("#quick-add-text")).to_have_value("Photos of the shop")
    expect(rows.locator("#quick-add-text")).to_be_focused()
    expect(rows.get_by_label("What", exact=True)).to_have_value("Photos of the shop")


def test_without_script_an_example_stands_in_the_line(
    chromium: Browser, live_server: LiveServer
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/rows")
    page.get_by_role("link", name="Photos of the shop").click()
    expect(page.locator("#quick-add-text")).to_have_value("Photos of the shop")
    context.close()


def test_a_chosen_theme_is_there_before_the_first_paint(rows: Page) -> None:
    rows.get_by_label("Menu").click()
    rows.get_by_label("Dark paper").check()
    dark = rows.evaluate("getComputedStyle(document.body).backgroundColor")
    theme = "window.first = document.documentElement.dataset.theme"
    rows.add_init_script(f"addEventListener('DOMContentLoaded', () => {{ {theme} }})")
    rows.reload()
    assert rows.evaluate("window.first") == "dark"
    assert rows.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    rows.get_by_label("Menu").click()
    rows.get_by_label("As the device").check()
    assert rows.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_a_dialog_opens_over_the_page_and_escape_returns_to_its_opener(
    rows: Page, live_server: LiveServer
) -> None:
    rows.goto(f"{live_server.url}/ui")
    opener = rows.get_by_role("link", name="Move", exact=True)
    opener.click()
    expect(rows.get_by_role("dialog", name="Another day")).to_be_visible()
    rows.keyboard.press("Escape")
    expect(rows.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(rows: Page, live_server: LiveServer, width: int) -> None:
    rows.set_viewport_size({"width": width, "height": 800})
    rows.goto(f"{live_server.url}/ui")
    assert rows.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_no_label_of_a_line_lies_on_another(rows: Page, live_server: LiveServer) -> None:
    """The widths that kit guesses, measured: with the fonts of this machine."""
    rows.goto(f"{live_server.url}/ui")
    overlaps = rows.evaluate(
        """() => [...document.querySelectorAll("svg.line-full")].flatMap(svg => {
          const boxes = [...svg.querySelectorAll("text")].map(t => t.getBoundingClientRect())
          return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => a.width && b.width
            && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom))
        }).length"""
    )
    assert overlaps == 0
