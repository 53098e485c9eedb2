"""Naming a mail server: what is taken, and what is refused without a trace."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.actions.own_server import bring, prove
from makegood.foundation.mail.models import OwnServer
from makegood.foundation.tenancy.models import Business
from makegood.kit.refusal import Refusal
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("inside")
SAID: dict[str, Any] = {
    "host": "smtp.example.com",
    "port": 587,
    "security": OwnServer.Security.STARTTLS,
    "user": "studio@example.com",
    "password": "quince-jelly",
    "address": "Studio@Example.com",
}


def named(cast: Cast, **other: Any) -> OwnServer:
    by = Actor("member", cast.owner.pk)
    return bring(**{**SAID, **other}, member=cast.owner, by=by, at=timezone.now())


def test_it_is_kept_on_trial_with_who_and_when(cast: Cast) -> None:
    found = named(cast, host=" SMTP.Bücher.example. ", user=" studio ")
    kept = OwnServer.objects.get()
    assert (kept.host, kept.user) == ("smtp.xn--bcher-kva.example", "studio")
    assert kept.address == "Studio@example.com"
    assert (kept.set_by, kept.set_at, kept.proved_at) == (cast.owner, found.set_at, None)


def test_another_takes_the_place_of_the_one_on_trial(cast: Cast) -> None:
    first = named(cast)
    second = named(cast, host="smtp.example.org")
    assert list(OwnServer.objects.all()) == [second]
    by = Actor("rule", rule="letter sent")
    assert not prove(server=first, by=by, at=timezone.now())
    assert prove(server=second, by=by, at=timezone.now())
    assert not prove(server=second, by=by, at=timezone.now())
    assert Entry.objects.filter(event="own_server.proved").count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"host": "127.0.0.1"}, "host"),
        ({"host": "localhost"}, "host"),
        ({"host": "0x7f.1"}, "host"),
        ({"host": "smtp.example.com:587"}, "host"),
        ({"host": "eve@smtp.example.com"}, "host"),
        ({"host": "smtp.straße.example"}, "host"),
        ({"port": 22}, "port"),
        ({"port": 80}, "port"),
        ({"port": 0}, "port"),
        ({"user": ""}, "user"),
        ({"password": ""}, "password"),
        ({"password": "mit-ü"}, "password"),
        ({"user": "mit-ü"}, "user"),
        ({"password": "a\r\nb"}, "password"),
        ({"password": "a\x00b"}, "password"),
        ({"address": "studio"}, "address"),
        ({"address": "studio@example.com\r\nRCPT TO:<eve@example.com>"}, "address"),
        ({"address": "Eve <eve@example.com>"}, "address"),
    ],
)
def test_what_is_refused_leaves_no_trace(cast: Cast, said: dict[str, Any], field: str) -> None:
    before = named(cast)
    with pytest.raises(Refusal) as refused:
        named(cast, **said)
    assert refused.value.field == field
    assert list(OwnServer.objects.all()) == [before]
    assert Entry.objects.filter(event="own_server.set").count() == 1


@pytest.mark.parametrize(
    ("nearby", "port", "taken"),
    [("10.0.0.5", 25, True), ("10.0.0.5", 2526, False), ("10.0.0.5:2526", 2526, True)],
)
def test_what_the_operator_allows_may_stand_nearby(
    cast: Cast, nearby: str, port: int, taken: bool
) -> None:
    with override_settings(OWN_SERVERS_NEARBY=frozenset([nearby])):
        if taken:
            assert named(cast, host="10.0.0.5", port=port).host == "10.0.0.5"
        else:
            with pytest.raises(Refusal):
                named(cast, host="10.0.0.5", port=port)


def test_a_demo_names_none(cast: Cast) -> None:
    Business.objects.filter(pk=cast.studio.pk).update(demo=True)
    with pytest.raises(Refusal):
        named(cast)
    assert not OwnServer.objects.exists()
