"""Days off: pressed twice is pressed once."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from makegood.foundation.accounts.actions import add_closure
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from tests.cast import SINCE, Cast
from tests.domain.promises.hands import act

pytestmark = pytest.mark.django_db


def test_days_off_taken_back_twice_are_taken_back_once(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    with enter(cast.studio):
        first, last = date(2026, 12, 24), date(2026, 12, 31)
        closure = add_closure(first=first, last=last, name="Yule", by=act(cast.owner), at=SINCE)
    address = f"/desk/fern-studio/settings/closures/{closure.pk}/removed"
    assert [client.post(address).status_code for _press in range(2)] == [302, 302]
    with enter(cast.studio):
        assert Entry.objects.filter(event="closure.removed").count() == 1


def test_days_off_that_never_were_are_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    assert client.post("/desk/fern-studio/settings/closures/999/removed").status_code == 404
