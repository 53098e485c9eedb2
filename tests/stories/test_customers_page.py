"""The customer's page as they open it: on a phone, from a letter, without an account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, Request

from makegood.domain.promises.models import Answer
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import revoke
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.furnished import NOW, empty, furnish
from tests.interfaces.walls import digest
from tests.interfaces.walls.letters import links_in, send_all
from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHTS = ("light", "dark")
NARROWEST = 320
OUR_CSS = 15_000
WHOLE_PAGE = 60_000
PRESSABLE = 44


@pytest.fixture
def wednesday() -> Iterator[None]:
    """The morning on which the furnished page is read."""
    with time_machine.travel(NOW, tick=True):
        yield


def address(cast: Cast, link: Link) -> str:
    with enter(cast.studio):
        return reverse("link", args=[links.token(link.pk)])


def screens(page: Page, cast: Cast) -> Iterator[str]:
    """Every page a customer can meet, one by one; yields its name."""
    anna = furnish(cast.owner)
    pages = {"full": anna.link, "empty": empty(cast.owner, name="Ben")}
    german = empty(cast.owner, name="Käthe Grünfeld-Oberländer", language="de")
    for name, link in {**pages, "German": german}.items():
        page.goto(address(cast, link))
        yield name
    page.goto(address(cast, anna.link))
    press(page, page.get_by_role("button", name="Please call me"))
    page.get_by_text("You answered: Please call me.").wait_for()
    yield "answered"
    page.reload()  # Nothing that was opened to be looked at stays open.
    page.context.clear_cookies(name="csrf")
    page.get_by_text("Change your answer").click()
    press(page, page.get_by_role("button", name="That is fine by me").first)
    yield "once more"
    with enter(cast.studio):
        Link.objects.filter(pk=german.pk).update(expires_at=timezone.now() - timedelta(hours=1))
    page.goto(address(cast, german))
    yield "expired"
    press(page, page.locator("button"))
    yield "a fresh one sent"
    with enter(cast.studio):
        revoke(link=german, by=Actor("member", cast.owner.pk), at=timezone.now())
    page.goto(address(cast, german))
    yield "revoked"


def press(page: Page, button: Locator) -> None:
    """Press, and wait until the page that answers is there whole: before, it has no style yet."""
    with page.expect_navigation():
        button.click()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize("light", LIGHTS)
def test_axe_finds_nothing(new_page: NewPage, cast: Cast, wednesday: None, light: str) -> None:
    page = new_page(width=390, height=844, color_scheme=light, bypass_csp=True)
    found = []
    for name in screens(page, cast):
        open_all(page)
        for violation in Axe().run(page).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"]]
            found.append((name, violation["id"], nodes))
    assert found == []


def test_nothing_scrolls_sideways_and_all_is_big_enough(
    new_page: NewPage, cast: Cast, wednesday: None
) -> None:
    page = new_page(width=NARROWEST, height=700)
    wrong = []
    for name in screens(page, cast):
        open_all(page)  # What is folded away has no size, or none: browsers do not agree.
        if page.evaluate("document.documentElement.scrollWidth") > NARROWEST:
            wrong.append((name, "scrolls sideways"))
        for each in page.locator("main button, main summary, footer a").all():
            box = each.bounding_box()
            if box is not None and box["height"] < PRESSABLE:
                wrong.append((name, each.inner_text()))
    assert wrong == []


def test_a_notice_is_answered_by_keyboard_and_without_script(
    new_page: NewPage, cast: Cast, wednesday: None
) -> None:
    anna = furnish(cast.owner)
    page = new_page(width=390, height=844, java_script_enabled=False)
    page.goto(address(cast, anna.link))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("You answered: That is fine by me. We have it.").wait_for()
    with enter(cast.studio):
        assert [given.choice for given in Answer.objects.all()] == ["fine"]


def test_the_line_is_said_to_whoever_does_not_see_it(
    new_page: NewPage, cast: Cast, wednesday: None
) -> None:
    page = new_page(width=390, height=844)
    page.goto(address(cast, furnish(cast.owner).link))
    said = page.locator("main").aria_snapshot()
    sentence = (
        "Promised for Friday 27 November, moved on Tuesday to Friday 4 December, due in 9 days"
    )
    assert sentence in said
    for line in page.locator(".promise-line").all():
        assert line.inner_text().strip()


def test_the_page_is_light_and_asks_nobody_else(
    new_page: NewPage, cast: Cast, wednesday: None
) -> None:
    page = new_page(width=390, height=844)
    anna = furnish(cast.owner)
    asked: list[Request] = []

    def listen(request: Request) -> None:
        asked.append(request)

    page.on("request", listen)
    page.goto(address(cast, anna.link), wait_until="networkidle")
    sizes = {one.url: body_of(one) for one in asked}
    css = sum(size for url, size in sizes.items() if url.endswith(".css"))
    print(f"page {sum(sizes.values())} bytes, of which css {css}, in {len(sizes)} answers")
    assert css <= OUR_CSS
    assert sum(sizes.values()) <= WHOLE_PAGE
    here = page.url.partition("/c/")[0]
    assert [one.url for one in asked if not one.url.startswith(here)] == []
    token = address(cast, anna.link).rpartition("/")[2]
    assert [one.url for one in asked if token in one.all_headers().get("referer", "")] == []
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name").endswith(
        reverse("customer_page", args=[anna.link.pk])
    )
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("document.cookie") == ""


def body_of(request: Request) -> int:
    """Bytes of the answer as it was shown."""
    answer = request.response()
    return len(answer.body()) if answer is not None and answer.ok else 0


def test_a_browser_that_opens_every_letter_changes_nothing(
    new_page: NewPage, cast: Cast, wednesday: None
) -> None:
    """A full load, with script, of every link in every letter, as thorough scanners do it."""
    opened = links_in(send_all(cast.owner, work_off))
    before = digest.of_everything(cast.studio, cast.salon)
    assert opened
    for path in opened:
        page = new_page(width=390, height=844)
        page.goto(path, wait_until="networkidle")
        assert page.locator("h1").inner_text().startswith(("Hello", "Would you rather"))
        open_all(page)
        page.mouse.wheel(0, 3000)
        for link in page.locator("a[href^='#']").all():
            link.press("Enter")  # Some are off the screen until they have the focus.
        page.wait_for_timeout(300)
        further = [one.get_attribute("href") for one in page.locator("a[href^='/']").all()]
        for where in further:
            page.goto(where or "", wait_until="networkidle")
    assert digest.changed(before, digest.of_everything(cast.studio, cast.salon)) == []
