"""Notes, tags, further addresses and consents: who wrote them, and how they go again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from makegood.domain.customers.actions import consenting, reaching, remarking
from makegood.domain.customers.models import Consent, Handle, Note, Tag
from makegood.domain.customers.queries.card import card
from tests.cast import SINCE, Cast
from tests.domain.customers.hands import act, by_alice, journal, merge, refused, rows

pytestmark = pytest.mark.usefixtures("ours")
Kind, To, How = Handle.Kind, Consent.To, Consent.How


def test_a_note_stands_until_it_is_taken_back(ours: Cast) -> None:
    bakery = ours.bakery
    said = remarking.note(customer=bakery, text=" Ask for Sol. \n", **by_alice(ours))
    assert (said.text, said.written_by, card(bakery.pk).notes) == (
        "Ask for Sol.",
        ours.owner,
        [said],
    )
    assert (journal().event, journal().facts) == ("note.made", {"note": said.pk})
    assert remarking.take_back(note=said, **act(ours))
    assert card(bakery.pk).notes == []
    assert Note.objects.get().text == "Ask for Sol."
    before = rows()
    assert not remarking.take_back(note=said, **act(ours))
    assert rows() == before


@pytest.mark.parametrize(("text", "words"), [(" \x00", "good to know"), ("x" * 2001, "too long")])
def test_what_is_no_note_is_refused(ours: Cast, text: str, words: str) -> None:
    bakery = ours.bakery
    with refused(words):
        remarking.note(customer=bakery, text=text, **by_alice(ours))


def test_a_tag_is_one_however_it_is_written(ours: Cast) -> None:
    bakery = ours.bakery
    regular = remarking.tag(customer=bakery, name="#Regular", **act(ours))
    assert (regular.name, regular.key) == ("Regular", "regular")
    before = rows()
    assert remarking.tag(customer=bakery, name="REGULAR ", **act(ours)) == regular
    assert rows() == before
    assert remarking.untag(tag=regular, **act(ours))
    assert (Tag.objects.count(), journal().event) == (0, "tag.removed")
    assert not remarking.untag(tag=regular, **act(ours))


@pytest.mark.parametrize(("name", "words"), [("# ", "A word"), ("x" * 41, "too long")])
def test_what_is_no_tag_is_refused(ours: Cast, name: str, words: str) -> None:
    bakery = ours.bakery
    with refused(words):
        remarking.tag(customer=bakery, name=name, **act(ours))


def test_a_further_address_is_written_once_and_taken_away(ours: Cast) -> None:
    bakery = ours.bakery
    said: dict[str, Any] = {"customer": bakery, "kind": Kind.MOBILE, **act(ours)}
    mobile = reaching.add_handle(value="0170 / 1234567", label="evenings", **said)
    assert (mobile.key, mobile.label) == ("701234567", "evenings")
    assert journal().facts == {"handle": mobile.pk, "kind": "mobile"}
    before = rows()
    assert reaching.add_handle(value="+49 170 1234567", **said) == mobile
    assert rows() == before
    assert reaching.remove_handle(handle=mobile, **act(ours))
    assert (Handle.objects.count(), journal().event) == (0, "handle.removed")
    assert not reaching.remove_handle(handle=mobile, **act(ours))


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Kind.POST, " ", "An address or a number"),
        (Kind.POST, "x" * 255, "too long"),
        (Kind.EMAIL, "nowhere", "no mail address"),
        (Kind.WHATSAPP, "none", "no phone number"),
    ],
)
def test_what_reaches_nobody_is_refused(
    ours: Cast, kind: Handle.Kind, value: str, words: str
) -> None:
    bakery = ours.bakery
    with refused(words):
        reaching.add_handle(customer=bakery, kind=kind, value=value, **act(ours))


def test_a_consent_says_who_when_and_how_and_is_withdrawn_by_a_word(ours: Cast) -> None:
    bakery, before = ours.bakery, SINCE - timedelta(days=2)
    said: dict[str, Any] = {"customer": bakery, "to": To.NEWS, "how": How.WRITTEN, **by_alice(ours)}
    news = consenting.give(given_at=before, **said)
    assert (news.given_at, news.recorded_at, news.recorded_by) == (before, SINCE, ours.owner)
    assert (journal().happened_at, journal().facts) == (
        before,
        {"consent": news.pk, "to": "news", "how": "written"},
    )
    assert consenting.give(**said) == news
    assert consenting.withdraw(consent=news, **by_alice(ours))
    news.refresh_from_db()
    assert (news.withdrawn_at, news.withdrawal_recorded_by) == (SINCE, ours.owner)
    assert not consenting.withdraw(consent=news, **by_alice(ours))
    assert consenting.give(**said) != news


def test_what_is_no_consent_is_refused(ours: Cast) -> None:
    bakery, ahead = ours.bakery, SINCE + timedelta(seconds=1)
    said: dict[str, Any] = {"customer": bakery, "how": How.SPOKEN, **by_alice(ours)}
    with refused("To what did they agree"):
        consenting.give(to=To.OTHER, **said)
    with refused("still ahead"):
        consenting.give(to=To.NEWS, given_at=ahead, **said)
    with refused("too long"):
        consenting.give(to=To.NEWS, words="x" * 201, **said)


def test_a_consent_is_withdrawn_by_somebodys_word(ours: Cast) -> None:
    said: dict[str, Any] = {
        "customer": ours.bakery,
        "to": To.NEWS,
        "how": How.SPOKEN,
        **by_alice(ours),
    }
    consenting.give(**said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(withdrawn_at=SINCE)


def test_the_card_of_a_head_holds_what_was_written_of_its_aliases(ours: Cast) -> None:
    bakery, anna = ours.bakery, ours.anna
    for who in (bakery, anna):
        remarking.note(customer=who, text=who.name, **by_alice(ours))
        remarking.tag(customer=who, name="regular", **act(ours))
        reaching.add_handle(customer=who, kind=Kind.POST, value=who.name, **act(ours))
    merge(anna, bakery)
    found = card(bakery.pk)
    assert [one.text for one in found.notes] == ["Anna", "the bakery"]
    assert [one.value for one in found.handles] == ["the bakery", "Anna"]
    assert len(found.tags) == 1


def test_what_only_an_alias_has_is_asked_for(ours: Cast) -> None:
    bakery, anna = ours.bakery, ours.anna
    remarking.note(customer=anna, text="Ask for Sol.", **by_alice(ours))
    merge(anna, bakery)
    assert [one.text for one in card(bakery.pk).notes] == ["Ask for Sol."]
