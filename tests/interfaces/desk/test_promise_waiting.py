"""What a promise waits for, on its page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.moving import move_to_unknown
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.models import Move, Promise, Waiting
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import HOUR, MONDAY, NEXT_FRIDAY, act, promise, theirs

pytestmark = pytest.mark.django_db


@pytest.fixture
def logo(cast: Cast) -> Promise:
    """Waits for their photos."""
    with enter(cast.studio):
        ours, photos = promise(cast), theirs(cast)
        wait_for(promise=ours, on=photos, working_days=3, by=act(cast.owner), at=MONDAY)
    return ours


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(MONDAY + HOUR, tick=False):
        yield client


def address(logo: Promise, rest: str = "") -> str:
    return f"/desk/fern-studio/promises/{logo.pk}{rest}"


def link_of(cast: Cast) -> Waiting:
    with enter(cast.studio):
        return Waiting.objects.select_related("on").get()


def test_one_press_ends_a_wait_and_the_form_begins_it_again(
    owner: Client, cast: Cast, logo: Promise
) -> None:
    link = link_of(cast)
    page = owner.get(address(logo)).content.decode()
    assert "It waits for “Photos”, then 3 working days" in page
    end = address(logo, f"/waits/{link.pk}/ended")
    assert end in page
    answer = owner.post(end, follow=True).content.decode()
    assert "It no longer waits for “Photos”." in answer
    assert "then 3 working days" not in answer
    again = {"on": link.on_id, "working_days": 3}
    assert owner.post(address(logo, "/waits"), again).status_code == 302
    assert link_of(cast).working_days == 3


def test_a_wait_that_is_not_this_promises_is_not_there(
    owner: Client, cast: Cast, logo: Promise
) -> None:
    link = link_of(cast)
    with enter(cast.studio):
        other = promise(cast)
    assert owner.post(address(other, f"/waits/{link.pk}/ended")).status_code == 404
    assert link_of(cast) == link


def test_a_viewer_ends_no_wait(owner: Client, cast: Cast, logo: Promise) -> None:
    Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    link = link_of(cast)
    assert "It no longer waits" not in owner.get(address(logo)).content.decode()
    assert owner.post(address(logo, f"/waits/{link.pk}/ended")).status_code in {403, 404}
    assert link_of(cast) == link


def test_the_news_about_itself_is_not_offered(owner: Client, cast: Cast, logo: Promise) -> None:
    with enter(cast.studio):
        move_to_unknown(
            promise=logo,
            until=NEXT_FRIDAY,
            update_text="When it comes",
            reason=Move.Reason.SUPPLIER,
            seen=0,
            by=act(cast.owner),
            at=MONDAY,
            member=cast.owner,
        )
        assert logo.next_update_id is not None
    said = {"on": logo.next_update_id, "working_days": 3}
    answer = owner.post(address(logo, "/waits"), said)
    assert answer.status_code == 422


def test_whoever_withdraws_what_was_awaited_is_asked_about_what_waited(
    owner: Client, cast: Cast, logo: Promise
) -> None:
    photos = link_of(cast).on
    said = {"asked_by": "customer"}
    answer = owner.post(address(photos, "/withdrawal"), said, follow=True).content.decode()
    assert "“Logo proofs” waited for this. Its date stays Friday" in answer
