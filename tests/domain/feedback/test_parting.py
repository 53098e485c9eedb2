"""Two who were one are two again: by no link does one read or answer what the other was asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from makegood.domain.customers.actions import meet, write_address
from makegood.domain.customers.actions.merging import merge, unmerge
from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.reminding import remind
from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.asking import by_number
from makegood.domain.feedback.reactions import two_again_answer_for_themselves
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, followed, survey

HOUR = timedelta(hours=1)
MERGED, UNMERGED = NOW + DAY, NOW + 2 * DAY


@pytest.fixture
def ours(cast: Cast) -> Iterator[Cast]:
    """The bakery is the alias, Anna its head; she has a mailbox."""
    with enter(cast.studio):
        write_address(customer=cast.anna, email="anna@example.com", by=act(cast), at=NOW)
        yield cast


def act(cast: Cast) -> Actor:
    return Actor("member", cast.owner.pk)


def asked(cast: Cast, who: Customer, *, at: Any = NOW) -> Invitation:
    return invite(survey=survey(cast.owner), customer=who, by=act(cast), at=at)


def pressed(one: Invitation, *, at: Any, enough: bool = True) -> None:
    by, said = Actor("customer", one.customer_id), {"overall": ["4"]}
    answer(invitation=one, page=0, said=said, language="en", enough=enough, by=by, at=at)


def one_person(cast: Cast) -> None:
    merge(alias=cast.bakery, into=cast.anna, by=act(cast), at=MERGED)


def two_again(cast: Cast) -> None:
    unmerge(alias=Customer.objects.get(pk=cast.bakery.pk), by=act(cast), at=UNMERGED)
    entry = Entry.objects.get(event="customer.unmerged")
    followed(two_again_answer_for_themselves, entry, at=UNMERGED + HOUR)


def link_of(one: Invitation) -> Link:
    """The link that it is answered by, as the row in hand says."""
    assert one.link_id is not None
    found: Link = Link.objects.get(pk=one.link_id)
    return found


def same_link(one: Invitation) -> bool:
    """Whether it is answered by the link that it was asked by, and that opens still."""
    now = Invitation.objects.get(pk=one.pk)
    return now.link_id == one.link_id and link_of(one).revoked_at is None


def test_what_went_to_the_others_mailbox_opens_nothing(ours: Cast) -> None:
    one_person(ours)
    one = asked(ours, ours.bakery, at=MERGED + HOUR)
    pressed(one, at=MERGED + 2 * HOUR)
    two_again(ours)
    assert link_of(one).revoked_at == UNMERGED + HOUR
    assert [link.pk for link in Link.objects.filter(purpose="asked")] == [one.link_id]


def test_a_reminder_went_there_too(ours: Cast) -> None:
    one = asked(ours, ours.bakery)
    one_person(ours)
    assert remind(invitation=by_number(one.pk), by=act(ours), at=MERGED + HOUR)
    assert Letter.objects.get().to_address == "anna@example.com"
    two_again(ours)
    assert not same_link(one)


def test_who_has_pressed_nothing_has_another_link_until_the_same_day(ours: Cast) -> None:
    one_person(ours)
    one = asked(ours, ours.bakery, at=MERGED + HOUR)
    two_again(ours)
    before = link_of(one)
    one.refresh_from_db()
    after = link_of(one)
    assert before != after
    assert (after.revoked_at, after.expires_at) == (None, before.expires_at)
    followed(two_again_answer_for_themselves, Entry.objects.get(event="customer.unmerged"))
    assert same_link(one)


def test_what_was_begun_before_is_gone_on_with(ours: Cast) -> None:
    one = asked(ours, ours.bakery)
    pressed(one, at=NOW + HOUR, enough=False)
    one_person(ours)
    two_again(ours)
    assert same_link(one)


@pytest.mark.parametrize("has_a_page", [True, False])
def test_what_the_head_was_asked_ends_where_the_aliass_page_led_there(
    ours: Cast, has_a_page: bool
) -> None:
    if has_a_page:
        make(purpose=Link.Purpose.PAGE, opens=ours.bakery.pk, by=act(ours), at=NOW)
    one = asked(ours, ours.anna)
    one_person(ours)
    two_again(ours)
    assert same_link(one) is not has_a_page


def test_who_came_along_goes_with_theirs_and_nobody_elses_ends(ours: Cast) -> None:
    by = act(ours)
    carried, zoe = (meet(name=name, by=by, at=NOW) for name in ("Gwen", "Zoe"))
    merge(alias=carried, into=ours.bakery, by=by, at=NOW)
    other = asked(ours, zoe)
    one_person(ours)
    theirs = asked(ours, carried, at=MERGED + HOUR)
    two_again(ours)
    assert [same_link(theirs), same_link(other)] == [False, True]


def test_what_they_are_asked_once_they_are_two_stands(ours: Cast) -> None:
    one_person(ours)
    unmerge(alias=Customer.objects.get(pk=ours.bakery.pk), by=act(ours), at=UNMERGED)
    one = asked(ours, ours.bakery, at=UNMERGED + HOUR)
    entry = Entry.objects.get(event="customer.unmerged")
    followed(two_again_answer_for_themselves, entry, at=UNMERGED + 2 * HOUR)
    assert same_link(one)
