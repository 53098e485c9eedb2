"""The walls' world on a database of this measurement's own, and every form on every page of it.

Imported when Django is set up. All is done in one transaction that never ends well.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import time_machine
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import Resolver404, resolve, reverse

from makegood.foundation.links import rules
from makegood.foundation.tenancy.models import Business
from makegood.interfaces.cli.database import bring_in_step
from makegood.interfaces.desk import settings_forms
from quality.hostile.declared import FILLED, ONLY_LOOKS
from tests.cast import make_cast
from tests.interfaces.portal.furnished import furnish
from tests.interfaces.walls.addresses import every
from tests.interfaces.walls.bodies import SENTENCE, Body, forms, readable
from tests.interfaces.walls.links import visitor
from tests.interfaces.walls.world import NOW, World, make_world
from tests.ui.reading import parsed

ASKED = (
    *("q", "page", "kind", "until", "month", "months", "who", "words", "search", "tag"),
    *("which", "order", "next", "empty"),
)
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HERE = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@dataclass(frozen=True)
class Form:
    """A form as a page shows it. `whose` sends it: desk, portal or door."""

    whose: str
    name: str
    path: str
    page: str
    body: Body
    method: str = "post"

    @property
    def key(self) -> tuple[str, ...]:
        return (self.whose, self.name, self.method, *sorted(self.body))


@dataclass
class Ground:
    """The world, whoever sends, and what they may send: each form once for each way it looks."""

    world: World
    senders: dict[str, Client]
    pages: list[str]
    portal_page: str
    forms: list[Form]

    @property
    def business(self) -> Business:
        return self.world.theirs


@contextmanager
def ground(only: frozenset[str] | None = None) -> Iterator[Ground]:
    """Within the block there is a world. `only`: the names of the pages whose forms are wanted."""
    for name in ("django.request", "django.security", "makegood"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    bring_in_step()
    vars(settings_forms)["available_timezones"] = lambda: {"UTC", "Europe/Berlin"}
    with (
        # Not Django's test environment: it copies every context that a template is drawn with.
        override_settings(PASSWORD_HASHERS=QUICK, CACHES=HERE, ALLOWED_HOSTS=["testserver"]),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        yield _laid(only)
        transaction.set_rollback(True)


def _laid(only: frozenset[str] | None) -> Ground:
    world = make_world(make_cast())
    guest = furnish(world.cast.owner)
    link = guest.link
    inside = rules.pass_of(link.pk, link.nonce, key=settings.LINKS_KEY)
    desk = Client(raise_request_exception=False)
    desk.force_login(world.cast.alice)
    senders = {
        "desk": desk,
        "portal": visitor((link.pk, inside)),
        "door": Client(raise_request_exception=False),
    }
    pages = [page for page in readable(world.theirs) if only is None or _name_of(page) in only]
    found = Ground(world, senders, pages, f"/c/{link.pk}/", [])
    kept: dict[tuple[str, ...], Form] = {}
    for form in _every_form(found, only):
        kept.setdefault(form.key, form)
    found.forms = list(kept.values())
    return found


def _every_form(here: Ground, only: frozenset[str] | None) -> Iterator[Form]:
    doors = [one for one in every() if not one.is_desk and (only is None or one.name in only)]
    door = [one.at({}) for one in doors]
    places = [("desk", page) for page in here.pages]
    places += [("portal", here.portal_page), *(("door", page) for page in door)]
    for whose, page in places:
        answer = here.senders[whose].get(page)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        markup = answer.content.decode()
        yield from _telling(markup, whose, page)
        yield from _asking(markup, whose, page)
    reading = reverse("promise_reading", args=[here.business.slug])
    read = here.senders["desk"].post(reading, {"text": SENTENCE})
    yield from _telling(read.content.decode(), "desk", here.pages[0])
    for page in here.pages:  # With a question that a link puts, or the browser's address line.
        yield Form("desk", _name_of(page), page, page, dict.fromkeys(ASKED, ""), "get")


def _telling(markup: str, whose: str, page: str) -> Iterator[Form]:
    """Forms that write, but for the way out."""
    for posted in forms(markup):
        if posted.name == "account_logout":
            continue
        body = {**posted.body, **FILLED.get(posted.name, {})}
        yield Form(whose, posted.name, posted.path, page, body)
        button = ONLY_LOOKS.get(posted.name)
        if button in body:
            less = {name: said for name, said in body.items() if name != button}
            yield Form(whose, posted.name, posted.path, page, less)


def _asking(markup: str, whose: str, page: str) -> Iterator[Form]:
    """Forms that ask: what they send stands in the address."""
    for form in parsed(markup).all("form"):
        said = form.attributes
        if said.get("method", "get").lower() != "get":
            continue
        path = said.get("action") or page
        names = [each.attributes.get("name", "") for each in form.every()]
        body = dict.fromkeys(filter(None, names), "")
        yield Form(whose, _name_of(path), path, page, body, "get")


def _name_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).url_name or path
    except Resolver404:
        return path


def with_body(form: Form, **said: Any) -> Form:
    return replace(form, body={**form.body, **said})
