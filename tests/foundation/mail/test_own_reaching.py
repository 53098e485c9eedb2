"""How a business's own server is reached: what it names, what it shows, what it may learn."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from makegood.foundation.mail import queries, server
from makegood.foundation.mail.models import Letter, OwnServer
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.brought import PASSWORD, brought, own_office, tried
from tests.foundation.mail.post_office import CUT, post_office

Patch = pytest.MonkeyPatch


def trial_of(cast: Cast, found: OwnServer) -> Letter:
    """The letter that tried it, as it stands."""
    with enter(cast.studio):
        trial = queries.last_trial(found)
    assert trial is not None
    return trial


def leads_to(patch: Patch, *addresses: str) -> list[str]:
    """The DNS says these, one after the other, of every host; whom it was asked for."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def answer(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        if host[0].isdigit():
            return real(host, port, *rest, **more)
        asked.append(host)
        address = addresses[min(len(asked), len(addresses)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    patch.setattr(socket, "getaddrinfo", answer)
    return asked


def test_the_address_found_is_spoken_to_and_the_name_never_asked_again(
    cast: Cast, tmp_path: Path, monkeypatch: Patch
) -> None:
    with own_office(tmp_path, name="mail.fern.example") as own:
        asked = leads_to(monkeypatch, "127.0.0.1", "10.9.9.9")
        near = frozenset([f"mail.fern.example:{own.port}"])
        with override_settings(OWN_SERVERS_NEARBY=near):
            found = tried(cast.owner, brought(cast.owner, own, host="mail.fern.example"))
    assert found.proved_at
    assert asked == ["mail.fern.example"]


def test_what_stands_near_us_is_never_spoken_to(
    cast: Cast, tmp_path: Path, monkeypatch: Patch
) -> None:
    """Refused, closed and unknown read the same: nobody learns what stands near us."""
    with own_office(tmp_path) as own:
        found = brought(cast.owner, own)
        with override_settings(OWN_SERVERS_NEARBY=frozenset()):
            tried(cast.owner, found)
        assert own.connections == 0
        refused = trial_of(cast, found).reply
    closed = trial_of(cast, tried(cast.owner, found)).reply
    assert refused == closed == server.UNREACHED


@pytest.mark.parametrize("at_once", [True, False])
def test_a_certificate_of_another_name_gets_no_password(
    cast: Cast, tmp_path: Path, at_once: bool
) -> None:
    with own_office(tmp_path, name="other.example", at_once=at_once) as own:
        found = tried(cast.owner, brought(cast.owner, own))
        assert trial_of(cast, found).reply == server.MISNAMED
        assert not [line for line in own.heard if "AUTH" in line or "MAIL" in line]
        assert own.taken == []
    assert found.proved_at is None


def test_a_certificate_that_nobody_vouches_for_gets_no_password(
    cast: Cast, tmp_path: Path, monkeypatch: Patch
) -> None:
    with own_office(tmp_path) as own:
        monkeypatch.delenv("SSL_CERT_FILE")
        found = tried(cast.owner, brought(cast.owner, own))
        assert trial_of(cast, found).reply == server.MISNAMED
        assert own.heard == []


@pytest.mark.parametrize(
    "script",
    [
        {"banner": "554 canary-9c47"},
        {"banner": "SSH-2.0-canary-9c47"},
        {"banner": "HTTP/1.1 400 canary-9c47"},
        {"banner": CUT},
        {"EHLO": "502 canary-9c47"},
        {"STAR": "454 canary-9c47"},
        {"STAR": CUT},
    ],
)
def test_what_answers_in_the_clear_is_not_repeated(
    cast: Cast, tmp_path: Path, script: dict[str, Any]
) -> None:
    with own_office(tmp_path, at_once=False, **script) as own:
        found = tried(cast.owner, brought(cast.owner, own))
    assert trial_of(cast, found).reply == server.UNREACHED
    assert not [line for line in own.heard if line[:4] not in {"ehlo", "helo", "STAR", "QUIT"}]


def test_one_that_speaks_no_tls_gets_no_password(cast: Cast, tmp_path: Path) -> None:
    for security in ("tls", "starttls"):
        with post_office() as plain:
            near = frozenset([f"localhost:{plain.port}"])
            with override_settings(OWN_SERVERS_NEARBY=near):
                found = tried(cast.owner, brought(cast.owner, plain, security=security))
        assert trial_of(cast, found).reply == server.UNREACHED
        assert not [line for line in plain.heard if "AUTH" in line or PASSWORD in line]


@pytest.mark.parametrize("at", ["AUTH", "MAIL", "RCPT"])
def test_in_private_it_may_say_what_it_minds(cast: Cast, tmp_path: Path, at: str) -> None:
    script: dict[str, Any] = {at: "450 not you"}
    with own_office(tmp_path, **script) as own:
        found = tried(cast.owner, brought(cast.owner, own))
    assert trial_of(cast, found).reply == "450 not you"
    assert found.proved_at is None


def test_a_greeting_is_not_repeated_even_in_private(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path, banner="554 canary-9c47") as own:
        found = tried(cast.owner, brought(cast.owner, own))
    assert trial_of(cast, found).reply == server.UNREACHED


def test_one_that_never_stops_talking_is_cut_short(cast: Cast, tmp_path: Path) -> None:
    endless = "\r\n".join(["250-more"] * 5000) + "\r\n250 at last"
    with own_office(tmp_path, MAIL=endless) as own:
        found = tried(cast.owner, brought(cast.owner, own))
    assert len(trial_of(cast, found).reply) < 200
    assert found.proved_at is None


def test_without_a_name_nobody_signs_in(cast: Cast, tmp_path: Path) -> None:
    with own_office(tmp_path) as own:
        found = tried(cast.owner, brought(cast.owner, own, user="", password=""))
        assert found.proved_at
        assert not [line for line in own.heard if "AUTH" in line]
