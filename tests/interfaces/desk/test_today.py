from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast


def delivery(cast: Cast, what: str, effort_minutes: int | None) -> Promise:
    """Promised to the bakery for tomorrow, so that we ask whether it will hold."""
    now = timezone.now()
    day = now.astimezone(cast.studio.tz).date() + timedelta(days=1)
    terms = Terms(
        text=what,
        customer=cast.bakery,
        kind=Promise.Kind.DELIVERY,
        effort_minutes=effort_minutes,
    )
    due, by = Due(zone=cast.studio.zone, first=day, last=day), Actor("member", cast.owner.pk)
    return make(terms=terms, due=due, by=by, at=now - timedelta(days=9))


@pytest.mark.parametrize("effort", [None, 0])
def test_what_is_only_near_is_asked_about_and_not_called_short_of_time(
    cast: Cast, client: Client, effort: int | None
) -> None:
    client.force_login(cast.alice)
    with enter(cast.studio):
        delivery(cast, "The shop sign", effort)
    page = client.get(f"/desk/{cast.studio.slug}/today").content.decode()
    assert "Will it hold?" in page
    assert "It will hold" in page
    assert "If not, write to them" in page
    assert "Little time left" not in page


def test_what_is_asked_about_stands_beneath_what_is_at_risk_in_one_group(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.alice)
    with enter(cast.studio):
        delivery(cast, "Near", None)
        delivery(cast, "Far too much", 60_000)
    page = client.get(f"/desk/{cast.studio.slug}/today").content.decode()
    assert page.count('id="need-') == 1
    assert page.index('id="need-at_risk"') < page.index("Far too much") < page.index("Near")
    assert "Little time left" in page
