"""A real browser in front of a running server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.stories.mailboxes import MAILBOXES, Mailbox

NewPage = Callable[..., Page]
DOUBLE_PRESS = 700  # ms: sooner, a press on what replaced the button is taken for its double
# ms: a machine that does much else takes half a minute over its first page. Who waits for what
# comes loses nothing by it.
PATIENCE = 60_000


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's browser: CHROMIUM says where it is."""
    said = os.environ.get("CHROMIUM")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": said, "args": [*quiet, *sandbox]}


@pytest.fixture(autouse=True, scope="session")
def patient() -> None:
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def new_page(browser: Browser, live_server: LiveServer) -> Iterator[NewPage]:
    """Open a page of this size and light; what the browser complains of fails the test."""
    complaints: list[str] = []
    opened = []

    def listen(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    def open_page(width: int = 1280, height: int = 900, **options: Any) -> Page:
        size: Any = {"width": width, "height": height}
        settings = {"locale": "en-GB", "timezone_id": "Europe/London", **options}
        context = browser.new_context(viewport=size, base_url=live_server.url, **settings)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert [said for said in complaints if "status of 4" not in said] == []


@pytest.fixture(params=MAILBOXES)
def mailbox(request: pytest.FixtureRequest) -> Iterator[Mailbox]:
    """Where letters arrive, at each kind of server in turn."""
    with MAILBOXES[request.param]() as found:
        yield found


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[Page], Cast]:
    """Sign Alice of the studio in, by the form."""

    def signed_in(page: Page) -> Cast:
        page.goto("/sign-in")
        page.fill("[name=login]", cast.alice.email)
        page.fill("[name=password]", cast.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/today")
        return cast

    return signed_in
