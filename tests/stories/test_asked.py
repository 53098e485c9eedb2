"""Somebody is asked how it was: on a phone, with one thumb, in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from makegood.domain.feedback.actions.opening import open_to_anybody
from makegood.domain.feedback.models import Invitation, Response
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation
from tests.stories.conftest import NewPage
from tests.stories.test_customers_page import LIGHTS, NARROWEST, PRESSABLE, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(cast: Cast) -> Iterator[Invitation]:
    with time_machine.travel(NOW + DAY, tick=True):
        with enter(cast.studio):
            one = invitation(cast.owner, cast.bakery)
        yield one


def screens(page: Page, cast: Cast, asked: Invitation) -> Iterator[str]:
    """Every page of it, the first one by an open link and by one of their own."""
    with enter(cast.studio):
        assert asked.link_id is not None
        theirs = token(asked.link_id)
        by = Actor("member", cast.owner.pk)
        anybodys = token(open_to_anybody(survey=asked.survey, by=by, at=NOW).pk)
    page.goto(f"/s/{anybodys}")
    yield "open"
    page.goto(f"/q/{theirs}?chosen=2")
    yield "first"
    page.locator("textarea").fill("It was late.")
    press(page, page.get_by_role("button", name="Send"))
    yield "second"
    press(page, page.get_by_role("button", name="No, thank you"))
    page.get_by_text("Thank you, the bakery").wait_for()
    yield "thanks"
    page.goto(f"/q/{theirs}/stop")
    yield "stop"


@pytest.mark.parametrize("light", LIGHTS)
def test_axe_finds_nothing(new_page: NewPage, cast: Cast, asked: Invitation, light: str) -> None:
    page = new_page(width=390, height=844, color_scheme=light, bypass_csp=True)
    found = [
        (name, violation["id"], [node["html"][:120] for node in violation["nodes"]])
        for name in screens(page, cast, asked)
        for violation in Axe().run(page).response["violations"]
    ]
    assert found == []


def test_on_the_narrowest_phone_a_thumb_hits_and_no_script_runs(
    new_page: NewPage, cast: Cast, asked: Invitation
) -> None:
    page = new_page(width=NARROWEST, height=700, java_script_enabled=False)
    wrong = []
    for name in screens(page, cast, asked):
        for each in page.locator("main button, main .choices label").all():
            box = each.bounding_box()
            if box is None or box["height"] < PRESSABLE or box["x"] + box["width"] > NARROWEST:
                wrong.append((name, each.inner_text()))
    assert wrong == []
    work_off()
    with enter(cast.studio):
        given = Response.objects.get()
        assert (given.overall, given.finished_at is not None) == (2, True)
