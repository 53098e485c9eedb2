"""Whatever breaks, wherever: no secret leaves, nothing is half done, and it can be found again."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client

from makegood.domain.promises.actions import keeping
from makegood.foundation.accounts.adapter import Adapter
from makegood.foundation.tenancy.models import Business
from makegood.interfaces.desk.headers import Numbered
from tests.interfaces.walls import digest
from tests.interfaces.walls.addresses import desk, ids_in
from tests.interfaces.walls.bodies import Posted
from tests.interfaces.walls.crawl import ask, bodies_for, signed_in
from tests.interfaces.walls.world import World

WRITES = ("INSERT", "UPDATE", "DELETE")
SAID = "no such column: a_secret_of_the_schema"
TELLING = (
    SAID,
    "Traceback",
    "OperationalError",
    "SELECT",
    "site-packages",
    ".py",
    "sqlite",
    "/srv",
)


class Breaking:
    """Lets so many statements of a kind pass and breaks at the next."""

    def __init__(self, kinds: tuple[str, ...], after: int) -> None:
        self.kinds, self.left, self.broke = kinds, after, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        ours = sql.startswith(self.kinds) and "django_session" not in sql
        if ours and not self.broke:
            self.broke = self.left == 0
            self.left -= 1
            if self.broke:
                raise OperationalError(SAID)
        return execute(sql, params, many, context)


def telling(answer: Any) -> list[str]:
    """What an error page tells that it should not."""
    text = answer.content.decode() + str(answer.headers)
    secrets = (settings.SECRET_KEY, str(settings.BASE_DIR), *TELLING)
    return [word for word in secrets if word in text.replace("theme_first.js", "")]


def broken_walk(world: World, posted: list[Posted], most: int = 12) -> Iterator[str]:
    """Every post of the owner's, broken at its first write, its second, and so on."""
    client = signed_in(world.cast.alice)
    for address in desk():
        for ids in ids_in(address, world.theirs):
            for body in bodies_for(address, posted):
                yield from _torment(client, address.at(ids), body, world.theirs, most)


def _torment(client: Any, path: str, body: Any, theirs: Business, most: int) -> Iterator[str]:
    for after in range(most):
        before, breaking = digest.of_everything(theirs), Breaking(WRITES, after)
        with connection.execute_wrapper(breaking):
            answer = ask(client, "POST", path, body)
        if connection.needs_rollback:  # What broke never reached the database: it is sound.
            connection.set_rollback(False)
        if not breaking.broke:
            return
        yield from (f"POST {path}: tells {word}" for word in telling(answer))
        if answer.status_code != 500:
            yield f"POST {path}: answers {answer.status_code} when write {after + 1} breaks"
        half = digest.changed(before, digest.of_everything(theirs))
        if half:
            yield f"POST {path}: half done when write {after + 1} breaks: {half}"


def test_what_breaks_is_not_half_done(world: World, posted: list[Posted]) -> None:
    found = list(broken_walk(world, posted))
    assert not found, "\n".join(found)


def test_a_half_done_act_is_seen(
    world: World, posted: list[Posted], monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "postgresql":  # There `enter` is a transaction of its own.
        return
    monkeypatch.setattr(keeping, "keep", vars(keeping.keep)["__wrapped__"])
    assert any("half done" in line for line in broken_walk(world, posted))


def test_a_broken_page_says_nothing_but_its_number(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", False)
    caplog.set_level(logging.ERROR)
    client, pages = signed_in(world.cast.alice), 0
    for address in desk():
        path = address.at(ids_in(address, world.theirs)[0])
        for after in (3, 2, 1):  # In the page, or where it asks little, at the door.
            breaking = Breaking(("SELECT", "WITH"), after)
            with connection.execute_wrapper(breaking):
                answer = client.get(path)
            if breaking.broke:
                break
        if answer.status_code == 405:
            continue
        pages += 1
        assert answer.status_code == 500
        assert telling(answer) == []
        number = answer.headers["X-Request-ID"]
        assert re.fullmatch("[0-9a-f]{16}", number)
        assert number in answer.content.decode()
        assert line_of(caplog.records[-1]).split()[4] == number
    assert pages >= 6
    assert len(caplog.records) >= pages


def line_of(record: logging.LogRecord) -> str:
    """The record as production's log writes it."""
    said: Any = settings.LOGGING
    Numbered().filter(record)
    return logging.Formatter(said["formatters"]["line"]["format"]).format(record)


def test_the_page_for_what_broke_needs_no_database(world: World) -> None:
    def down(*_: object) -> None:
        raise OperationalError(SAID)

    client = signed_in(world.cast.alice)
    with connection.execute_wrapper(down):
        answer = client.get(f"/desk/{world.theirs.slug}/today")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    assert telling(answer) == []


PASSWORD = "quince-jelly-by-the-window"
SIGNING = (
    ("/sign-up", {"business": "Hill Farm", "email": "new@example.com", "password1": PASSWORD}),
    ("/sign-in", {"login": "alice@example.com", "password": PASSWORD}),
)


def logged_secrets(world: World, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Secrets in our log, once signing up and in has broken at each of its questions."""
    cookies = {settings.SESSION_COOKIE_NAME, settings.DEVICE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    secrets = {settings.SECRET_KEY, PASSWORD}
    for path, body in SIGNING:
        for after in range(8):
            cache.clear()
            client = Client(raise_request_exception=False)
            client.get("/sign-in")
            with connection.execute_wrapper(Breaking(("SELECT", *WRITES), after)):
                client.post(path, body)
            if connection.needs_rollback:
                connection.set_rollback(False)
            secrets |= {one.value for name, one in client.cookies.items() if name in cookies}
    said = "\n".join(line_of(record) for record in caplog.records)
    return sorted(secret for secret in secrets if secret and secret in said)


def test_no_secret_is_logged(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", False)
    caplog.set_level(logging.INFO)
    assert logged_secrets(world, caplog) == []
    assert sum(record.levelno == logging.ERROR for record in caplog.records) >= len(SIGNING)


def test_a_password_in_the_log_is_seen(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blab(adapter: Adapter, request: HttpRequest, **credentials: str) -> None:
        logging.getLogger("makegood").warning("Not let in: %s", credentials)

    monkeypatch.setattr(Adapter, "authentication_failed", blab)
    assert logged_secrets(world, caplog) == [PASSWORD]
