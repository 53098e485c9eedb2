"""Pages of what is not there are read in the reader's own language."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de"}


def speak(cast: Cast, language: str) -> None:
    cast.studio.locale = language
    cast.studio.save(update_fields=["locale"])


def language_of(client: Client, address: str, **headers: str) -> str:
    page = client.get(address, headers=headers)
    assert page.status_code == 404
    return page.content.decode().split('<html lang="')[1][:2]


def test_who_is_in_reads_what_is_missing_in_the_language_of_the_desk(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.alice)
    assert language_of(client, "/nowhere", **GERMAN) == "en"
    assert language_of(client, "/desk/fern-studio/promises/999", **GERMAN) == "en"
    speak(cast, "de")
    assert language_of(client, "/nowhere") == "de"
    assert language_of(client, "/desk/fern-studio/promises/999") == "de"


def test_whoever_is_not_in_reads_it_in_the_language_of_the_browser(client: Client) -> None:
    assert language_of(client, "/nowhere", **GERMAN) == "de"
    assert language_of(client, "/nowhere") == "en"


def test_another_business_lends_a_stranger_no_language(client: Client, cast: Cast) -> None:
    speak(cast, "de")
    client.force_login(cast.mallory)
    assert language_of(client, "/desk/fern-studio/today") == "en"
