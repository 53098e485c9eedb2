"""What the chips showed is what is promised, however late they are pressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.models import Promise
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PROMISES = "/desk/fern-studio/promises"
CALL = {"text": "Call Anna in 2 hours", "what": "Call Anna", "who": "Anna", "once": "a"}
SHOWN = {"when": "in 2 hours", "read": "in 2 hours", "seen": "2026-11-25T11:00:00+00:00"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.fixture
def wednesday() -> Iterator[None]:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def owner(client: Client, cast: Cast) -> Client:
    client.force_login(cast.alice)
    return client


def test_in_two_hours_is_two_hours_after_it_was_shown(owner: Client, cast: Cast) -> None:
    for minutes in (1, 2):
        with time_machine.travel(WEDNESDAY + timedelta(minutes=minutes), tick=False):
            assert owner.post(PROMISES, {**CALL, **SHOWN}).status_code == 302
    with enter(cast.studio):
        assert Promise.objects.get().due_at == WEDNESDAY + timedelta(hours=2)


def test_in_two_hours_pressed_too_late_is_shown_anew(owner: Client, cast: Cast) -> None:
    with time_machine.travel(WEDNESDAY + timedelta(hours=3), tick=False):
        late = owner.post(PROMISES, {**CALL, **SHOWN})
    assert late.status_code == 422
    assert 'name="seen" value="2026-11-25T14:00:00+00:00"' in late.content.decode()
    with enter(cast.studio):
        assert not Promise.objects.exists()


def test_tomorrow_read_yesterday_is_asked_about(owner: Client, cast: Cast) -> None:
    shown = {"when": "tomorrow", "read": "tomorrow", "seen": "2026-11-25T22:59:59.999999+00:00"}
    answer = owner.post(PROMISES, {**CALL, **shown})
    assert "The day has changed meanwhile. Is this still the date?" in answer.content.decode()
    with enter(cast.studio):
        assert not Promise.objects.exists()


@pytest.mark.parametrize("form", ["promises", "promises/reading"])
def test_the_last_day_of_all_is_asked_about(owner: Client, form: str) -> None:
    far = {**CALL, "when": "9999-12-31", "text": "Call Anna by 9999-12-31"}
    answer = owner.post(f"/desk/fern-studio/{form}", far)
    assert (answer.status_code, b'name="what"' in answer.content) in {(422, True), (200, True)}


def test_other_chips_pressed_after_back_are_a_second_promise(owner: Client, cast: Cast) -> None:
    assert owner.post(PROMISES, {**CALL, "when": "Friday"}).status_code == 302
    edited = {**CALL, "what": "Call Anna twice", "when": "Friday"}
    answer = owner.post(PROMISES, edited)
    page = answer.content.decode()
    assert (answer.status_code, "Press again and this is a second promise" in page) == (422, True)
    keys = re.findall(r'name="once" value="(\w+)"', page)
    assert len(keys) == 1
    for _press in range(2):
        assert owner.post(PROMISES, {**edited, "once": keys[0]}).status_code == 302
    with enter(cast.studio):
        assert Promise.objects.count() == 2


@pytest.mark.parametrize("far", ["31 December 9999 23:59", "31 December 3000"])
def test_what_nobody_here_will_see_is_asked_about(owner: Client, cast: Cast, far: str) -> None:
    answer = owner.post(PROMISES, {**CALL, "when": far})
    assert (answer.status_code, "Which day did you mean?" in answer.content.decode()) == (422, True)
    with enter(cast.studio):
        assert not Promise.objects.exists()


def test_a_key_that_no_database_keeps_is_kept_without_its_zero(owner: Client) -> None:
    assert owner.post(PROMISES, {**CALL, "when": "Friday", "once": "a\x00"}).status_code == 302
