"""The first five minutes, without a browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest
import time_machine
from django.test import Client

from makegood.interfaces.desk import sign_up
from tests.cast import Cast

WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SIGN_UP = {
    "business": "Fern & Oak",
    "email": "ada@example.com",
    "password1": "lemon-drizzle-on-a-monday",
    "zone": "Europe/London",
}


@pytest.mark.django_db
@time_machine.travel(WEDNESDAY, tick=False)
def test_a_new_business_keeps_its_first_promise(client: Client) -> None:
    page = client.post("/sign-up", SIGN_UP, follow=True)
    assert page.redirect_chain[-1][0] == "/desk/fern-oak/today"
    assert "Nothing promised yet" in page.content.decode()

    said = "Logo proofs to the bakery by Friday"
    read = client.post("/desk/fern-oak/promises/reading", {"text": said}).content.decode()
    for words in ("Logo proofs", "the bakery", "by Friday", "Friday 27 November 2026"):
        assert words in read
    chips = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', read))
    page = client.post("/desk/fern-oak/promises", chips, follow=True)
    assert "Promised to the bakery for Friday" in page.content.decode()

    row = re.search(r"/desk/fern-oak/promises/(\d+)/keeping", page.content.decode())
    assert row
    kept = client.post(row.group(), follow=True).content.decode()
    assert "Kept early" in kept
    assert "Undo" in kept


@pytest.mark.django_db
def test_a_sign_up_cut_short_leaves_the_address_free(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sign_up, "open_business", cut_short)
        with pytest.raises(KeyboardInterrupt):
            client.post("/sign-up", SIGN_UP)
    page = client.post("/sign-up", SIGN_UP, follow=True)
    assert page.redirect_chain[-1][0] == "/desk/fern-oak/today"


def cut_short(**_: Any) -> NoReturn:
    raise KeyboardInterrupt


@pytest.mark.django_db
def test_a_stranger_sees_nothing_of_the_studio(client: Client, cast: Cast) -> None:
    client.force_login(cast.mallory)
    assert client.get(f"/desk/{cast.studio.slug}/today").status_code == 404
