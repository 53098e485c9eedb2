"""Two customers who turned out to be one have one page, by either's link; undone, two again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.actions import merging, write_address
from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Answer, Notice
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.links.queries import token
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import invitation
from tests.interfaces.portal.test_page import arrived, in_days, notice, page_of

__all__ = ["notice"]


@pytest.fixture
def merged(cast: Cast, notice: Notice) -> Customer:
    """The bakery, who was written to, turned out to be Anna, to whom a poster was promised."""
    by, at = Actor("member", cast.owner.pk), timezone.now()
    bakery, anna = cast.bakery, cast.anna
    with enter(cast.studio):
        make(terms=Terms(text="Poster", customer=anna), due=in_days(4), by=by, at=at)
        write_address(customer=anna, email="anna@example.com", by=by, at=at)
        merging.merge(alias=bakery, into=anna, by=by, at=at)
    return bakery


def test_an_aliass_link_opens_the_page_of_all(cast: Cast, notice: Notice, merged: Customer) -> None:
    browser = arrived(cast, notice)
    page = browser.get(page_of(notice)).content.decode()
    for said in ("Hello Anna", "Logo proofs", "Poster"):
        assert said in page
    with enter(cast.studio):
        by, at = Actor("member", cast.owner.pk), timezone.now()
        merging.unmerge(alias=Customer.objects.get(pk=merged.pk), by=by, at=at)
    page = browser.get(page_of(notice)).content.decode()
    assert "Hello the bakery" in page
    assert "Poster" not in page


def test_an_answer_by_an_aliass_link_counts(cast: Cast, notice: Notice, merged: Customer) -> None:
    where = reverse("notice_answer", args=[notice.link_id, notice.pk])
    assert arrived(cast, notice).post(where, {"choice": "fine"}).status_code == 302
    with enter(cast.studio):
        assert Answer.objects.get().notice_id == notice.pk
        answered = Entry.objects.get(event="promise.notice_answered")
        assert (answered.by_id, answered.customer_id) == (merged.pk, merged.pk)


def test_what_the_one_was_asked_the_other_cannot_open_once_they_are_two(
    cast: Cast, merged: Customer
) -> None:
    by = Actor("member", cast.owner.pk)
    with enter(cast.studio):
        asked = invitation(cast.owner, merged)
        page = make_link(purpose=Link.Purpose.PAGE, opens=cast.anna.pk, by=by, at=timezone.now())
        said = token(page.pk)
    anna = Client()
    anna.get(f"/l/{said}")
    here = reverse("asked", args=[asked.link_id])
    shown = anna.get(reverse("asked_from_page", args=[page.pk]), follow=True)
    assert shown.redirect_chain[-1][0] == here
    with enter(cast.studio):
        alias = Customer.objects.get(pk=merged.pk)
        merging.unmerge(alias=alias, by=by, at=timezone.now())
    work_off()
    assert anna.get(here).status_code == 404
    answers = reverse("asked_answers", args=[asked.link_id])
    assert anna.post(answers, {"overall": "1", "page": "1"}).status_code == 404
    assert anna.get(reverse("asked_from_page", args=[page.pk])).status_code == 404


def test_a_fresh_link_goes_to_the_heads_address(
    cast: Cast, notice: Notice, merged: Customer
) -> None:
    arrived(cast, notice).post(reverse("fresh_link", args=[notice.link_id]))
    with enter(cast.studio):
        letter = Letter.objects.get(kind=Letter.Kind.FRESH_LINK)
        assert (letter.to_name, letter.to_address) == ("Anna", "anna@example.com")


def test_a_stranger_to_the_set_sees_nothing_of_it(cast: Cast, notice: Notice) -> None:
    """Not merged: the other's link opens the other's page alone."""
    with enter(cast.studio):
        by, at = Actor("member", cast.owner.pk), timezone.now()
        link = make_link(purpose=Link.Purpose.PAGE, opens=cast.anna.pk, by=by, at=at)
    browser = arrived(cast, notice)
    assert browser.get(reverse("customer_page", args=[link.pk])).status_code == 404
    assert Client().get(page_of(notice)).status_code == 404
