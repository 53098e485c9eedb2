"""The password of a business's own server: kept unreadable, and bound to what it was given for."""

from __future__ import annotations

import logging
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.serializers import serialize
from django.db import connection
from django.test import override_settings

from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail import queries
from makegood.foundation.mail.locking import WrongKey, lock, unlock
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.brought import PASSWORD, in_force, own_office
from tests.foundation.mail.outbox import letter_of, post_all, standing, to
from tests.foundation.mail.post_office import post_office

State = Letter.State
KEY = b"only-for-this-test-0123456789"


def test_a_password_comes_back_and_looks_another_way_each_time() -> None:
    one, two = (lock("grüße", bound_to="7|a", key=KEY) for _ in range(2))
    assert one != two
    assert unlock(one, bound_to="7|a", key=KEY) == unlock(two, bound_to="7|a", key=KEY) == "grüße"


@pytest.mark.parametrize(("bound_to", "key"), [("7|a", b"another"), ("8|a", KEY), ("", KEY)])
def test_it_opens_for_nothing_else(bound_to: str, key: bytes) -> None:
    kept = lock(PASSWORD, bound_to="7|a", key=KEY)
    with pytest.raises(WrongKey):
        unlock(kept, bound_to=bound_to, key=key)


@pytest.mark.parametrize("broken", ["", "x", "ü", "AAAA", "%%%"])
def test_what_was_tampered_with_opens_nothing(broken: str) -> None:
    kept = lock(PASSWORD, bound_to="7|a", key=KEY)
    for text in (broken, kept[:-4] + "AAAA", kept[:20] + broken + kept[20:-4]):
        with pytest.raises(WrongKey):
            unlock(text, bound_to="7|a", key=KEY)


def test_with_another_key_letters_wait_rather_than_leave_by_another_server(
    cast: Cast, tmp_path: Path
) -> None:
    with own_office(tmp_path) as own, post_office() as ours, to(ours):
        found = in_force(cast.owner, own)
        connections = own.connections
        letter = letter_of(cast.owner)
        with override_settings(LINKS_KEY=b"another"), enter(cast.studio):
            assert queries.is_locked(found)
            work_off()
        assert standing(cast.owner, letter).state == State.QUEUED
        assert "LINKS_KEY is another" in letter.reply
        assert (own.connections, ours.connections) == (connections, 0)
        post_all(cast)
        assert standing(cast.owner, letter).state == State.SENT


def test_a_row_moved_to_another_business_opens_nothing(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        found = in_force(cast.owner, own)
    with enter(cast.studio):
        kept = OwnServer.objects.values().get(pk=found.pk)
    copied = {**kept, "id": None, "business_id": cast.salon.pk, "set_by_id": cast.stranger.pk}
    with enter(cast.salon):
        stolen: OwnServer = OwnServer.objects.create(**copied)
        assert queries.is_locked(stolen)


@pytest.mark.parametrize("field", [{"host": "mail.eve.example"}, {"port": 25}, {"user": "eve"}])
def test_a_row_that_names_another_host_meanwhile_gives_it_no_password(
    cast: Cast, tmp_path: Path, field: dict[str, str | int]
) -> None:
    with own_office(tmp_path) as own:
        found = in_force(cast.owner, own)
    with enter(cast.studio):
        OwnServer.objects.filter(pk=found.pk).update(**field)
        found.refresh_from_db()
        assert queries.is_locked(found)


def test_its_password_stands_nowhere(
    cast: Cast, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the database, a log, an event, or what a debugger shows; nor said back by a server."""
    caplog.set_level(logging.DEBUG)
    said_back = f"535 no: {PASSWORD} for studio"
    with own_office(tmp_path, AUTH=[None, said_back]) as own:
        found = in_force(cast.owner, own)
        letter = letter_of(cast.owner)
        work_off()
    assert standing(cast.owner, letter).reply == "535 no: … for studio"
    with enter(cast.studio):
        way = queries.way_of(letter)
        assert way.server is not None
        assert way.server.password == PASSWORD
        seen = [repr(way), repr(found), str(found), caplog.text, serialize("json", [found, letter])]
        seen += [repr(entry.facts) for entry in Entry.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            seen += map(repr, cursor.fetchall())
    assert any("535 no" in each for each in seen)
    assert not [
        each for each in seen if PASSWORD in each or b64encode(PASSWORD.encode()).decode() in each
    ]


def test_the_journal_tells_that_it_was_set_and_not_which(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        in_force(cast.owner, own)
    with enter(cast.studio):
        told = Entry.objects.filter(subject_kind="own_server").order_by("pk")
        assert [set(entry.facts) for entry in told] == [set(), {"letter"}, set()]
