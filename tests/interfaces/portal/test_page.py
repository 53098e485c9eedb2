from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.engagements.actions import begin, describe
from makegood.domain.engagements.rules import Described
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.reporting import write_update
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Answer, Move, Notice, Promise, Update
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast

BERLIN = ZoneInfo("Europe/Berlin")


def in_days(n: int) -> Due:
    day = timezone.now().astimezone(BERLIN).date() + timedelta(days=n)
    return Due(zone="Europe/Berlin", first=day, last=day)


@pytest.fixture
def notice(cast: Cast) -> Notice:
    """The bakery was written to that its logo takes a week longer."""
    by = Actor("member", cast.owner.pk)
    bakery, at = cast.bakery, timezone.now()
    theirs = Terms(text="Photos of the shop", customer=bakery, promised_by=Promise.By.CUSTOMER)
    with enter(cast.studio):
        terms = Terms(text="Logo proofs", customer=bakery)
        logo = make(terms=terms, due=in_days(3), by=by, at=at)
        make(terms=theirs, due=in_days(2), by=by, at=at)
        return write_notice(
            promise=logo,
            new=NewDate(in_days(10), Move.Reason.SUPPLIER, seen=0),
            said=Said(why="The printer broke."),
            address="bakery@example.com",
            member=cast.owner,
            by=by,
            at=at,
        )


def token_of(cast: Cast, notice: Notice) -> str:
    with enter(cast.studio):
        return links.token(notice.link_id)


def arrived(cast: Cast, notice: Notice) -> Client:
    """A customer's browser that has opened the link of the letter."""
    browser = Client()
    browser.get(reverse("link", args=[token_of(cast, notice)]))
    return browser


def page_of(notice: Notice) -> str:
    return reverse("customer_page", args=[notice.link_id])


def test_the_link_is_exchanged_for_a_clean_address(cast: Cast, notice: Notice) -> None:
    token = token_of(cast, notice)
    browser = Client()
    answer = browser.get(reverse("link", args=[token]))
    assert (answer.status_code, answer["Location"]) == (303, page_of(notice))
    assert answer["Referrer-Policy"] == "no-referrer"
    cookie = answer.cookies[f"{settings.LINK_COOKIE}{notice.link_id}"]
    assert cookie["httponly"]
    assert cookie.value != token
    page = browser.get(page_of(notice))
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert token not in page.content.decode()


def test_the_page_says_what_moved_and_why_and_what_we_need(cast: Cast, notice: Notice) -> None:
    said = arrived(cast, notice).get(page_of(notice)).content.decode()
    for words in ("Hello the bakery", "Fern Studio", "Logo proofs", "The printer broke.", "Photos"):
        assert words in said
    assert "supplier" not in said


def test_what_the_work_is_worth_and_why_their_day_matters_stay_with_us(
    cast: Cast, notice: Notice
) -> None:
    by, at = Actor("member", cast.owner.pk), timezone.now()
    said: Described = {
        "value_cents": 777700,
        "own_date": in_days(30).last,
        "own_date_why": "the fair opens",
    }
    with enter(cast.studio):
        work = begin(customer=cast.bakery, name="The logo", by=by, at=at)
        describe(engagement=work, said=said, by=by, at=at)
        write_update(
            engagement=work,
            says=Update.Says.ON_TRACK,
            words="",
            address="bakery@example.com",
            seen=0,
            member=cast.owner,
            by=by,
            at=at,
        )
        read = [f"{letter.subject} {letter.text} {letter.html}" for letter in Letter.objects.all()]
    read.append(arrived(cast, notice).get(page_of(notice)).content.decode())
    assert ["The logo" in said for said in read] == [False, True, True]
    assert not [said for said in read if "7,777" in said or "777700" in said]
    assert not [said for said in read if "the fair opens" in said]


def test_opening_it_changes_nothing_and_answers_nothing(cast: Cast, notice: Notice) -> None:
    for _ in range(3):
        browser = arrived(cast, notice)
        browser.get(page_of(notice))
        browser.head(page_of(notice))
    with enter(cast.studio):
        assert not Answer.objects.exists()
        assert not notice.promise.tellings.exists()


def test_one_press_answers(cast: Cast, notice: Notice) -> None:
    browser = arrived(cast, notice)
    address = reverse("notice_answer", args=[notice.link_id, notice.pk])
    page = browser.post(address, {"choice": "fine", "words": "Good luck!"}, follow=True)
    assert "You answered: That is fine by me." in page.content.decode()
    with enter(cast.studio):
        given = Answer.objects.get()
        assert (given.choice, given.words) == ("fine", "Good luck!")


def test_without_the_pass_there_is_no_page(cast: Cast, notice: Notice) -> None:
    browser = Client()
    assert browser.get(page_of(notice)).status_code == 404
    browser.cookies[f"{settings.LINK_COOKIE}{notice.link_id}"] = token_of(cast, notice)
    assert browser.get(page_of(notice)).status_code == 404
    assert browser.get(reverse("link", args=["A" * 43])).status_code == 404


def test_a_press_calls_us_where_we_have_a_phone(cast: Cast, notice: Notice) -> None:
    browser = arrived(cast, notice)
    assert "tel:" not in browser.get(page_of(notice)).content.decode()
    Business.objects.filter(pk=cast.studio.pk).update(phone="+49 (0)30 / 123 45")
    assert 'href="tel:+493012345"' in browser.get(page_of(notice)).content.decode()
