"""An owner in a hurry, on a phone: bad input, a bad line, a thumb that presses twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SignIn = Callable[[Page], Cast]
LINE = "#quick-add-text"

# The second press of a double one, on what the answer put there: we would be too slow from outside.
PRESS_AGAIN = """() => document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (!elt.matches("[data-row]") || "again" in document.body.dataset) return
  setTimeout(() => { elt.querySelector("button").click(); document.body.dataset.again = "" }, 50)
})"""


@pytest.fixture
def phone(new_page: NewPage, sign_in: SignIn) -> Page:
    """A phone in the owner's hand, signed in."""
    page = new_page(width=390, height=844, is_mobile=True, has_touch=True)
    sign_in(page)
    return page


def promise(page: Page, sentence: str) -> None:
    page.fill(LINE, sentence)
    expect(page.locator("#chip-when")).not_to_have_value("")
    page.get_by_role("button", name="Promise it").tap()
    expect(page.locator(LINE)).to_have_value("")


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the phone."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_a_date_corrected_in_place_leaves_back_where_it_was(phone: Page) -> None:
    before = phone.url
    phone.get_by_role("link", name="Ledger").tap()
    phone.wait_for_url("**/ledger")
    phone.fill(LINE, "Radiator for Smith by 32 May")
    expect(phone.get_by_text("We read “32 May”. Which day did you mean?").first).to_be_visible()
    with phone.expect_response("**/promises"):
        phone.get_by_role("button", name="Promise it").tap()
    expect(phone.locator("#chip-when")).to_be_focused()
    phone.fill("#chip-when", "Friday")
    phone.get_by_role("button", name="Promise it").tap()
    expect(phone.get_by_text("Promised to Smith for Friday.").first).to_be_visible()
    phone.go_back()
    phone.wait_for_url("**/ledger")
    phone.go_back()
    phone.wait_for_url(before)


def test_ten_thousand_characters_stay_within_the_phone(phone: Page) -> None:
    phone.fill(LINE, "x " * 5_000)
    expect(phone.locator("#chip-what")).to_be_visible()
    assert sideways(phone) == 0
    phone.fill("#chip-when", "tomorrow")
    phone.get_by_role("button", name="Promise it").tap()
    expect(phone.get_by_text("up to 500 fit. Say it shorter.").first).to_be_visible()
    assert sideways(phone) == 0


def test_without_a_line_a_press_says_so_and_the_next_one_counts(phone: Page) -> None:
    promise(phone, "Logo proofs to the bakery by tomorrow")
    phone.evaluate("console.error = () => undefined")  # htmx complains there, as it should
    phone.route("**/keeping", lambda route: route.fulfill(status=409))
    kept = phone.locator(".promise-row").get_by_role("button")
    kept.tap()
    expect(phone.locator("#toasts")).to_contain_text("Press again, or reload the page.")
    phone.unroute("**/keeping")
    kept.tap()
    expect(phone.locator(".promise-row").get_by_role("button", name="Undo")).to_be_visible()
    expect(phone.locator("#toasts")).to_be_empty()


def test_a_double_press_does_not_undo_itself(phone: Page) -> None:
    promise(phone, "Logo proofs to the bakery by tomorrow")
    kept = phone.locator(".promise-row").get_by_role("button")
    phone.evaluate(PRESS_AGAIN)
    kept.tap()
    expect(phone.locator("body[data-again]")).to_have_count(1)
    phone.wait_for_timeout(300)
    expect(kept).to_contain_text("Undo")
    phone.wait_for_timeout(600)
    kept.tap()
    expect(kept).to_contain_text("Kept")


def test_signed_out_in_the_middle_of_a_move_nothing_is_lost(phone: Page, cast: Cast) -> None:
    promise(phone, "Logo proofs to the bakery by Friday")
    phone.get_by_role("link", name="Logo proofs").tap()
    phone.get_by_text("Move the date").tap()
    phone.get_by_label("To when?").fill("in 2 weeks")
    phone.get_by_label("Why?").select_option("supplier")
    phone.get_by_label("Words for the customer").fill("The printer broke.")
    phone.context.clear_cookies(name="session")
    phone.get_by_role("button", name="Move", exact=True).tap()
    expect(phone.get_by_text("Sign in: what you typed is kept.").first).to_be_visible()
    phone.fill("[name=login]", cast.alice.email)
    phone.fill("[name=password]", cast.password)
    phone.get_by_role("button", name="Sign in").tap()
    expect(phone.get_by_text("It is here as it was: press again.").first).to_be_visible()
    expect(phone.get_by_label("To when?")).to_have_value("in 2 weeks")
    expect(phone.get_by_label("Words for the customer")).to_have_value("The printer broke.")
    phone.get_by_role("button", name="Move", exact=True).tap()
    expect(phone.get_by_text("They do not know yet.").first).to_be_in_viewport()


def test_the_letter_to_read_through_is_what_the_thumb_comes_to(phone: Page) -> None:
    promise(phone, "Deliver the shop sign to the bakery by Friday")
    phone.get_by_role("link", name="the shop sign").tap()
    phone.get_by_role("link", name="Write to them about another date").tap()
    phone.get_by_label("To when?").fill("in 20 days")
    phone.get_by_label("Why, for us?").select_option("supplier")
    phone.get_by_role("button", name="Read it through").tap()
    expect(phone.get_by_text("This is what they will read")).to_be_in_viewport()
    expect(phone.get_by_role("button", name="Put it on their page")).to_be_in_viewport()
