"""The link to a customer's page is handed over, ended for good, and made anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.actions.merging import merge
from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.test_page import in_days
from tests.ui.reading import parsed

PAGE, FEED = Link.Purpose.PAGE, Link.Purpose.FEED


@pytest.fixture
def logo(cast: Cast) -> Promise:
    return promised(cast, cast.bakery)


def promised(cast: Cast, who: Customer | None) -> Promise:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        return make(
            terms=Terms(text="Logo", customer=who), due=in_days(3), by=by, at=timezone.now()
        )


def linked(cast: Cast, who: Customer, purpose: Link.Purpose = PAGE) -> Link:
    by, at = Actor("member", cast.owner.pk), timezone.now() - timedelta(days=1)
    with enter(cast.studio):
        return make_link(purpose=purpose, opens=who.pk, by=by, at=at)


def address(name: str, promise: Promise) -> str:
    return reverse(name, kwargs={"business": "fern-studio", "promise": promise.pk})


def ends(promise: Promise) -> str:
    return address("link_ended", promise)


def shown(browser: Client, promise: Promise) -> str:
    return browser.get(address("promise", promise)).content.decode()


def handed_over(page: str) -> list[str]:
    """The addresses that the page offers to copy."""
    fields = (one.attributes for one in parsed(page).all("input"))
    return [one["value"] for one in fields if one.get("class") == "copy-me"]


def standing(cast: Cast) -> list[Link]:
    with enter(cast.studio):
        return list(Link.objects.filter(revoked_at=None).order_by("pk"))


def revoked(cast: Cast) -> int:
    with enter(cast.studio):
        return Entry.objects.filter(event="link.revoked").count()


def test_the_newest_is_handed_over_and_can_be_ended(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    linked(cast, cast.bakery)
    newest = linked(cast, cast.bakery)
    page = shown(alice, logo)
    with enter(cast.studio):
        [said] = handed_over(page)
        assert said.endswith(f"/l/{links.token(newest.pk)}")
    assert ends(logo) in page


def test_all_that_open_the_page_are_ended_and_no_other(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    linked(cast, cast.bakery), linked(cast, cast.bakery)
    annas, feed = linked(cast, cast.anna), linked(cast, cast.bakery, FEED)
    told = alice.post(ends(logo), follow=True).content.decode()
    assert "Ended. No link opens their page any more." in told
    assert standing(cast) == [annas, feed]
    assert handed_over(told) == []


def test_whoever_holds_an_ended_link_meets_a_kind_page(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    link = linked(cast, cast.bakery)
    with enter(cast.studio):
        letter = reverse("link", args=[links.token(link.pk)])
    bookmark = reverse("customer_page", args=[link.pk])
    customer = Client()
    assert customer.get(letter, follow=True).status_code == 200
    alice.post(ends(logo))
    for where in (letter, bookmark):
        answer = customer.get(where)
        assert answer.status_code == 404
        assert "or it was ended" in answer.content.decode()
        assert "Fern Studio" not in answer.content.decode()


def test_then_a_new_one_is_made_and_opens_the_page(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    linked(cast, cast.bakery)
    alice.post(ends(logo))
    assert address("customer_link", logo) in shown(alice, logo)
    told = alice.post(address("customer_link", logo), follow=True).content.decode()
    [said] = handed_over(told)
    arrived = Client().get("/l/" + said.rpartition("/l/")[2], follow=True)
    assert "Hello the bakery" in arrived.content.decode()


def test_to_press_twice_is_to_press_once(cast: Cast, alice: Client, logo: Promise) -> None:
    linked(cast, cast.bakery)
    assert [alice.post(ends(logo)).status_code for _ in "12"] == [302, 302]
    assert revoked(cast) == 1
    assert [alice.post(address("customer_link", logo)).status_code for _ in "12"] == [302, 302]
    assert len(standing(cast)) == 1


def test_of_a_promise_that_is_over_it_can_be_ended_only(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    linked(cast, cast.bakery)
    with enter(cast.studio):
        keep(promise=logo, by=Actor("member", cast.owner.pk), at=timezone.now())
    assert ends(logo) in shown(alice, logo)
    alice.post(ends(logo))
    assert "customer-link" not in shown(alice, logo)


def test_a_link_to_any_of_their_names_is_handed_over_and_ended_with_the_rest(
    cast: Cast, alice: Client, logo: Promise
) -> None:
    annas = linked(cast, cast.anna)
    with enter(cast.studio):
        by, at = Actor("member", cast.owner.pk), timezone.now()
        merge(alias=cast.anna, into=cast.bakery, by=by, at=at)
        [found] = handed_over(shown(alice, logo))
        assert found.endswith(f"/l/{links.token(annas.pk)}")
    alice.post(address("customer_link", logo))
    assert standing(cast) == [annas]
    alice.post(ends(logo))
    assert standing(cast) == []


@pytest.mark.parametrize("name", ["customer_link", "link_ended"])
def test_a_promise_to_nobody_has_no_link(cast: Cast, alice: Client, name: str) -> None:
    ours = promised(cast, None)
    assert "customer-link" not in shown(alice, ours)
    assert alice.post(address(name, ours)).status_code == 404


@pytest.mark.parametrize("name", ["customer_link", "link_ended"])
def test_who_may_only_look_and_who_is_a_stranger_changes_nothing(
    cast: Cast, alice: Client, logo: Promise, name: str
) -> None:
    link = linked(cast, cast.bakery)
    assert alice.get(address(name, logo)).status_code == 405
    Member.objects.filter(pk=cast.colleague.pk).update(role=Member.Role.VIEWER)
    for who in (cast.bob, cast.mallory, cast.visitor):
        browser = Client()
        browser.force_login(who)
        assert browser.post(address(name, logo)).status_code == 404
        assert "copy-me" not in shown(browser, logo)
    assert standing(cast) == [link]
    assert revoked(cast) == 0
