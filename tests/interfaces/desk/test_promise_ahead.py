"""What can be said of a promise on its page, beside the one act that its row needs."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.foreseeing import foresee
from makegood.domain.promises.models import Outlook, Promise
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, MONDAY, act, promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def logo(cast: Cast) -> Promise:
    with enter(cast.studio):
        return promise(cast)


def page(client: Client, cast: Cast, logo: Promise, at: datetime) -> str:
    client.force_login(cast.alice)
    with time_machine.travel(at, tick=False):
        return client.get(f"/desk/fern-studio/promises/{logo.pk}").content.decode()


def test_what_is_at_risk_or_missed_can_be_kept_all_the_same(
    client: Client, cast: Cast, logo: Promise
) -> None:
    with enter(cast.studio):
        foresee(
            promise=logo,
            says=Outlook.Says.AT_RISK,
            member=cast.owner,
            by=act(cast.owner),
            at=MONDAY,
        )
    for at in (MONDAY, AFTER_FRIDAY):
        assert page(client, cast, logo, at).count(f"/promises/{logo.pk}/keeping") == 1


def test_what_its_row_asks_already_is_not_asked_twice(
    client: Client, cast: Cast, logo: Promise
) -> None:
    assert page(client, cast, logo, MONDAY).count(f"/promises/{logo.pk}/keeping") == 1


def test_a_viewer_keeps_nothing(client: Client, cast: Cast, logo: Promise) -> None:
    Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    assert "/keeping" not in page(client, cast, logo, AFTER_FRIDAY)


def test_whether_it_will_hold_is_asked_only_before_its_day_has_passed(
    client: Client, cast: Cast, logo: Promise
) -> None:
    assert "It may not hold" in page(client, cast, logo, MONDAY)
    assert "It may not hold" not in page(client, cast, logo, AFTER_FRIDAY)
