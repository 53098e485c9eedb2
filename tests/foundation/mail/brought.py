"""A mail server that a business brought: on this machine, with a certificate that we made."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import trustme
from django.test import override_settings
from django.utils import timezone

from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.actions import own_server
from makegood.foundation.mail.models import OwnServer
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from tests.foundation.mail.post_office import PostOffice, private_office

PASSWORD = "quince-jelly-for-the-post"
STUDIO = "studio@fern.example"


@cache
def authority() -> trustme.CA:
    return trustme.CA()


@cache
def certificate(name: str = "localhost") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority().issue_cert(name).configure_cert(context)
    return context


@contextmanager
def trusted(folder: Path) -> Iterator[None]:
    """Until the block ends our authority counts as one that everybody trusts."""
    file = folder / "authority.pem"
    authority().cert_pem.write_to_path(str(file))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(file))
        yield


@contextmanager
def own_office(
    folder: Path, *, name: str = "localhost", at_once: bool = True, **script: Any
) -> Iterator[PostOffice]:
    """A private mail server that the operator lets businesses name."""
    with (
        trusted(folder),
        private_office(certificate(name), at_once=at_once, **script) as office,
        override_settings(OWN_SERVERS_NEARBY=frozenset([f"localhost:{office.port}"])),
    ):
        yield office


def brought(owner: Member, office: PostOffice, **other: Any) -> OwnServer:
    """Their server, on trial."""
    said: dict[str, Any] = {
        "host": "localhost",
        "port": office.port,
        "security": "tls" if office.at_once else "starttls",
        "user": "studio",
        "password": PASSWORD,
        "address": STUDIO,
    }
    by = Actor("member", owner.pk)
    with enter(owner.business):
        return own_server.bring(**{**said, **other}, member=owner, by=by, at=timezone.now())


def tried(owner: Member, server: OwnServer) -> OwnServer:
    """The letter that tries it, sent off; the server as it stands after that."""
    with enter(owner.business):
        by = Actor("member", owner.pk)
        own_server.try_out(server=server, member=owner, by=by, at=timezone.now())
    work_off()
    with enter(owner.business):
        server.refresh_from_db()
    return server


def in_force(owner: Member, office: PostOffice, **other: Any) -> OwnServer:
    """Their server, brought and proved; what the office took for that is forgotten."""
    server = tried(owner, brought(owner, office, **other))
    assert server.proved_at
    for seen in (office.taken, office.recipients, office.heard):
        seen.clear()
    return server
