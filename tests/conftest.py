"""Guards of the whole suite, and its cast."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connections
from django.template import Template
from django.test import override_settings
from django.utils import translation

from tests.cast import Cast, make_cast

hypothesis.settings.register_profile("here", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

gc.set_threshold(50_000, 20, 50)  # looking for what is no longer used took a fifth of the time
LOOPBACK = ("127.", "::1", "localhost")


class NetworkRefused(Exception):
    """A test spoke to another machine. (No OSError, so that no client takes it for a bad line.)"""


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Sockets reach this machine only. (libpq opens its own; the database is meant.)"""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def stay(one: socket.socket, address: Any) -> None:
        inside = one.family not in {socket.AF_INET, socket.AF_INET6}
        if not inside and not str(address[0]).startswith(LOOPBACK):
            raise NetworkRefused(f"{address} is another machine.")

    def connect_here(one: socket.socket, address: Any) -> None:
        stay(one, address)
        connect(one, address)

    def connect_ex_here(one: socket.socket, address: Any) -> int:
        stay(one, address)
        return connect_ex(one, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket.socket, "connect_ex", connect_ex_here)
        yield


def pytest_collection_finish() -> None:
    """A million things are loaded by now and stay: they need not be looked through again."""
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Hashing a password slowly is right for people and wrong for a suite."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def static_files_when_asked_for() -> Iterator[None]:
    """A server lists its files once, as it starts; here each of a thousand browsers would."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True, scope="session")
def templates_unwatched(django_test_environment: None) -> Iterator[None]:
    """Django keeps each template's whole context for a test to look at. We look at the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The counts have a connection of their own: it too lets go before the database goes."""
    yield
    connections.close_all()


@pytest.fixture
def cast(db: None) -> Cast:
    """Alice and Bob of the studio, Mallory of the salon, Victor of neither."""
    return make_cast()


@pytest.fixture(autouse=True)
def counts_at_nought() -> None:
    """What one test did so often does not count in the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in English; a page asked for in German leaves no German behind."""
    with translation.override("en"):
        yield
