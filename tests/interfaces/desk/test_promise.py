"""The page of one promise: what can still be written down, and by whom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise, Telling
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, DAY, act, promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def logo(cast: Cast) -> Promise:
    """Kept after its Friday, and nobody has written down that they knew."""
    with enter(cast.studio):
        late = promise(cast)
        keep(promise=late, by=act(cast.owner), at=AFTER_FRIDAY)
    return late


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(AFTER_FRIDAY + DAY, tick=False):
        yield client


def address(logo: Promise, rest: str = "") -> str:
    return f"/desk/fern-studio/promises/{logo.pk}{rest}"


def test_a_call_is_remembered_after_the_promise_was_kept(
    owner: Client, cast: Cast, logo: Promise
) -> None:
    assert 'name="told_at"' in owner.get(address(logo)).content.decode()
    said = {"how": "phone", "told_at": "2026-03-06T15:00"}
    assert owner.post(address(logo, "/tellings/stated"), said).status_code == 302
    with enter(cast.studio):
        assert Telling.objects.get().through == 0
    assert "They were not told after all" in owner.get(address(logo)).content.decode()


def test_what_is_wrong_with_a_late_telling_stands_in_its_form(owner: Client, logo: Promise) -> None:
    answer = owner.post(
        address(logo, "/tellings/stated"), {"how": "phone", "told_at": "2026-02-01T15:00"}
    )
    page = answer.content.decode()
    assert (answer.status_code, page.count("That is before it was promised.")) == (422, 1)


def test_what_has_ended_is_neither_moved_nor_withdrawn(owner: Client, logo: Promise) -> None:
    page = owner.get(address(logo)).content.decode()
    assert address(logo, "/moves") not in page
    assert address(logo, "/withdrawal") not in page


def test_a_viewer_is_offered_nothing(owner: Client, cast: Cast, logo: Promise) -> None:
    Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    assert 'name="told_at"' not in owner.get(address(logo)).content.decode()


def test_nobody_is_told_of_what_we_promised_ourselves(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        ledger = promise(cast, customer=None)
    assert 'name="told_at"' not in owner.get(address(ledger)).content.decode()
