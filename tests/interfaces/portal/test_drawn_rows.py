"""What was drawn before is what would be drawn now, shown to nobody but whose page it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from makegood.domain.customers.models import Customer
from makegood.domain.promises.actions.answering import answer
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.moving import move_to_unknown
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_no_more
from makegood.domain.promises.models import Answer, Move, Notice, Promise, Telling, Waiting
from makegood.domain.promises.rules.due import Due
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.scope import enter
from makegood.ui import drawn
from tests.cast import Cast
from tests.interfaces.portal.furnished import DAY, NOW, Furnished, furnish
from tests.interfaces.portal.test_rows import by, due, let_in, link_of, ours, promise

__all__ = ["ours"]

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
MINUTE = timedelta(minutes=1)


@pytest.fixture
def anna(ours: Cast) -> Furnished:
    drawn.forget()
    return furnish(ours.owner)


def shown(link: Link, browser: Client | None = None) -> str:
    address = reverse("customer_page", args=[link.pk])
    page = (browser or let_in(link)).get(address).content.decode()
    return TOKEN.sub("", page) if browser is None else page


def called(text: str) -> Promise:
    found: Promise = Promise.objects.get(text=text)
    return found


def we_cannot_say_yet(cast: Cast) -> None:
    move_to_unknown(
        promise=called("Menu cards, printed"),
        until=due(5),
        update_text="More on the cards",
        reason=Move.Reason.SUPPLIER,
        seen=0,
        member=cast.owner,
        by=by(cast),
        at=NOW,
    )


def they_hear_more_later(cast: Cast) -> None:
    later = {"due_from": due(7).first, "due_to": due(7).last, "late_after": due(7).late_after}
    Promise.objects.filter(text="More on the cards").update(**later)


def they_answer(cast: Cast) -> None:
    asked = Notice.objects.get()
    answer(notice=asked, choice=Notice.Option.CALL, words="At {ten}.", by=by(cast), at=NOW)


def they_are_told(cast: Cast, at: datetime = NOW) -> None:
    said: dict[str, Any] = {"how": Telling.How.PHONE, "stated_by": cast.owner, "told_at": at}
    tell(promise=called("Drawing of the shop sign"), **said, by=by(cast), at=NOW)


# One after the other: each is seen with the next look at the page.
CHANGES: dict[str, Callable[[Cast], Any]] = {
    "other words": lambda _: Promise.objects.filter(kind="reply").update(text="<Price> {0}"),
    "what is theirs": lambda _: Promise.objects.filter(by="customer").update(text="Pictures"),
    "theirs is hidden": lambda _: Promise.objects.filter(by="customer").update(visible=False),
    "theirs is shown again": lambda _: Promise.objects.update(visible=True),
    "it waits no more": lambda cast: wait_no_more(
        waiting=Waiting.objects.get(), by=by(cast), at=NOW
    ),
    "why it moved is erased": lambda _: Move.objects.update(words=""),
    "they are told": they_are_told,
    "they were told before": lambda cast: they_are_told(cast, NOW - DAY),
    "no day yet": we_cannot_say_yet,
    "they hear more later": they_hear_more_later,
    "they heard more": lambda _: Promise.objects.filter(kind="update").update(kept_at=NOW),
    "the notice is erased": lambda _: Notice.objects.update(why="", meaning=""),
    "an answer": they_answer,
    "the answer is erased": lambda _: Answer.objects.update(words=""),
    "another comes first": lambda cast: keep(promise=called("<Price> {0}"), by=by(cast), at=NOW),
    "another language": lambda _: Customer.objects.update(language="de"),
}


def test_whatever_changes_is_seen_at_once(ours: Cast, anna: Furnished) -> None:
    before = shown(anna.link)
    for name, change in CHANGES.items():
        change(ours)
        after = shown(anna.link)
        assert after != before, name
        drawn.forget()
        before = shown(anna.link)
        assert after == before, name


def test_what_becomes_late_within_the_minute_says_so(ours: Cast) -> None:
    """Though the rest of its row stays as it is for a quarter of an hour."""
    at = Due(zone="Europe/Berlin", at=NOW + 5 * MINUTE)
    awning = Terms(text="Awning", customer=ours.bakery)
    make(terms=awning, due=at, by=by(ours), at=NOW - DAY)
    link = link_of(ours)
    assert "It is not done yet." not in shown(link)
    with time_machine.travel(NOW + 6 * MINUTE, tick=False):
        assert "It is not done yet." in shown(link)


def test_the_day_turns_in_a_row_drawn_before(ours: Cast) -> None:
    promise(ours, "Awning", 1)
    link = link_of(ours)
    midnight = NOW + 14 * 60 * MINUTE
    for at, said in ((midnight - MINUTE, "· tomorrow"), (midnight + MINUTE, "· today")):
        with time_machine.travel(at, tick=False):
            assert said in shown(link)


def test_what_was_drawn_before_is_pressed_with_the_token_of_its_page(
    ours: Cast, anna: Furnished
) -> None:
    browser = let_in(anna.link)
    shown(anna.link, browser)
    tokens = {TOKEN.findall(shown(anna.link, browser))[0] for _ in range(2)}
    assert len(tokens) == 2
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = browser.cookies
    answering = reverse("notice_answer", args=[anna.link.pk, anna.notice.pk])
    said = {"choice": "fine", "csrfmiddlewaretoken": tokens.pop()}
    assert careful.post(answering, said).status_code == 302


def test_another_link_presses_by_itself(ours: Cast, anna: Furnished) -> None:
    other = link_of(ours)
    Link.objects.filter(pk=other.pk).update(opens=anna.customer.pk)
    shown(anna.link)
    page = shown(other)
    assert reverse("notice_answer", args=[other.pk, anna.notice.pk]) in page
    assert reverse("notice_answer", args=[anna.link.pk, anna.notice.pk]) not in page


def test_a_page_is_its_own_whoever_was_here_before(cast: Cast) -> None:
    """The same words were promised to another customer, and to one of another business."""
    with time_machine.travel(NOW, tick=False):
        readers = [furnish(cast.owner), furnish(cast.owner, name="Ben"), furnish(cast.stranger)]
        drawn.forget()
        browsers = [browser_of(one) for one in readers]
        pages = [looked_at(*each) for each in zip(readers, browsers, strict=True)]
        for reader, browser, page in zip(readers, browsers, pages, strict=True):
            drawn.forget()
            assert looked_at(reader, browser) == page
    assert len(set(pages)) == len(readers)


def browser_of(reader: Furnished) -> Client:
    with enter(reader.customer.business):
        return let_in(reader.link)


def looked_at(reader: Furnished, browser: Client) -> str:
    return TOKEN.sub("", shown(reader.link, browser))
