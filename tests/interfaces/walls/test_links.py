"""Who holds no good link meets nothing; what is revoked ends at once; no token is left lying."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import get_resolver

from makegood.domain.promises.models import Notice
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import actions, queries, rules
from makegood.foundation.links.models import Address, Link
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.management.commands.run import server
from makegood.interfaces.portal import answering, door, hiding
from tests.cast import Cast
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import post_office
from tests.interfaces.portal.furnished import NOW
from tests.interfaces.walls import links
from tests.interfaces.walls.links import Hands, inside, make_hands, visitor
from tests.interfaces.walls.policy import policy, weak

Patch = pytest.MonkeyPatch
Walk = Callable[[Hands], Iterator[str]]
WALKS: dict[str, Walk] = {
    "tokens": links.tokens_walk,
    "passes": links.passes_walk,
    "neighbours": links.neighbours_walk,
    "expired": links.expired_walk,
}


@pytest.fixture
def hands(cast: Cast) -> Iterator[Hands]:
    with time_machine.travel(NOW, tick=False):
        yield make_hands(cast)


# I7: nothing but the right token, and what it was exchanged for, opens anything.


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_what_is_no_good_link_opens_nothing(walk: Walk, hands: Hands) -> None:
    found = list(walk(hands))
    assert not found, "\n".join(found)


def test_the_right_link_opens_all_of_it(hands: Hands) -> None:
    client = visitor()
    assert client.get(f"/l/{hands.annas.token}").status_code == 303
    answers = {
        address.name: links.ask(client, method, path).status_code
        for address, path in inside(hands.annas.link, hands)
        for method in ("GET", "POST")
        if method in vars(address.view)["methods"]
        if vars(address.view)["by_link"] == Link.Purpose.PAGE
    }
    assert answers == links.OPENS


def any_pass_opens(patch: Patch) -> None:
    patch.setattr(rules, "same", lambda said, right: True)


def purpose_is_forgotten(patch: Patch) -> None:
    opened = queries._opened

    def careless(found: QuerySet[Address], purpose: Link.Purpose, now: datetime) -> Any:
        opens = (opened(found, each, now) for each in Link.Purpose)
        return next((one for one in opens if one is not None), None)

    patch.setattr(queries, "_opened", careless)


def nothing_ends(patch: Patch) -> None:
    patch.setattr(rules, "state", lambda *_, **__: State.OPEN)


def revoking_only_expires(patch: Patch) -> None:
    def state(expires_at: datetime | None, revoked_at: datetime | None, **_: object) -> State:
        return State.EXPIRED if revoked_at else State.OPEN

    patch.setattr(rules, "state", state)


def a_token_is_a_pass(patch: Patch) -> None:
    def by_pass(link_id: int, said: str, *, purpose: Link.Purpose, now: datetime) -> Any:
        return queries.by_token(said, purpose=purpose, now=now)

    patch.setattr(queries, "by_pass", by_pass)


def the_start_is_enough(patch: Patch) -> None:
    patch.setattr(rules, "same", lambda said, right: bool(said) and right[:20] == said[:20])


def any_notice_is_theirs(patch: Patch) -> None:
    patch.setattr(answering, "notice_of", lambda customer, key: Notice.objects.get(pk=key))


def ended_ones_still_answer(patch: Patch) -> None:
    careless = door.portal(door.WRITE, ended=True)(_bare(answering.give))
    _replace(patch, "notice_answer", careless)


def _bare(view: Any) -> Any:
    while "__wrapped__" in vars(view):
        view = vars(view)["__wrapped__"]
    return view


def _replace(patch: Patch, name: str, view: Any) -> None:
    for entry in get_resolver().url_patterns:
        for pattern in getattr(entry, "url_patterns", [entry]):
            if getattr(pattern, "name", "") == name:
                patch.setattr(pattern, "callback", view)


PLANTS: dict[str, tuple[Walk, Callable[[Patch], None]]] = {
    "any pass opens": (links.passes_walk, any_pass_opens),
    "the start of a pass is enough": (links.passes_walk, the_start_is_enough),
    "a token is a pass": (links.passes_walk, a_token_is_a_pass),
    "a feed opens a page": (links.tokens_walk, purpose_is_forgotten),
    "a feed's pass opens a page": (links.passes_walk, purpose_is_forgotten),
    "revoked ones open": (links.tokens_walk, nothing_ends),
    "revoked ones count as expired": (links.passes_walk, revoking_only_expires),
    "any notice is theirs": (links.neighbours_walk, any_notice_is_theirs),
    "expired ones open": (links.expired_walk, nothing_ends),
    "expired ones answer": (links.expired_walk, ended_ones_still_answer),
}


@pytest.mark.parametrize(("walk", "plant"), PLANTS.values(), ids=PLANTS)
def test_a_link_too_good_is_seen(
    walk: Walk, plant: Callable[[Patch], None], hands: Hands, monkeypatch: Patch
) -> None:
    plant(monkeypatch)
    assert next(walk(hands), "")


# I9: what is revoked ends with the next request.


def open_still(hands: Hands, cast: Cast) -> Iterator[str]:
    """Addresses that answer after the link was revoked, in a browser that had been let in."""
    client = visitor()
    client.get(f"/l/{hands.annas.token}")
    assert client.get(f"/c/{hands.annas.link}/").status_code == 200
    with enter(cast.studio):
        link = Link.objects.get(pk=hands.annas.link)
        actions.revoke(link=link, by=Actor("member", cast.owner.pk), at=NOW)
    paths = [path for _, path in inside(hands.annas.link, hands)]
    for path in (f"/l/{hands.annas.token}", *paths):
        for method in ("GET", "POST"):
            answer = links.ask(client, method, path)
            if answer.status_code != 404 and (path, method) != (f"/l/{hands.annas.token}", "POST"):
                yield f"{method} {path}: {answer.status_code}"


def test_a_revoked_link_ends_with_the_next_request(hands: Hands, cast: Cast) -> None:
    assert list(open_still(hands, cast)) == []


def test_a_link_that_outlives_its_end_is_seen(hands: Hands, cast: Cast, monkeypatch: Patch) -> None:
    remembered: dict[int, Any] = {}
    by_pass = queries.by_pass

    def cached(link_id: int, said: str, **rest: Any) -> Any:
        if link_id not in remembered:
            remembered[link_id] = by_pass(link_id, said, **rest)
        return remembered[link_id]

    monkeypatch.setattr(queries, "by_pass", cached)
    assert any(open_still(hands, cast))


# I8: no token in our log, on a page after the exchange, in a referrer, or at rest.


def logged(patch: Patch, hands: Hands) -> str:
    """What production's log says of a token that was asked for in every way."""
    patch.setattr(logging.getLogger("django.request"), "disabled", False)
    [console] = [one for one in logging.getLogger().handlers if one.name == "console"]
    written = io.StringIO()
    patch.setattr(console, "stream", written)
    client = visitor()
    for one in (hands.annas, hands.expired, *hands.dead):
        for path in (f"/l/{one.token}", f"/l/{one.token}/", f"/l/{one.token}?from=mail"):
            for method in ("GET", "HEAD", "POST", "DELETE"):
                client.generic(method, path)
        strict = Client(enforce_csrf_checks=True)
        strict.post(f"/l/{one.token}")

    def down(*_: object) -> None:
        raise RuntimeError("down")

    with connection.execute_wrapper(down):
        client.get(f"/l/{hands.annas.token}")
    return written.getvalue()


def tokens(hands: Hands) -> list[str]:
    return [one.token for one in (hands.annas, hands.expired, *hands.others, *hands.dead)]


def test_no_token_stands_in_our_log(hands: Hands, monkeypatch: Patch) -> None:
    said = logged(monkeypatch, hands)
    assert "Method Not Allowed: /l/…" in said
    assert "Internal Server Error: /l/…" in said
    assert [token for token in tokens(hands) if token in said] == []


def test_a_token_in_the_log_is_seen(hands: Hands, monkeypatch: Patch) -> None:
    monkeypatch.setattr(hiding, "hidden", lambda said: said)
    assert hands.annas.token in logged(monkeypatch, hands)


def test_the_web_server_logs_no_addresses() -> None:
    assert not [word for word in server(8000) if "access-log" in word]


def left_lying(hands: Hands) -> Iterator[str]:
    """Pages after the exchange that hold the token or send their address on."""
    client = visitor()
    arrived = client.get(f"/l/{hands.annas.token}")
    pages = [arrived, client.get(arrived["Location"])]
    pages += [
        links.ask(client, "POST", path)
        for address, path in inside(hands.annas.link, hands)
        if "POST" in vars(address.view).get("methods", ())
        if vars(address.view)["by_link"] == Link.Purpose.PAGE
    ]
    for page in pages:
        said = page.content.decode() + str(page.headers) + str(page.cookies)
        if hands.annas.token in said:
            yield "a page holds the token"
        kept = "no-referrer" if page is arrived else "same-origin"
        if page.headers.get("Referrer-Policy") != kept:
            yield f"{page.request['PATH_INFO']} is sent on as a referrer"
        if "no-store" not in page.headers.get("Cache-Control", ""):
            yield f"{page.request['PATH_INFO']} may be stored"
        if "script-src 'none'" not in page.headers.get("Content-Security-Policy", ""):
            yield f"{page.request['PATH_INFO']} may run a script"
        yield from weak(policy(page.headers.get("Content-Security-Policy", "")))
        if hands.annas.browser_pass in page.content.decode():
            yield "a page holds the pass"


def test_nothing_is_left_lying_after_the_exchange(hands: Hands) -> None:
    assert list(left_lying(hands)) == []


def test_a_pass_that_is_the_token_is_seen(hands: Hands, monkeypatch: Patch) -> None:
    monkeypatch.setattr(rules, "pass_of", rules.token_of)
    assert "a page holds the token" in list(left_lying(hands))


def test_a_page_that_is_not_shut_is_seen(hands: Hands, monkeypatch: Patch) -> None:
    _replace(monkeypatch, "customer_page", lambda request, link: Client().get("/sign-in"))
    assert any("script" in line for line in left_lying(hands))


def everything_stored() -> str:
    """Every value of every row there is."""
    said = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.managed:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                said.append(repr(cursor.fetchall()))
    return "".join(said)


def test_no_token_and_no_pass_is_at_rest(hands: Hands) -> None:
    with post_office() as office, to(office):
        work_off()
    sent = "".join(str(letter) for letter in office.taken)
    assert office.taken
    with enter(hands.theirs):
        token = queries.token(hands.anna.notice.link_id)
    assert token in sent.replace("=\n", "")
    stored = everything_stored()
    assert f"{{link:{hands.anna.notice.link_id}}}" in stored
    secrets = [token, *tokens(hands), hands.annas.browser_pass]
    assert [secret for secret in secrets if secret in stored] == []
    assert rules.hash_of(token) in stored
