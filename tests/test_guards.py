"""The suite's own guards hold."""

from __future__ import annotations

import socket

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NetworkRefused


@pytest.mark.parametrize("address", ["192.0.2.1", "example.com"])
def test_no_test_speaks_to_another_machine(address: str) -> None:
    with socket.socket() as one, pytest.raises(NetworkRefused):
        one.connect((address, 80))
    with socket.socket() as one, pytest.raises(NetworkRefused):
        one.connect_ex((address, 80))


def test_a_test_may_speak_to_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as one:
        one.connect(listening.getsockname())


def test_the_cast_knows_its_place(cast: Cast) -> None:
    assert {m.user.name for m in cast.studio.members.all()} == {"Alice", "Bob"}
    assert {m.user.name for m in cast.salon.members.all()} == {"Mallory"}
    assert not cast.visitor.memberships.exists()


def test_the_cast_can_sign_in(cast: Cast, client: Client) -> None:
    assert cast.alice.check_password(cast.password)
    client.force_login(cast.alice)
    assert client.session["_auth_user_id"] == str(cast.alice.pk)
