from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings

from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links import queries
from makegood.foundation.links.actions import change, end, make, revoke
from makegood.foundation.links.models import Address, Link
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAGE, FEED = Link.Purpose.PAGE, Link.Purpose.FEED


@pytest.fixture
def link(cast: Cast) -> Iterator[Link]:
    with enter(cast.studio):
        yield make(purpose=PAGE, opens=7, by=Actor("member", cast.owner.pk), at=NOW)


def test_a_token_leads_to_its_business_and_its_thing(cast: Cast, link: Link) -> None:
    opened = queries.by_token(queries.token(link.pk), purpose=PAGE, now=NOW)
    assert opened is not None
    assert (opened.business, opened.link.opens) == (cast.studio, 7)
    assert opened.state == State.OPEN


def test_another_key_ends_every_link(link: Link) -> None:
    token = queries.token(link.pk)
    opened = queries.by_token(token, purpose=PAGE, now=NOW)
    assert opened is not None
    kept = opened.browser_pass
    with override_settings(LINKS_KEY=b"another key"):
        assert queries.by_token(token, purpose=PAGE, now=NOW) is None
        assert queries.by_pass(link.pk, kept, purpose=PAGE, now=NOW) is None


def test_a_token_opens_for_one_purpose_only(link: Link) -> None:
    assert queries.by_token(queries.token(link.pk), purpose=FEED, now=NOW) is None


def test_another_token_opens_nothing(link: Link) -> None:
    token = queries.token(link.pk)
    other = "B" if token[5] == "A" else "A"
    for wrong in ("", token[:-1], token + "A", token[:5] + other + token[6:]):
        assert queries.by_token(wrong, purpose=PAGE, now=NOW) is None


def test_it_ends_to_the_second(link: Link) -> None:
    token, end = queries.token(link.pk), NOW + timedelta(days=30)
    moments = {end - timedelta(seconds=1): State.OPEN, end: State.EXPIRED}
    for now, state in moments.items():
        opened = queries.by_token(token, purpose=PAGE, now=now)
        assert opened is not None
        assert opened.state == state


def test_revoked_it_opens_nothing_from_the_next_look_on(cast: Cast, link: Link) -> None:
    by = Actor("member", cast.owner.pk)
    assert revoke(link=link, by=by, at=NOW)
    assert not revoke(link=link, by=by, at=NOW)
    opened = queries.by_token(queries.token(link.pk), purpose=PAGE, now=NOW)
    assert opened is not None
    assert opened.state == State.REVOKED
    assert queries.newest(PAGE, 7, now=NOW) is None
    assert Entry.objects.filter(event="link.revoked").count() == 1


def test_all_that_open_one_thing_end_together_and_once(cast: Cast, link: Link) -> None:
    by = Actor("member", cast.owner.pk)
    other = make(purpose=PAGE, opens=8, by=by, at=NOW)
    make(purpose=PAGE, opens=7, by=by, at=NOW)
    assert [end(purpose=PAGE, opens=7, by=by, at=NOW) for _ in "12"] == [2, 0]
    assert list(Link.objects.filter(revoked_at=None)) == [other]
    assert Entry.objects.filter(event="link.revoked").count() == 2


def test_the_newest_is_the_last_that_still_opens(cast: Cast, link: Link) -> None:
    by = Actor("member", cast.owner.pk)
    second = make(purpose=PAGE, opens=7, by=by, at=NOW)
    brief = make(purpose=PAGE, opens=7, by=by, at=NOW, lasts=timedelta(days=1))
    assert queries.newest(PAGE, 7, now=NOW) == brief
    assert queries.newest(PAGE, 7, now=NOW + timedelta(days=2)) == second
    assert queries.newest(PAGE, 8, now=NOW) is None


def test_a_changed_link_leaves_one_that_opens(cast: Cast, link: Link) -> None:
    by = Actor("member", cast.owner.pk)
    other = make(purpose=PAGE, opens=8, by=by, at=NOW)
    feed = make(purpose=FEED, opens=7, by=by, at=NOW)
    again = make(purpose=PAGE, opens=7, by=by, at=NOW)
    newer = change(purpose=PAGE, opens=7, by=by, at=NOW, lasts=None)
    standing = Link.objects.filter(revoked_at=None).order_by("pk")
    assert list(standing) == [other, feed, newer]
    assert newer.expires_at is None
    assert Entry.objects.filter(event="link.revoked").count() == len({link, again})


def test_a_pass_is_not_the_token_and_opens_one_link(cast: Cast, link: Link) -> None:
    opened = queries.by_token(queries.token(link.pk), purpose=PAGE, now=NOW)
    assert opened is not None
    other = make(purpose=PAGE, opens=8, by=Actor("member", cast.owner.pk), at=NOW)
    assert opened.browser_pass != queries.token(link.pk)
    assert queries.by_pass(link.pk, opened.browser_pass, purpose=PAGE, now=NOW) == opened
    assert queries.by_pass(other.pk, opened.browser_pass, purpose=PAGE, now=NOW) is None
    assert queries.by_pass(link.pk, queries.token(link.pk), purpose=PAGE, now=NOW) is None
    assert queries.by_pass(10**9, opened.browser_pass, purpose=PAGE, now=NOW) is None


def test_a_number_beyond_all_numbers_is_no_link(link: Link) -> None:
    for beyond in (2**63, 10**30):
        assert queries.by_pass(beyond, "x", purpose=PAGE, now=NOW) is None


def test_the_database_holds_no_token(link: Link) -> None:
    token = queries.token(link.pk)
    with connection.cursor() as cursor:
        for table in (Link._meta.db_table, Address._meta.db_table, Entry._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")
            assert token not in str(cursor.fetchall())


def test_thousands_of_tokens_are_all_different(cast: Cast, link: Link) -> None:
    by = Actor("member", cast.owner.pk)
    made = [make(purpose=PAGE, opens=7, by=by, at=NOW) for _ in range(200)]
    tokens = {queries.token(one.pk) for one in made}
    assert len(tokens) == len(made)
    assert {len(token) for token in tokens} == {43}
