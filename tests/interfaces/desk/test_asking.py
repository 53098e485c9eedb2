from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models import Invitation
from makegood.foundation.links.queries import token
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, delivered, promised, survey, work


@pytest.fixture
def sign(cast: Cast) -> Iterator[Engagement]:
    """Of the bakery, delivered; and there are questions to ask."""
    with time_machine.travel(NOW + DAY, tick=False):
        with enter(cast.studio):
            survey(cast.owner)
            of = work(cast.owner, cast.bakery)
            delivered(cast.owner, promised(cast.owner, of))
        yield of


def address(name: str, of: Engagement) -> str:
    return reverse(name, kwargs={"business": "fern-studio", "engagement": of.pk})


def page_of(browser: Client, of: Engagement) -> str:
    return browser.get(address("engagement", of)).content.decode()


def test_one_press_asks_by_a_letter(cast: Cast, alice: Client, sign: Engagement) -> None:
    assert "A letter to bakery@example.com asks" in page_of(alice, sign)
    page = alice.post(address("ask_about", sign), follow=True).content.decode()
    assert "A letter to bakery@example.com asks how it was." in page
    with enter(cast.studio):
        assert Invitation.objects.get().letter is not None


def test_without_an_address_the_link_is_handed_over(
    cast: Cast, alice: Client, sign: Engagement
) -> None:
    with enter(cast.studio):
        sign.customer.email = ""
        sign.customer.save(update_fields=["email"])
    page = alice.post(address("ask_about", sign), follow=True).content.decode()
    with enter(cast.studio):
        one = Invitation.objects.get()
        assert one.link_id is not None
        assert f"/q/{token(one.link_id)}" in page
    assert "Hand it over." in page


def test_asked_again_it_says_why_not(cast: Cast, alice: Client, sign: Engagement) -> None:
    alice.post(address("ask_about", sign))
    page = alice.post(address("ask_about", sign), follow=True).content.decode()
    assert "They were asked not long ago." in page
    with enter(cast.studio):
        assert Invitation.objects.count() == 1


def test_what_is_not_delivered_yet_offers_no_asking(
    cast: Cast, alice: Client, sign: Engagement
) -> None:
    with enter(cast.studio):
        promised(cast.owner, sign)
    assert "Ask how it was" not in page_of(alice, sign)


def test_a_viewer_asks_nobody(cast: Cast, alice: Client, sign: Engagement) -> None:
    with enter(cast.studio):
        Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    assert "Ask how it was" not in page_of(alice, sign)
    assert alice.post(address("ask_about", sign)).status_code == 404
    with enter(cast.studio):
        assert not Invitation.objects.exists()
