"""Every page of ours, however it came about: nothing inline, nothing from elsewhere, not kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.test import Client, override_settings

from makegood.interfaces.desk import ledger
from tests.cast import Cast
from tests.interfaces.walls.addresses import every, ids_in
from tests.interfaces.walls.answers import text_of
from tests.interfaces.walls.bodies import Posted
from tests.interfaces.walls.bubbles import bubbles
from tests.interfaces.walls.crawl import bodies_for, signed_in
from tests.interfaces.walls.policy import Policy, policy, weak
from tests.interfaces.walls.world import World
from tests.ui.reading import Element, parsed

POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
    "style-src": "'self'",
    "connect-src": "'self'",
}
NONCE = re.compile(r"'nonce-([\w+/=-]{16,})'")
LOADING = {"src", "href", "action", "formaction", "poster", "data", "srcset", "hx-post", "hx-get"}


def pages(world: World, posted: list[Posted]) -> Iterator[tuple[str, Any]]:
    """Answers of every kind: 200, 302, 403, 404, 405, 422, 500; as owner and signed out."""
    client, visitor = signed_in(world.cast.alice), Client()
    strict = Client(enforce_csrf_checks=True)
    for address in every():
        for ids in ids_in(address, world.theirs) if address.is_desk else [{}]:
            path = address.at(ids)
            if address.name == "account_logout":
                continue
            yield path, client.get(path)
            yield f"{path} (signed out)", visitor.get(path)
            yield f"{path} (no token)", strict.post(path)
            yield f"{path} (gone wrong)", client.post(path, {"nonsense": "1"})
            yield f"{path} (in place)", client.post(path, {}, headers={"HX-Request": "true"})
            for body in bodies_for(address, posted):
                yield f"{path} (posted)", client.post(path, {**body, "when": "32 May"})
    yield "nowhere", visitor.get("/nowhere")
    yield "broken", broken(world)


def broken(world: World) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "page", fail)
        return signed_in(world.cast.alice).get(f"/desk/{world.theirs.slug}/ledger")


def policy_of(answer: Any) -> Policy:
    return policy(answer.headers.get("Content-Security-Policy", ""))


def wrong_policy(answer: Any) -> Iterator[str]:
    said = policy_of(answer)
    yield from weak(said)
    yield from (f"{name} is {said.get(name)}" for name in POLICY if said.get(name) != POLICY[name])
    script = said.get("script-src", "'none'")
    if not NONCE.fullmatch(script) and "<script" in text_of(answer):
        yield f"script-src is {script}"
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        yield "may be stored"
    if answer.headers.get("X-Frame-Options") != "DENY":
        yield "may be framed by old browsers"


def wrong_markup(page: Element, nonce: str) -> Iterator[str]:
    """What a strict policy would block, and what would ask another site."""
    for each in page.every():
        said = each.attributes
        if each.tag == "style" or "style" in said:
            yield f"<{each.tag}> has a style of its own"
        if each.tag == "script" and (each.text.strip() or not said.get("src")):
            yield "a script inline"
        if each.tag == "script" and said.get("nonce") != nonce:
            yield "a script without the nonce"
        yield from (f"<{each.tag}> handles {name}" for name in said if re.match("on|hx-on", name))
        for name in LOADING & said.keys():
            if each.tag == "a" and said[name].startswith(f"{settings.BASE_URL}/"):
                continue  # A letter shown as it went names us in full.
            parts = urlsplit(said[name].strip())
            if parts.scheme not in {"", "mailto", "sms", "tel"} or parts.netloc:
                yield f"<{each.tag}> leads to {said[name]}"


def wrong(world: World, posted: list[Posted]) -> Iterator[str]:
    nonces: list[str] = []
    for where, answer in pages(world, posted):
        yield from (f"{where}: {line}" for line in wrong_policy(answer))
        if "text/html" not in answer.headers.get("Content-Type", "") or not text_of(answer):
            continue
        found = NONCE.search(policy_of(answer).get("script-src", ""))
        nonces += [found.group(1)] if found else []
        page = parsed(text_of(answer))
        yield from (f"{where}: {line}" for line in wrong_markup(page, nonces[-1] if found else "?"))
        yield from (f"{where}: {line}" for line in bubbles(page))
    if len(nonces) != len(set(nonces)):
        yield "a nonce is used twice"


def test_every_page_keeps_the_policy(world: World, posted: list[Posted]) -> None:
    found = sorted(set(wrong(world, posted)))
    assert not found, "\n".join(found)


def test_every_kind_of_answer_is_looked_at(world: World, posted: list[Posted]) -> None:
    assert {200, 302, 403, 404, 405, 422, 500} <= {a.status_code for _, a in pages(world, posted)}


@pytest.mark.parametrize(
    "markup",
    [
        '<p onclick="x()">a</p>',
        '<p style="color:red">a</p>',
        "<style>p{}</style>",
        "<script>x()</script>",
        '<script src="/x.js"></script>',
        '<a href="http://localhost:8000.elsewhere.example/">a</a>',
        '<a href="javascript:x()">a</a>',
        '<img src="//elsewhere.example/x.png">',
        '<form action="https://elsewhere.example"></form>',
        '<p hx-on:click="x()">a</p>',
    ],
)
def test_what_a_page_must_not_hold_is_seen(markup: str) -> None:
    assert list(wrong_markup(parsed(markup), "abc"))


COOKIES = {
    "SESSION_COOKIE_NAME": "__Host-session",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "CSRF_COOKIE_SECURE": True,
    "DEVICE_COOKIE_NAME": "__Host-device",
    "MESSAGE_COOKIE_NAME": "__Host-messages",
}
NAMES = {name for kind, name in COOKIES.items() if kind.endswith("_NAME")}


def test_cookies_stay_with_this_host(cast: Cast) -> None:
    """As production sets them (tests/config sees that it does)."""
    client = Client()
    with override_settings(**COOKIES):
        client.get("/sign-in", secure=True)
        said = {"login": cast.alice.email, "password": cast.password}
        client.post("/sign-in", said, secure=True)
        client.post("/sign-out", secure=True)
        assert set(client.cookies) == NAMES
        for cookie in filter(lambda one: one.value, client.cookies.values()):
            assert cookie["httponly"]
            assert cookie["secure"]
            assert cookie["samesite"] == "Lax"
            assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "///evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "%2F%2Fevil.example",
        "http://testserver@evil.example",
        "http://testserver.evil.example",
        "/%09/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\t/evil.example",
        "//evil.example/%2F..",
    ],
)
def test_signing_in_leads_only_to_pages_of_ours(cast: Cast, elsewhere: str) -> None:
    said = {"login": cast.alice.email, "password": cast.password, "next": elsewhere}
    try:
        answer = Client().post("/sign-in", said)
    except SuspiciousOperation:
        return
    assert answer.status_code in {200, 302}
    where = answer.headers.get("Location", "/")
    assert where.startswith("/") or "evil" not in urlsplit(where).netloc + where[:2]
    assert not re.match(r"[/\\\s]{2,}|[a-z\s]+:", where.replace("\t", ""))
