"""Who holds no good link meets nothing; what is revoked ends at once; no token is left lying."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from makegood.foundation.jobs.worker import work_off
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import actions, queries, rules
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.management.commands.run import server
from makegood.interfaces.portal import hiding
from tests.cast import Cast
from tests.foundation.mail.outbox import to
from tests.foundation.mail.post_office import post_office
from tests.interfaces.portal.furnished import NOW
from tests.interfaces.walls import links
from tests.interfaces.walls.links import Hands, inside, visitor
from tests.interfaces.walls.policy import policy, weak

Patch = pytest.MonkeyPatch
Walk = Callable[[Hands], Iterator[str]]
WALKS: dict[str, Walk] = {
    "tokens": links.tokens_walk,
    "passes": links.passes_walk,
    "neighbours": links.neighbours_walk,
    "expired": links.expired_walk,
}


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
    links.replace(monkeypatch, "customer_page", lambda request, link: Client().get("/sign-in"))
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
