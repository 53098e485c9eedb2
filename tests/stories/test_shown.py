"""Somebody is asked how it was, and shows it: a photo, by thumb, without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from makegood.domain.feedback.models import Attachment, Invitation
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation
from tests.domain.feedback.shown import EXE, JPEG
from tests.interfaces.desk.test_shown_files import ASKS
from tests.stories.conftest import NewPage
from tests.stories.test_customers_page import NARROWEST, PRESSABLE, press
from tests.stories.test_put_right import SignIn, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHOTO: FilePayload = {"name": f"IMG_{'2026' * 40}.jpg", "mimeType": "image/jpeg", "buffer": JPEG}
WRONG: FilePayload = {"name": "setup.jpg", "mimeType": "image/jpeg", "buffer": EXE}


@pytest.fixture
def asked(cast: Cast) -> Iterator[Invitation]:
    with time_machine.travel(NOW + DAY, tick=True):
        with enter(cast.studio):
            one = invitation(cast.owner, cast.bakery, ASKS)
        yield one


def shows(page: Page, cast: Cast, asked: Invitation) -> Iterator[str]:
    """A photo and something that is none; then what was taken is there, and is sent off."""
    with enter(cast.studio):
        assert asked.link_id is not None
        page.goto(f"/q/{token(asked.link_id)}?chosen=2")
    page.locator("textarea").fill("It hangs crooked.")
    page.locator("input[type=file]").set_input_files([PHOTO, WRONG])
    yield "shows"
    press(page, page.get_by_role("button", name="Send"))
    expect(page.get_by_text("“setup.jpg” is neither a picture nor a PDF.").first).to_be_visible()
    expect(page.locator("textarea")).to_have_value("It hangs crooked.")
    expect(page.get_by_text("Take it away")).to_have_count(1)
    yield "shown"
    press(page, page.get_by_role("button", name="Send"))
    press(page, page.get_by_role("button", name="No, thank you"))
    page.get_by_text("Thank you, the bakery").wait_for()


def test_a_photo_goes_with_the_answer_and_is_found_at_the_desk(
    new_page: NewPage, cast: Cast, asked: Invitation, sign_in: SignIn
) -> None:
    phone = new_page(width=NARROWEST, height=700, java_script_enabled=False)
    for name in shows(phone, cast, asked):
        picture(phone, name)
        for each in phone.locator("main button, main input[type=file], main .given label").all():
            box = each.bounding_box()
            assert box is not None
            assert box["height"] >= PRESSABLE
            assert box["x"] + box["width"] <= NARROWEST
        assert phone.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    work_off()
    desk = new_page(width=1280, height=900)
    sign_in(desk)
    desk.goto(f"/desk/fern-studio/surveys/{asked.survey_id}/answers")
    picture(desk, "answers")
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="IMG_").first.click()
    with enter(cast.studio):
        shown = Attachment.objects.get()
    assert saved.value.suggested_filename == f"fern-studio-{shown.pk}.jpg"
    assert saved.value.path().read_bytes() == JPEG


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing(new_page: NewPage, cast: Cast, asked: Invitation, light: str) -> None:
    page = new_page(width=390, height=844, color_scheme=light, bypass_csp=True)
    found = []
    for name in shows(page, cast, asked):
        picture(page, f"{name}_{light}")
        found += [(name, one["id"]) for one in Axe().run(page).response["violations"]]
    assert found == []
