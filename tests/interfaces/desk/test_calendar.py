from __future__ import annotations

from django.conf import settings
from django.test import Client
from django.urls import reverse

from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.ui.reading import parsed


def where(cast: Cast, name: str) -> str:
    return reverse(name, kwargs={"business": cast.studio.slug})


def shown(alice: Client, cast: Cast) -> str:
    """The address on the page; "" when there is none."""
    page = parsed(alice.get(where(cast, "calendar")).content.decode())
    fields = [one for one in page.all("input") if one.attributes.get("id") == "calendar-address"]
    return fields[0].attributes["value"] if fields else ""


def test_nobody_has_an_address_before_they_ask(cast: Cast, alice: Client) -> None:
    assert shown(alice, cast) == ""
    with enter(cast.studio):
        assert not Link.objects.exists()


def test_one_press_gives_an_address_that_opens(cast: Cast, alice: Client) -> None:
    page = alice.post(where(cast, "calendar_address"), follow=True)
    assert "This is your calendar" in page.content.decode()
    address = shown(alice, cast)
    assert address.startswith(f"{settings.BASE_URL}/feed/")
    assert Client().get(address.removeprefix(settings.BASE_URL)).status_code == 200
    with enter(cast.studio):
        link = Link.objects.get()
        assert (link.purpose, link.opens, link.expires_at) == ("feed", cast.owner.pk, None)


def test_the_address_is_of_our_host_whatever_the_request_says(cast: Cast, alice: Client) -> None:
    alice.post(where(cast, "calendar_address"))
    alice.defaults["HTTP_X_FORWARDED_HOST"] = "evil.example"
    assert shown(alice, cast).startswith(f"{settings.BASE_URL}/feed/")


def test_changed_the_old_one_opens_nothing(cast: Cast, alice: Client) -> None:
    alice.post(where(cast, "calendar_address"))
    old = shown(alice, cast)
    page = alice.post(where(cast, "calendar_address"), follow=True)
    assert "The old one opens nothing any more." in page.content.decode()
    new = shown(alice, cast)
    assert new != old
    statuses = [Client().get(one.removeprefix(settings.BASE_URL)).status_code for one in (old, new)]
    assert statuses == [404, 200]


def test_each_member_has_their_own(cast: Cast, alice: Client) -> None:
    alice.post(where(cast, "calendar_address"))
    bob = Client()
    bob.force_login(cast.bob)
    assert shown(bob, cast) == ""
    bob.post(where(cast, "calendar_address"))
    assert shown(bob, cast) not in {"", shown(alice, cast)}


def test_looking_makes_no_address(cast: Cast, alice: Client) -> None:
    assert alice.get(where(cast, "calendar_address")).status_code == 405
    shown(alice, cast)
    with enter(cast.studio):
        assert not Link.objects.exists()


def test_whoever_only_looks_has_none(cast: Cast) -> None:
    Member.objects.filter(pk=cast.colleague.pk).update(role=Member.Role.VIEWER)
    bob = Client()
    bob.force_login(cast.bob)
    assert bob.get(where(cast, "calendar")).status_code == 404
    assert bob.post(where(cast, "calendar_address")).status_code == 404
    assert where(cast, "calendar") not in bob.get(where(cast, "settings")).content.decode()


def test_the_settings_lead_there(cast: Cast, alice: Client) -> None:
    assert where(cast, "calendar") in alice.get(where(cast, "settings")).content.decode()
