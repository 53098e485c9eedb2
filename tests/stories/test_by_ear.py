"""Makegood as somebody finds it who hears the page and has a keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.stories.conftest import DOUBLE_PRESS, NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_BEAT = 60
PATIENCE = 100
SignIn = Callable[[Page], Cast]

HEARD = """
window.heard = []
addEventListener("DOMContentLoaded", () => {
  for (const spoken of document.querySelectorAll("[role=status]")) {
    const hear = () => spoken.textContent.trim() && window.heard.push(spoken.textContent.trim())
    new MutationObserver(hear).observe(spoken, { childList: true, subtree: true })
  }
})
"""
UNDER_THE_BAR = """() => {
  const bar = document.querySelector(".desk-nav"), here = document.activeElement
  if (bar.contains(here) || here === document.body) return ""
  const hidden = here.getBoundingClientRect().bottom > bar.getBoundingClientRect().top
  return hidden ? here.outerHTML.slice(0, 80) : ""
}"""
DESCRIBED = """(field) => field.getAttribute("aria-describedby").split(" ")
  .map((id) => document.getElementById(id).textContent.trim()).join(" ")"""


def listening(page: Page) -> Page:
    """Write down what is said aloud."""
    page.add_init_script(HEARD)
    return page


def heard(page: Page) -> list[str]:
    """What was said since we last asked; a little longer, lest it is said twice."""
    for _ in range(PATIENCE):
        page.wait_for_timeout(A_BEAT)
        if page.evaluate("window.heard.length"):
            break
    page.wait_for_timeout(3 * A_BEAT)
    said: list[str] = page.evaluate("window.heard.splice(0)")
    return said


def violations(page: Page) -> list[str]:
    """What axe finds; it fetches no style sheets, which the content policy would refuse."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [each["id"] for each in found]


def promise(page: Page, words: str) -> None:
    """By the keyboard: the line, what was understood, one press."""
    page.keyboard.press("n")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Promise it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main .notice")).to_contain_text("Promised to")


def test_what_was_understood_and_promised_is_heard_once(new_page: NewPage, sign_in: SignIn) -> None:
    page = listening(new_page())
    sign_in(page)
    promise(page, "Logo proofs to the bakery by tomorrow")
    assert heard(page) == ["Promised to the bakery for tomorrow."]
    page.keyboard.press("n")
    page.keyboard.type("Menus to the bakery by tomorrow")
    (understood,) = heard(page)
    assert understood.startswith("What: Menus. To: the bakery. When: by tomorrow, ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Promise it")).to_be_focused()
    assert page.evaluate("window.heard") == []


def test_a_day_nobody_can_read_is_where_the_reader_goes_on(
    new_page: NewPage, sign_in: SignIn
) -> None:
    page = new_page()
    sign_in(page)
    page.keyboard.press("n")
    page.keyboard.type("Menus to the bakery by 32 May")
    page.keyboard.press("Enter")
    when = page.get_by_role("textbox", name="When", exact=True)
    expect(when).to_be_focused()
    assert when.evaluate(DESCRIBED) == "We read “32 May”. Which day did you mean?"
    assert violations(page) == []


def test_an_act_in_place_is_said_once_and_keeps_the_focus(
    new_page: NewPage, sign_in: SignIn
) -> None:
    page = listening(new_page())
    sign_in(page)
    promise(page, "Logo proofs to the bakery by tomorrow")
    heard(page)
    page.get_by_role("button", name=re.compile("^Kept")).press("Enter")
    undo = page.get_by_role("button", name=re.compile("^Undo ?: Logo proofs$"))
    expect(undo).to_be_focused()
    assert heard(page) == ["Kept early"]
    assert violations(page) == []
    page.wait_for_timeout(DOUBLE_PRESS)
    undo.press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Kept ?: Logo proofs$"))).to_be_focused()
    assert heard(page) == ["Open again"]


def test_an_act_that_fails_says_so_and_keeps_the_focus(new_page: NewPage, sign_in: SignIn) -> None:
    page = listening(new_page())
    sign_in(page)
    promise(page, "Logo proofs to the bakery by tomorrow")
    heard(page)
    page.route("**/keeping", lambda route: route.fulfill(status=409))
    page.evaluate("console.error = () => undefined")  # htmx complains there, as it should
    kept = page.get_by_role("button", name=re.compile("^Kept"))
    kept.press("Enter")
    assert heard(page) == [
        "That did not work; what you typed is still here. Press again, or reload the page."
    ]
    expect(kept).to_be_focused()
    assert violations(page) == []


def test_a_wrong_date_brings_the_reader_to_its_field(new_page: NewPage, sign_in: SignIn) -> None:
    page = listening(new_page())
    sign_in(page)
    promise(page, "Logo proofs to the bakery by tomorrow")
    page.get_by_role("link", name="Logo proofs").press("Enter")
    page.locator("summary", has_text="Move the date").press("Enter")
    when = page.get_by_label("To when?")
    when.fill("nonsense")
    page.get_by_label("Why?").select_option("supplier")
    when.press("Enter")
    expect(when).to_have_attribute("aria-invalid", "true")
    expect(when).to_be_focused()
    assert when.evaluate(DESCRIBED).endswith("We read “nonsense”. Which day did you mean?")
    assert violations(page) == []
    when.fill("in 3 days")
    page.get_by_role("combobox", name="Do they know?").select_option("phone")
    when.press("Enter")
    (said,) = heard(page)
    assert said.endswith("They know.")
    expect(page.locator("main")).to_be_focused()


def test_settings_name_every_field_and_button_apart(new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page()
    cast = sign_in(page)
    page.goto(f"/desk/{cast.studio.slug}/settings")
    ids = page.eval_on_selector_all("[id]", "all => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    buttons = page.locator("main").get_by_role("button").all_inner_texts()
    assert len(buttons) == len(set(buttons))
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value(cast.studio.name)
    page.get_by_label("Wednesday").fill("from dawn")
    page.get_by_label("Wednesday").press("Enter")
    expect(page.get_by_label("Wednesday")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Wednesday")).to_be_focused()
    assert violations(page) == []


def test_the_ledger_is_called_by_what_it_shows(new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page()
    sign_in(page)
    promise(page, "Logo proofs to the bakery by tomorrow")
    page.get_by_role("link", name="the bakery").press("Enter")
    expect(page).to_have_title(re.compile("^the bakery · "))
    page.get_by_role("link", name="All that was promised, in the ledger").click()
    expect(page).to_have_title(re.compile("^Ledger, All, the bakery · "))
    page.get_by_role("navigation", name="Which promises").get_by_role("link", name="Late").click()
    expect(page).to_have_title(re.compile("^Ledger, Late"))


def test_no_focus_hides_under_the_bar_of_a_phone(new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page(width=390, height=700)
    cast = sign_in(page)
    page.goto(f"/desk/{cast.studio.slug}/settings")
    hidden = []
    for _ in range(28):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(UNDER_THE_BAR))
    assert [each for each in hidden if each] == []


def test_the_skip_link_the_menu_and_the_way_out(new_page: NewPage, sign_in: SignIn) -> None:
    page = listening(new_page())
    sign_in(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    menu = page.locator("details.menu > summary")
    menu.press("Enter")
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    menu.press("Enter")
    page.get_by_role("button", name="Sign out").press("Enter")
    assert heard(page) == ["You are signed out."]


def test_a_wrong_password_is_heard_first(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill("nobody@example.com")
    page.get_by_label("Password").fill("not-the-word")
    page.get_by_label("Password").press("Enter")
    expect(page.locator("main :focus")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail")).to_have_value("nobody@example.com")
    assert violations(page) == []
