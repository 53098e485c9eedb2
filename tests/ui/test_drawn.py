"""A part is drawn once, for one business, one reader, one language and one quarter of an hour."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from django.utils import translation

from makegood.ui import drawn
from makegood.ui.drawn import Page

NOW = datetime(2026, 11, 25, 9, 7, tzinfo=UTC)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def nothing_drawn_before() -> Iterator[None]:
    drawn.forget()
    yield
    drawn.forget()


def page(**said: Any) -> Page:
    """A page of its own request."""
    usual: dict[str, Any] = {"business": "fern-studio", "now": NOW}
    return Page(RequestFactory().get("/"), **usual | said)


def chip(page: Page, label: str, says: object = None) -> str:
    """A part without a form, that says its label."""
    return page.draw("ui/promise_line.html", says or label, lambda: {"line": label})


def form(page: Page, label: str) -> str:
    act = {"label": label, "action": "/kept", "whole": True}
    return page.draw("ui/act.html", label, lambda: {"act": act})


def test_what_says_the_same_is_drawn_once() -> None:
    assert chip(page(), "Logo") is chip(page(), "Logo")
    assert "Cards" in chip(page(), "Cards")


@pytest.mark.parametrize(
    "other",
    [
        {"business": "salon-mallory"},
        {"reader": "a viewer"},
        {"now": NOW + timedelta(minutes=8)},
        {"now": NOW.astimezone(ZoneInfo("Europe/London"))},
    ],
)
def test_another_page_draws_its_own(other: dict[str, Any]) -> None:
    first = chip(page(), "Logo")
    assert chip(page(now=NOW + timedelta(minutes=7)), "Logo") is first
    assert chip(page(**other), "Logo") is not first


def test_another_language_draws_its_own() -> None:
    first = chip(page(), "Logo")
    with translation.override("de"):
        assert chip(page(), "Logo") is not first


def test_another_part_that_says_the_same_is_drawn_apart() -> None:
    assert "<svg" not in form(page(), "Logo")
    assert "<form" not in chip(page(), "Logo")


def test_a_form_carries_the_token_of_its_page() -> None:
    label = "Logo {proofs} for {0} {token} %s"
    first, second = form(page(), label), form(page(), label)
    tokens = {*TOKEN.findall(first), *TOKEN.findall(second)}
    assert len(tokens) == 2
    assert drawn.TOKEN not in first + second
    assert label in second
    assert TOKEN.sub("", first) == TOKEN.sub("", second)


def test_what_holds_no_form_asks_for_no_token() -> None:
    request = RequestFactory().get("/")
    plain = Page(request, business="fern-studio", now=NOW)
    assert [chip(plain, "{Logo}") for _ in range(2)] == [chip(page(), "{Logo}")] * 2
    assert "CSRF_COOKIE" not in request.META


def test_words_are_escaped_once() -> None:
    for _ in range(2):
        assert "&lt;b&gt;Logo&lt;/b&gt;" in chip(page(), "<b>Logo</b>")
        assert "&lt;b&gt;Kept&lt;/b&gt;" in form(page(), "<b>Kept</b>")


def test_what_was_drawn_is_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though nobody asks for a page again: an erased name must not wait for the next reader."""
    assert timedelta(minutes=15) >= drawn.LIFE
    monkeypatch.setattr(drawn, "LIFE", timedelta(seconds=0.2))
    chip(page(), "the bakery")
    assert "the bakery" in str(drawn._drawn)
    until = time.monotonic() + 5
    while drawn._drawn and time.monotonic() < until:
        time.sleep(0.02)
    assert not drawn._drawn


def test_only_so_many_parts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST", 1)
    for label in ("Menu cards", "Shop sign", "Photos"):
        assert label in chip(page(), label)
    assert len(drawn._drawn) == 1
    assert "Photos" in str(drawn._drawn)
