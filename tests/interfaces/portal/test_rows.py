from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from makegood.domain.playbook.actions import set_reply_time
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move_to_unknown
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.actions.telling import take_back, tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.letters import NewDate, Said
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.furnished import DAY, NOW, furnish
from tests.ui.reading import parsed


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False), enter(cast.studio):
        yield cast


def due(days: int) -> Due:
    on = (NOW + days * DAY).date()
    return Due(zone="Europe/Berlin", first=on, last=on)


def by(cast: Cast) -> Actor:
    return Actor("member", cast.owner.pk)


def promise(cast: Cast, text: str, days: int, **said: Any) -> Promise:
    terms = Terms(text=text, **{"customer": cast.bakery, **said})
    return make(terms=terms, due=due(days), by=by(cast), at=NOW - 5 * DAY)


def link_of(cast: Cast) -> Link:
    """A link to the bakery's page."""
    return make_link(purpose=Link.Purpose.PAGE, opens=cast.bakery.pk, by=by(cast), at=NOW - DAY)


def let_in(link: Link) -> Client:
    """A browser that opened the link."""
    browser = Client()
    browser.get(reverse("link", args=[links.token(link.pk)]))
    return browser


def page(cast: Cast, link: Link | None = None, at: timedelta = timedelta()) -> str:
    """The words of the bakery's page, or of whoever holds this link; without its spaces."""
    opened = link or link_of(cast)
    with time_machine.travel(NOW + at, tick=False):
        address = reverse("customer_page", args=[opened.pk])
        shown = let_in(opened).get(address).content.decode()
    return " ".join(parsed(shown).one("body").text.split())


def test_what_is_late_says_so_itself(ours: Cast) -> None:
    promise(ours, "Menu cards", -1)
    assert "We said Tuesday 24 November. It is not done yet." in page(ours)


def test_what_they_owe_is_never_blamed_on_them(ours: Cast) -> None:
    said = {"promised_by": Promise.By.CUSTOMER, "kind": Promise.Kind.INPUT}
    promise(ours, "Photos", -1, **said)
    shown = page(ours)
    assert "For Tuesday 24 November; we still need it" in shown
    assert "One thing needs you." in shown
    assert "not done" not in shown
    assert "missed" not in shown


def test_what_we_wait_for_is_named_only_if_it_is_theirs(ours: Cast) -> None:
    photos = promise(ours, "Photos", 2, promised_by=Promise.By.CUSTOMER)
    paper = promise(ours, "Paper for Gwen's cards", 2, customer=ours.anna)
    for text, on in (("Menu cards", photos), ("Shop sign", paper)):
        mine = promise(ours, text, 9)
        wait_for(promise=mine, on=on, working_days=1, by=by(ours), at=NOW - DAY)
    shown = page(ours)
    assert "It goes on as soon as we have: Photos." in shown
    assert "Gwen" not in shown
    assert shown.count("waiting since") == 1


def test_no_day_yet_says_when_they_hear_more(ours: Cast) -> None:
    logo = promise(ours, "Logo", 2)
    move_to_unknown(
        promise=logo,
        until=due(5),
        update_text="How the logo is going",
        reason=Move.Reason.SUPPLIER,
        seen=0,
        member=ours.owner,
        by=by(ours),
        at=NOW,
    )
    shown = page(ours)
    assert "No day yet: you hear more by Monday 30 November" in shown
    assert "Next news Monday 30 November" in shown
    assert "We said Friday 27 November. Since Wednesday 25 November we know" in shown
    late = page(ours, at=7 * DAY)
    assert "You were to hear more by Monday 30 November. We owe you that." in late


def test_the_last_news_is_what_they_were_told(ours: Cast) -> None:
    menu = promise(ours, "Menu cards", 2)
    keep(promise=promise(ours, "Another's", 2, customer=ours.anna), by=by(ours), at=NOW - DAY)
    assert "Last news" not in page(ours)
    tell(
        promise=menu,
        how=Telling.How.PHONE,
        stated_by=ours.owner,
        told_at=NOW - 2 * DAY,
        by=by(ours),
        at=NOW,
    )
    assert "Last news Monday 23 November" in page(ours)
    take_back(telling=Telling.objects.get(), by=by(ours), at=NOW)
    assert "Last news" not in page(ours)


def test_what_was_done_stands_there_and_is_news(ours: Cast) -> None:
    """Though they were never told anything, nor written to."""
    keep(promise=promise(ours, "First sketches", 2), by=by(ours), at=NOW - DAY)
    shown = page(ours)
    assert "Done ✓ First sketches" in shown
    assert "Last news Tuesday 24 November" in shown


def test_a_notice_is_news_before_anybody_said_that_they_heard_of_it(ours: Cast) -> None:
    write_notice(
        promise=promise(ours, "Logo", 2),
        new=NewDate(due(7), Move.Reason.SUPPLIER, seen=0),
        said=Said(),
        address="",
        member=ours.owner,
        by=by(ours),
        at=NOW - DAY,
    )
    assert "Last news Tuesday 24 November" in page(ours)


def test_what_is_not_for_their_eyes_is_not_there(ours: Cast) -> None:
    promise(ours, "Ask the printer about the bakery", 2, visible=False)
    promise(ours, "Cards for somebody else", 2, customer=ours.anna)
    shown = page(ours)
    assert "printer" not in shown
    assert "somebody else" not in shown
    assert "Nothing needs you." in shown


def test_a_move_says_from_when_and_why_and_not_the_inner_reason(ours: Cast) -> None:
    anna = furnish(ours.owner)
    shown = page(ours, anna.link)
    assert "We said Tuesday 1 December, and moved it on Monday 23 November." in shown
    assert "The carpenter is ill; his brother cuts the wood." in shown
    assert "supplier" not in shown.lower()


def test_they_write_to_whoever_wrote_last_and_to_the_owner_once_that_one_left(ours: Cast) -> None:
    anna = furnish(ours.owner)
    assert "Write to Alice" in page(ours, anna.link)
    anna.notice.written_by = ours.colleague
    anna.notice.save(update_fields=["written_by"])
    assert "Write to Bob" in page(ours, anna.link)
    Member.objects.filter(pk=ours.colleague.pk).update(ended_at=NOW)
    assert "Write to Alice" in page(ours, anna.link)


def test_they_read_by_when_we_answer_and_reading_promises_nothing(ours: Cast) -> None:
    anna = furnish(ours.owner)
    assert "Write to Alice, and" not in page(ours, anna.link)
    set_reply_time(office_hours=8, by=by(ours), at=NOW)
    before = Promise.objects.count()
    assert "Write to Alice, and you hear from us tomorrow by 10:00." in page(ours, anna.link)
    assert Promise.objects.count() == before
