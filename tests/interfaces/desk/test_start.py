"""The front door."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast


@pytest.mark.django_db
def test_a_newcomer_is_led_to_three_fields(client: Client) -> None:
    page = client.get("/", follow=True)
    assert page.redirect_chain == [("/sign-up", 302)]
    for field in ("business", "email", "password1"):
        assert f'name="{field}"' in page.content.decode()


@pytest.mark.django_db
def test_a_member_is_led_to_today(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    page = client.get("/", follow=True)
    assert page.redirect_chain == [("/desk/fern-studio/today", 302)]


@pytest.mark.django_db
def test_who_works_nowhere_is_told_what_to_do(client: Client, cast: Cast) -> None:
    client.force_login(cast.visitor)
    assert "invite you" in client.get("/").content.decode()
