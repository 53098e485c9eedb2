from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.by_hand import ask_by_hand
from makegood.domain.feedback.actions.stopping import stop
from makegood.domain.feedback.models import Invitation, Survey
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, delivered, promised, survey, work


@dataclass(frozen=True)
class House:
    cast: Cast
    survey: Survey

    def ask(self, of: Engagement, day: int = 0) -> Invitation:
        assert isinstance(of.customer, Customer)
        return ask_by_hand(
            survey=self.survey,
            customer=of.customer,
            engagement=of,
            member=self.cast.owner,
            by=Actor("member", self.cast.owner.pk),
            at=NOW + day * DAY,
        )


@pytest.fixture
def house(cast: Cast) -> Iterator[House]:
    with enter(cast.studio):
        yield House(cast, survey(cast.owner))


def refused(house: House, of: Engagement) -> str:
    before = Invitation.objects.count(), Letter.objects.count()
    with pytest.raises(Refusal) as refusal:
        house.ask(of)
    assert (Invitation.objects.count(), Letter.objects.count()) == before
    return refusal.value.sentence


def test_whose_address_is_known_is_asked_by_a_letter_at_once(house: House) -> None:
    asked = house.ask(work(house.cast.owner, house.cast.bakery))
    letter = Letter.objects.get()
    assert (asked.how, asked.asked_at, asked.letter) == ("by_hand", NOW, letter)
    assert f"{{asked:{asked.link_id}}}?chosen=1" in letter.text


def test_whose_address_is_not_known_has_a_link_to_be_handed_over(house: House) -> None:
    asked = house.ask(work(house.cast.owner, house.cast.anna, mail=""))
    assert asked.link is not None
    assert not Letter.objects.exists()


def test_nobody_is_asked_before_it_is_delivered(house: House) -> None:
    of = work(house.cast.owner, house.cast.bakery)
    promise = promised(house.cast.owner, of)
    assert refused(house, of) == "Not all of it is delivered yet. Ask when it is."
    delivered(house.cast.owner, promise)
    assert house.ask(of).letter is not None


def test_nobody_is_asked_twice_within_a_month(house: House) -> None:
    of = work(house.cast.owner, house.cast.bakery)
    house.ask(of)
    assert refused(house, of) == "They were asked not long ago. Once a month is enough."
    assert house.ask(of, day=31).letter is not None


def test_who_wants_to_be_asked_no_more_is_not(house: House) -> None:
    of = work(house.cast.owner, house.cast.bakery)
    stop(customer=of.customer, by=Actor("customer", of.customer_id), at=NOW)
    assert refused(house, of) == "They want to be asked no more."
