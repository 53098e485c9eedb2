"""Promising something else instead, on a promise's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.models import Promise
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import FRIDAY, HOUR, MONDAY, NEXT_FRIDAY, promise, theirs

pytestmark = pytest.mark.django_db

SAID = {"what": "Two logos", "when": "Friday next week", "asked_by": "agreed", "told": "phone"}


@pytest.fixture
def logo(cast: Cast) -> Promise:
    with enter(cast.studio):
        return promise(cast)


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(MONDAY + HOUR, tick=False):
        yield client


def address(logo: Promise, rest: str = "") -> str:
    return f"/desk/fern-studio/promises/{logo.pk}{rest}"


def instead(owner: Client, logo: Promise, **said: Any) -> Any:
    return owner.post(address(logo, "/replacement"), SAID | said)


def test_something_else_is_promised_and_both_pages_say_so(
    owner: Client, cast: Cast, logo: Promise
) -> None:
    answer = instead(owner, logo)
    with enter(cast.studio):
        heir = Promise.objects.get(succeeds=logo)
    assert answer["Location"] == address(heir)
    assert (heir.text, heir.due, heir.due_first) == ("Two logos", NEXT_FRIDAY, FRIDAY)
    new = owner.get(address(heir)).content.decode()
    assert "Promised instead of what we said before, for Fri 13 Mar" in new
    assert f'Instead of: <a href="{address(logo)}"' in new
    old = owner.get(address(logo)).content.decode()
    assert f'Promised instead: <a href="{address(heir)}"' in old
    assert "They were told" not in old


def test_what_is_missing_stands_beside_its_field_and_nothing_is_lost(
    owner: Client, cast: Cast, logo: Promise
) -> None:
    answer = instead(owner, logo, told="")
    page = answer.content.decode()
    assert (answer.status_code, page.count("how did you speak")) == (422, 1)
    assert 'value="Two logos"' in page
    answer = instead(owner, logo, when="32 May")
    assert (answer.status_code, "Which day did you mean" in answer.content.decode()) == (422, True)
    with enter(cast.studio):
        assert Promise.objects.get().is_open


def test_it_is_said_that_the_first_date_still_counts_where_it_does(
    owner: Client, cast: Cast, logo: Promise
) -> None:
    said = {"asked_by": "mistake", "told": ""}
    answer = owner.post(address(logo, "/replacement"), SAID | said, follow=True)
    assert "Promised to the bakery for Fri 13 Mar." in answer.content.decode()
    with enter(cast.studio):
        site = promise(cast, text="Site")
    answer = owner.post(address(site, "/replacement"), SAID, follow=True)
    assert "The first date still counts." in answer.content.decode()


def test_what_ended_meanwhile_is_said(owner: Client, logo: Promise) -> None:
    assert instead(owner, logo).status_code == 302
    answer = instead(owner, logo)
    assert "there is nothing to replace" in answer.content.decode()


def test_nobody_is_asked_whether_they_know_what_they_promised(owner: Client, cast: Cast) -> None:
    with enter(cast.studio):
        photos = theirs(cast)
    assert 'id="instead_told"' not in owner.get(address(photos)).content.decode()
    assert instead(owner, photos, told="").status_code == 302


def test_a_viewer_replaces_nothing(owner: Client, cast: Cast, logo: Promise) -> None:
    Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    assert address(logo, "/replacement") not in owner.get(address(logo)).content.decode()
    assert instead(owner, logo).status_code in {403, 404}
