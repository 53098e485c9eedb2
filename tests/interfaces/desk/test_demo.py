"""Into a demo with one press, and how little opens that door."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings

from makegood.foundation.tenancy.models import Business
from tests.cast import Cast

HERE: dict[str, Any] = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}

pytestmark = pytest.mark.django_db
develops = override_settings(MODE="development")


@pytest.fixture
def demo(cast: Cast) -> Cast:
    """The studio is a demo; the salon is none."""
    Business.objects.filter(pk=cast.studio.pk).update(demo=True)
    return cast


def press(browser: Client, cast: Cast, **said: str) -> int:
    body = {"member": said.pop("member", str(cast.owner.pk))}
    return browser.post("/demo", body, **HERE | said).status_code


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


@develops
def test_one_press_and_you_are_in(demo: Cast) -> None:
    browser = Client(**HERE)
    page = browser.get("/demo").content.decode()
    assert "Fern Studio" in page
    assert "Come in as Alice" in page
    assert "Come in as Bob" in page
    answer = browser.post("/demo", {"member": demo.colleague.pk}, follow=True)
    assert answer.redirect_chain == [("/desk/fern-studio/today", 302)]
    assert browser.session["_auth_user_id"] == str(demo.bob.pk)


@develops
def test_looking_signs_nobody_in(demo: Cast) -> None:
    browser = Client(**HERE)
    browser.get("/demo", {"member": demo.owner.pk})
    browser.head("/demo", {"member": demo.owner.pk})
    assert not is_in(browser)
    assert browser.put("/demo").status_code == 405


@develops
def test_a_press_comes_from_our_own_page(demo: Cast) -> None:
    browser = Client(enforce_csrf_checks=True, **HERE)
    assert press(browser, demo) == 403
    assert not is_in(browser)


@pytest.mark.parametrize("mode", ["production", "test"])
def test_outside_of_development_nothing_is_there(demo: Cast, mode: str) -> None:
    browser = Client()
    with override_settings(MODE=mode):
        assert browser.get("/demo", **HERE).status_code == 404
        assert press(browser, demo) == 404
    assert not is_in(browser)


@develops
@pytest.mark.parametrize("peer", ["192.0.2.1", "2001:db8::1", "10.0.0.1", "0.0.0.0", "", "x"])
def test_another_machine_finds_nothing(demo: Cast, peer: str) -> None:
    browser = Client()
    assert browser.get("/demo", **HERE | {"REMOTE_ADDR": peer}).status_code == 404
    assert press(browser, demo, REMOTE_ADDR=peer) == 404
    assert not is_in(browser)


@develops
@override_settings(ALLOWED_HOSTS=["*"])
@pytest.mark.parametrize("host", ["desk.example", "localhost.example", "192.0.2.1:8000"])
def test_another_name_for_this_machine_finds_nothing(demo: Cast, host: str) -> None:
    browser = Client()
    assert press(browser, demo, HTTP_HOST=host) == 404
    assert not is_in(browser)


@develops
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8001", "[::1]:8000"])
def test_this_machine_by_its_own_names(demo: Cast, host: str) -> None:
    assert press(Client(), demo, HTTP_HOST=host, REMOTE_ADDR="::1") == 302


FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


@develops
@override_settings(USE_X_FORWARDED_HOST=True, ALLAUTH_TRUSTED_PROXY_COUNT=1)
@pytest.mark.parametrize("header", FORWARDED)
@pytest.mark.parametrize("peer", ["127.0.0.1", "192.0.2.1"])
def test_no_word_of_a_proxy_is_believed(demo: Cast, header: str, peer: str) -> None:
    browser = Client()
    assert press(browser, demo, REMOTE_ADDR=peer, **{header: "127.0.0.1"}) == 404
    assert not is_in(browser)


@develops
@pytest.mark.parametrize("said", ["", "0", "nobody", "-1", "9" * 40])
def test_who_works_for_no_demo_is_not_there(demo: Cast, said: str) -> None:
    browser = Client()
    assert press(browser, demo, member=said) == 404
    assert press(browser, demo, member=str(demo.stranger.pk)) == 404
    assert "Mallory" not in browser.get("/demo", **HERE).content.decode()
    assert not is_in(browser)


@develops
def test_who_also_works_in_earnest_is_not_there(demo: Cast) -> None:
    demo.stranger.user = demo.alice
    demo.stranger.save(update_fields=["user"])
    browser = Client()
    assert press(browser, demo) == 404
    assert press(browser, demo, member=str(demo.stranger.pk)) == 404
    assert not is_in(browser)


@develops
def test_without_a_demo_it_says_how_to_make_one(cast: Cast) -> None:
    page = Client().get("/demo", **HERE).content.decode()
    assert "python3 dev.py seed" in page
    assert "Come in as" not in page
