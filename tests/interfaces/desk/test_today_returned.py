"""What we had called fixed and came back stands above all else on Today, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.recovery.actions.learning import Change, name_cause, prevent
from makegood.domain.recovery.actions.verifying import part
from makegood.domain.recovery.models import Case
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import DAY, MONDAY, act, promise
from tests.domain.recovery.hands import go_on, opened

pytestmark = pytest.mark.django_db
NOW = MONDAY + 20 * DAY
CLAMP = "A clamp for the template"


@pytest.fixture
def again(cast: Cast) -> Case:
    """The template slipped, a clamp was to hold it, and it slipped again."""
    by = act(cast.owner)
    with enter(cast.studio):
        for day, who in ((0, cast.bakery), (20, cast.anna)):
            when = MONDAY + day * DAY
            case = opened(cast, who=who, at=when)
            part(case=case, why="They moved.", by=by, at=when)
            name_cause(case=case, name="The template slips", whys=[], by=by, at=when)
            if not day:
                due = date(2026, 3, 9)
                change = Change(words=CLAMP, owner=cast.owner, due_on=due, watch_days=90)
                made = prevent(case=case, change=change, by=by, at=when)
                keep(promise=made.promise, by=by, at=when + DAY)
                go_on(when + DAY)
    return case


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(NOW, tick=False):
        yield client


def today(client: Client) -> str:
    return client.get("/desk/fern-studio/today").content.decode()


def test_it_stands_above_the_rest_with_what_did_not_hold(
    owner: Client, cast: Cast, again: Case
) -> None:
    with enter(cast.studio):
        promise(cast)
    page = today(owner)
    assert page.index("It came back") < page.index('id="need-')
    assert f"We had changed this, and it did not hold: {CLAMP}" in page
    assert "Nothing needs you today" not in page


def test_its_next_act_stands_there_and_in_no_group_below(
    owner: Client, cast: Cast, again: Case
) -> None:
    with enter(cast.studio):
        asked = again.steps.get(ended_at=None).promise
    page = today(owner)
    assert f"promises/{asked.pk}" not in page
    assert page.count(f'href="/desk/fern-studio/cases/{again.pk}"') == 2  # its title, its act


def test_it_goes_once_something_else_is_promised_against_it(
    owner: Client, cast: Cast, again: Case
) -> None:
    with enter(cast.studio):
        change = Change(words="Screw it down", owner=cast.owner, due_on=date(2026, 4, 1))
        prevent(case=again, change=change, by=act(cast.owner), at=NOW)
    assert "It came back" not in today(owner)


def test_cases_are_one_press_from_today(owner: Client) -> None:
    assert 'href="/desk/fern-studio/cases"' in today(owner)
    cases = owner.get("/desk/fern-studio/cases").content.decode()
    assert 'href="/desk/fern-studio/today"' in cases
