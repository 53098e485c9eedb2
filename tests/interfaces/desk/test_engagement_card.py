from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from makegood.domain.engagements.actions import begin, describe
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import Described
from makegood.domain.feedback.actions import note_rating
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.desk.test_engagement import address, page_of

FIELDS = ("value_cents", "own_date", "own_date_why")


@pytest.fixture
def logo(cast: Cast) -> Engagement:
    with enter(cast.studio):
        return begin(customer=cast.bakery, name="The logo", by=by(cast), at=timezone.now())


@pytest.fixture
def alice(cast: Cast, client: Client) -> Client:
    client.force_login(cast.alice)
    return client


def by(cast: Cast) -> Actor:
    return Actor("member", cast.owner.pk)


def today(cast: Cast) -> date:
    return timezone.now().astimezone(cast.studio.tz).date()


def said_of(cast: Cast, logo: Engagement, said: Described) -> None:
    with enter(cast.studio):
        describe(engagement=logo, said=said, by=by(cast), at=timezone.now())


def rated(cast: Cast, logo: Engagement, words: str = "") -> None:
    with enter(cast.studio):
        at = timezone.now()
        note_rating(score=4, out_of=5, words=words, engagement=logo, said_at=at, by=by(cast), at=at)


def promised(cast: Cast, logo: Engagement, days: int, text: str, kind: Promise.Kind) -> None:
    day = today(cast) + timedelta(days=days)
    terms = Terms(text=text, customer=cast.bakery, engagement=logo, kind=kind)
    with enter(cast.studio):
        due = Due(zone=cast.studio.zone, first=day, last=day)
        make(terms=terms, due=due, by=by(cast), at=timezone.now())


def sent(shown: dict[str, str], **typed: str) -> dict[str, str]:
    """The form as a browser sends it: what it showed, and what was typed over that."""
    before = {"name": "The logo", **dict.fromkeys(FIELDS, ""), **shown}
    return {f"initial-{name}": said for name, said in before.items()} | before | typed


def of(logo: Engagement) -> Engagement:
    found: Engagement = Engagement.objects.get(pk=logo.pk)
    return found


def test_what_is_written_down_stands_among_the_facts(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    typed = {
        "value_cents": "1.234,50 €",
        "own_date": "2090-12-12",
        "own_date_why": "the fair opens",
    }
    where = address("engagement_details", engagement=logo.pk)
    page = alice.post(where, sent({}, **typed), follow=True).content.decode()
    assert "€1,234.50" in page
    assert "On Tuesday 12 December 2090: the fair opens" in page
    with enter(cast.studio):
        assert (of(logo).value_cents, of(logo).own_date) == (123450, date(2090, 12, 12))


def test_only_what_was_changed_here_is_written(cast: Cast, alice: Client, logo: Engagement) -> None:
    said_of(cast, logo, {"name": "The sign", "value_cents": 9900})
    where = address("engagement_details", engagement=logo.pk)
    alice.post(where, sent({}, own_date="2090-12-12"))
    with enter(cast.studio):
        assert (of(logo).name, of(logo).value_cents) == ("The sign", 9900)
        entry = Entry.objects.filter(event="engagement.described").latest("id")
        assert entry.facts == {"what": ["own_date"]}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Something is missing here."),
        ({"value_cents": "a lot"}, "“a lot” is no amount."),
        ({"value_cents": "-5"}, "never less"),
        ({"own_date": "next week"}, "Which one is it?"),
        ({"own_date": "32 May"}, "Which day did you mean?"),
        ({"own_date": "2390-12-12"}, "100 years off"),
        ({"own_date_why": "the fair opens"}, "And which day is that?"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(
    cast: Cast, alice: Client, logo: Engagement, typed: dict[str, str], sentence: str
) -> None:
    where = address("engagement_details", engagement=logo.pk)
    page = alice.post(where, sent({}, **typed))
    assert page.status_code == 422
    said = page.content.decode()
    assert sentence in said
    assert all(f'value="{one}"' in said for one in typed.values() if one)
    with enter(cast.studio):
        assert not Entry.objects.filter(event="engagement.described").exists()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (6, "“Hand it over” is promised for 3 days before it."),
        (3, "“Hand it over” is promised for that day."),
        (2, "“Hand it over” is promised for 1 day after it: too late."),
    ],
)
def test_their_own_date_says_on_which_side_of_it_we_deliver(
    cast: Cast, alice: Client, logo: Engagement, days: int, sentence: str
) -> None:
    promised(cast, logo, 3, "Hand it over", Promise.Kind.DELIVERY)
    promised(cast, logo, 9, "Ring them", Promise.Kind.FOLLOW_UP)
    said_of(cast, logo, {"own_date": today(cast) + timedelta(days=days)})
    page = page_of(alice, logo)
    assert f"In {days} days. {sentence}" in page
    assert ("tone-missed" in page) == (days < 3)


def test_the_stage_is_said(cast: Cast, alice: Client, logo: Engagement) -> None:
    assert "Begun" in page_of(alice, logo)
    promised(cast, logo, 3, "Hand it over", Promise.Kind.DELIVERY)
    assert "Under way" in page_of(alice, logo)


def test_past_ratings_stand_on_its_page_in_their_words(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    assert "How they rated it" not in page_of(alice, logo)
    rated(cast, logo, "Right on <time>.")
    page = page_of(alice, logo)
    assert "4 of 5" in page
    assert "Right on &lt;time&gt;." in page


def test_the_customers_page_says_each_work_in_a_line_and_how_they_rated_it(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    day = today(cast) + timedelta(days=1)
    said_of(cast, logo, {"value_cents": 120000, "own_date": day, "own_date_why": "the fair opens"})
    rated(cast, logo, "x" * 300)
    page = alice.get(address("customer", customer=logo.customer_id)).content.decode()
    assert ">begun</span>" in page
    assert " · €1,200 · tomorrow: the fair opens" in page
    assert "They rated it 4 of 5" in page
    assert "x" * 199 + "…" in page
    assert "x" * 200 not in page


def test_a_viewer_sees_the_facts_and_changes_none(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    said_of(cast, logo, {"value_cents": 120000})
    with enter(cast.studio):
        Member.objects.filter(pk=cast.owner.pk).update(role=Member.Role.VIEWER)
    page = page_of(alice, logo)
    assert "€1,200" in page
    assert "About this work" not in page
    where = address("engagement_details", engagement=logo.pk)
    assert alice.post(where, sent({}, name="Mine")).status_code == 404


def test_the_form_comes_back_as_it_was_and_is_read_as_the_same(
    cast: Cast, alice: Client, logo: Engagement
) -> None:
    said_of(cast, logo, {"value_cents": 123450, "own_date": date(2090, 12, 12)})
    page = page_of(alice, logo)
    assert 'value="1,234.50"' in page
    assert 'value="Tuesday 12 December 2090"' in page
    shown = {"value_cents": "", "own_date": ""}
    again = {"value_cents": "1,234.50", "own_date": "Tuesday 12 December 2090"}
    where = address("engagement_details", engagement=logo.pk)
    alice.post(where, sent(shown, **again))
    with enter(cast.studio):
        assert Entry.objects.filter(event="engagement.described").count() == 1
