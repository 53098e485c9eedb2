"""What was awaited falls away, and something else is promised instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.stories.conftest import NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIGHTS = [(1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")]


def brochure(cast: Cast) -> Promise:
    """A brochure in six days, which waits for photos that are late."""
    now = datetime.now(UTC)
    who: dict[str, Any] = {"by": Actor("member", cast.owner.pk), "at": now - timedelta(days=9)}
    with enter(cast.studio):
        days = [(now + timedelta(days=n)).date() for n in (6, -2)]
        dues = [Due(zone="Europe/Berlin", first=day, last=day) for day in days]
        terms = Terms(text="Brochure", customer=cast.bakery, owner=cast.owner)
        ours = make(terms=terms, due=dues[0], **who)
        theirs = Terms(
            text="Photos",
            customer=cast.bakery,
            promised_by=Promise.By.CUSTOMER,
            kind=Promise.Kind.INPUT,
        )
        photos = make(terms=theirs, due=dues[1], **who)
        wait_for(promise=ours, on=photos, working_days=3, **who)
    return ours


def faults(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    return found


@pytest.mark.parametrize(("width", "light"), SIGHTS)
def test_a_wait_ends_and_something_else_is_promised(
    new_page: NewPage, sign_in: Callable[[Page], Cast], width: int, light: str
) -> None:
    page = new_page(width=width, color_scheme=light, bypass_csp=True)  # axe styles as it looks
    cast = sign_in(page)
    address = f"/desk/{cast.studio.slug}/promises/{brochure(cast).pk}"
    page.goto(address)
    found = faults(page)
    page.get_by_role("button", name="It no longer waits").click()
    page.get_by_text("It no longer waits for “Photos”.").wait_for()
    page.get_by_text("Promise something else instead").click()
    page.get_by_label("What instead?").fill("Brochure as PDF")
    page.get_by_label("By when?", exact=True).fill("in 12 days")
    form = page.locator("form", has=page.get_by_role("button", name="Promise this instead"))
    form.get_by_label("the customer agreed").check()
    page.get_by_role("button", name="Promise this instead").click()
    page.get_by_text("how did you speak").wait_for()
    expect(page.get_by_label("What instead?")).to_have_value("Brochure as PDF")
    found += faults(page)
    form.get_by_label("Do they know?").select_option("phone")
    page.get_by_role("button", name="Promise this instead").click()
    page.get_by_role("heading", name="Brochure as PDF").wait_for()
    found += faults(page)
    page.get_by_role("link", name="Brochure", exact=True).click()
    page.get_by_text("Promised instead:").wait_for()
    assert [*found, *faults(page)] == []
