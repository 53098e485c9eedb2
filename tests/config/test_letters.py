from __future__ import annotations

import secrets

import pytest
from django.core.exceptions import ImproperlyConfigured

from makegood.config import letters
from makegood.foundation.mail.rules import Server

Patch = pytest.MonkeyPatch


@pytest.mark.parametrize(
    "said", ["", "desk.example.com", "http://desk.example.com", "https://x.example/desk"]
)
def test_production_says_where_people_reach_it(said: str, monkeypatch: Patch) -> None:
    monkeypatch.setenv("BASE_URL", said)
    with pytest.raises(ImproperlyConfigured, match="BASE_URL"):
        letters.base_url("production")


def test_our_address_ends_without_a_slash(monkeypatch: Patch) -> None:
    monkeypatch.setenv("BASE_URL", "https://desk.example.com/")
    assert letters.base_url("production") == "https://desk.example.com"
    monkeypatch.delenv("BASE_URL")
    assert letters.base_url("development") == "http://localhost:8000"


def test_a_weak_key_derives_no_links(monkeypatch: Patch) -> None:
    monkeypatch.setenv("LINKS_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="LINKS_KEY"):
        letters.links_key("production")
    key = secrets.token_urlsafe(64)
    monkeypatch.setenv("LINKS_KEY", key)
    assert letters.links_key("production") == key.encode()


def test_three_hundred_letters_a_day_unless_said_otherwise(monkeypatch: Patch) -> None:
    monkeypatch.delenv("LETTERS_A_DAY", raising=False)
    assert letters.letters_a_day() == 300
    monkeypatch.setenv("LETTERS_A_DAY", "40")
    assert letters.letters_a_day() == 40
    for wrong in ("many", "-1", "2001", "1e3", "9" * 5000):
        monkeypatch.setenv("LETTERS_A_DAY", wrong)
        with pytest.raises(ImproperlyConfigured, match="LETTERS_A_DAY"):
            letters.letters_a_day()


def test_without_a_mail_server_there_is_none(monkeypatch: Patch) -> None:
    monkeypatch.delenv("MAIL_SERVER", raising=False)
    assert letters.mail_server() is None
    monkeypatch.setenv("MAIL_SERVER", "smtp://localhost:2525?security=none")
    assert letters.mail_server() == Server("localhost", 2525, "none")
    monkeypatch.setenv("MAIL_SERVER", "localhost")
    with pytest.raises(ImproperlyConfigured, match="MAIL_SERVER"):
        letters.mail_server()
