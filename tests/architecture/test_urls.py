"""Every address says who may ask: a named act of TABLE 2, whoever holds a link, or everybody,
with the reason.

An address nobody thought about is the one a stranger finds. Views carry their own answer, so that
it stands where the view is read; this guard sees that none is missing and none is made up. (That
a stranger then gets 404 is tried over every address in tests/interfaces.)
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.architecture.house import told

BUSINESS = "<slug:business>/"
LINK = "<int:link>/"
# A program that reads has no browser to keep a pass in: it says the token each time.
TOKEN = "<str:token>"
READ = {"GET", "HEAD"}
View = Callable[..., HttpResponse]


def addresses(found: Iterable[Any], before: str = "") -> Iterator[tuple[str, str, View]]:
    """Every pattern below these: its whole route, its name, its view."""
    for entry in found:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.name or "", entry.callback


def acts_of(view: View) -> list[str]:
    """The acts a view asks for, as its guard names them: one, or several in a tuple."""
    guard = getattr(view, "guard", ())
    return [guard] if isinstance(guard, str) else list(guard)


def unclassified(found: Iterable[tuple[str, str, View]], acts: Iterable[str]) -> Iterator[str]:
    """Addresses without an answer, with two, or with an act that TABLE 2 does not know."""
    known = set(acts)
    for route, name, view in found:
        where = f"/{route} ({name or 'without a name'})"
        asked, reason = acts_of(view), getattr(view, "open_to_all", "")
        by_link = getattr(view, "by_link", "")
        if not name:
            yield f"{where}: give it a name"
        if not asked and not reason and not by_link:
            yield f"{where}: says neither who may ask nor why everybody may"
        if (asked or by_link) and reason:
            yield f"{where}: is guarded and open at once"
        if by_link and LINK not in route and TOKEN not in route:
            yield f"{where}: an address by link names the link, {LINK} or {TOKEN}"
        if by_link and TOKEN in route and not set(getattr(view, "methods", "?")) <= READ:
            yield f"{where}: whoever says a token may read and do nothing else"
        if asked and BUSINESS not in route:
            yield f"{where}: a guarded address names the business, {BUSINESS}"
        for act in sorted(set(asked) - known):
            yield f"{where}: {act!r} is not in makegood/permissions.py"


def unused(found: Iterable[tuple[str, str, View]], acts: Iterable[str]) -> list[str]:
    """Acts of TABLE 2 that no address asks for."""
    asked = {act for _, _, view in found for act in acts_of(view)}
    return sorted(set(acts) - asked)


def acts() -> set[str]:
    return set(importlib.import_module("makegood.permissions").ACTS)


def test_every_address_says_who_may_ask() -> None:
    found = list(unclassified(addresses(get_resolver().url_patterns), acts()))
    assert not found, told(found, "Guard these views by an act, or open them with a reason:")


def test_every_act_is_asked_for_somewhere() -> None:
    found = unused(addresses(get_resolver().url_patterns), acts())
    assert not found, told(found, "Nobody asks for these acts: take them out of permissions.py.")


def test_no_two_addresses_share_a_name() -> None:
    names = [name for _, name, _ in addresses(get_resolver().url_patterns) if name]
    found = sorted({name for name in names if names.count(name) > 1})
    assert not found, told(found, "One noun, one view, one name:")


def view(**answers: object) -> View:
    def planted(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    vars(planted).update(answers)
    return planted


def test_an_address_without_a_true_answer_is_caught() -> None:
    planted = [
        path("open", view(open_to_all="the first page"), name="open"),
        path(f"{BUSINESS}guarded", view(guard="keep"), name="guarded"),
        path("neither", view(), name="neither"),
        path(f"{BUSINESS}both", view(guard="keep", open_to_all="why not"), name="both"),
        path(f"{BUSINESS}made-up", view(guard=("keep", "fly")), name="made_up"),
        path(f"{BUSINESS}nameless", view(guard="keep")),
        path("homeless", view(guard="keep"), name="homeless"),
        path(f"{LINK}by-link", view(by_link="page"), name="by_link"),
        path("linkless", view(by_link="page"), name="linkless"),
        path(f"reads/{TOKEN}", view(by_link="feed", methods=("GET",)), name="reads"),
        path(f"writes/{TOKEN}", view(by_link="feed", methods=("POST",)), name="writes"),
        path(f"says-nothing/{TOKEN}", view(by_link="feed"), name="says_nothing"),
    ]
    found = list(unclassified(addresses(planted), ["keep"]))
    assert [line.partition(" ")[0].removeprefix(f"/{BUSINESS}") for line in found] == [
        "/neither",
        "both",
        "made-up",
        "nameless",
        "/homeless",
        "/linkless",
        f"/writes/{TOKEN}",
        f"/says-nothing/{TOKEN}",
    ]
    assert unused(addresses(planted), ["keep", "sing"]) == ["sing"]
