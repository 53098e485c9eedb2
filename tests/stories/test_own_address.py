"""An owner brings a mail server: it refuses at first, says why, and then letters leave by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from makegood.foundation.jobs.worker import work_off
from tests.cast import Cast
from tests.foundation.mail.brought import PASSWORD, STUDIO, own_office
from tests.foundation.mail.post_office import PostOffice
from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def name_it(page: Page, own: PostOffice) -> None:
    page.get_by_label("Letters come from").fill(STUDIO)
    page.get_by_label("Mail server").fill("localhost")
    page.get_by_label("Port").fill(str(own.port))
    page.get_by_label("Kept private by").select_option("tls")
    page.get_by_label("Name to sign in with").fill("studio")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Keep it and try it").click()


def test_letters_come_to_be_sent_from_their_own_address(
    new_page: NewPage, sign_in: Callable[[Page], Cast], tmp_path: Path
) -> None:
    page = new_page(width=390, height=800)
    sign_in(page)
    page.goto("/desk/fern-studio/settings")
    page.get_by_role("link", name="Your own mail server").click()
    with own_office(tmp_path, AUTH=["535 not this password", None]) as own:
        name_it(page, own)
        expect(page.get_by_text("A letter to alice@example.com goes by localhost")).to_be_visible()
        page.get_by_label("Name to sign in with").fill("typed meanwhile")
        work_off()
        expect(page.get_by_text("It answered: “535 not this password”")).to_be_visible()
        assert page.get_by_label("Name to sign in with").input_value() == "typed meanwhile"
        page.get_by_role("button", name="Try it again").click()
        expect(page.get_by_text("goes by localhost")).to_be_visible()
        work_off()
        expect(page.get_by_text(f"come from {STUDIO}, by your own mail server")).to_be_visible()
        expect(page.get_by_text("On trial")).to_have_count(0)
    page.get_by_role("button", name="Use Makegood's server again").click()
    expect(page.get_by_text("Yours is forgotten.").first).to_be_visible()
