"""What a newcomer finds written for them: an example to press, places by their own names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_example_of_an_empty_desk_is_one_press_from_its_chips(
    new_page: NewPage, sign_in: Callable[[Page], Cast]
) -> None:
    page = new_page(width=390)
    sign_in(page)
    page.get_by_role("link", name="Logo proofs to the bakery by Friday").click()
    expect(page.locator("#chip-who")).to_have_value("the bakery")
    expect(page.locator("#chip-when")).to_have_value("by Friday")
    page.get_by_role("button", name="Promise it").click()
    expect(page.get_by_text("Promised to the bakery for Friday.").first).to_be_visible()


def test_without_script_the_example_stands_in_the_line(
    new_page: NewPage, sign_in: Callable[[Page], Cast]
) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page)
    page.get_by_role("link", name="Logo proofs to the bakery by Friday").click()
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#chip-who")).to_have_value("the bakery")


def test_countries_are_named_in_the_language_of_the_desk(
    new_page: NewPage, sign_in: Callable[[Page], Cast]
) -> None:
    page = new_page()
    cast = sign_in(page)
    cast.studio.locale = "de"
    cast.studio.save(update_fields=["locale"])
    page.goto("/desk/fern-studio/settings")
    named = page.locator("[name=country] option").all_inner_texts()
    assert {"Deutschland", "Österreich", "Ägypten"} <= set(named)
    assert named.index("Ägypten") < named.index("Belgien") < named.index("Deutschland")
    expect(page.locator("[name=country]")).to_have_value("DE")
