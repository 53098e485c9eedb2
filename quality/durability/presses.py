"""The presses whose acknowledgement is taken at its word: on the desk, and by link.

Each goes the whole way of a browser's request: address, session, door, view, action, commit.
The answer that sends the browser on is the acknowledgement; it is written, with an fsync, into
a file outside of whatever is killed or cut.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol, Self

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import Promise, Telling
from makegood.foundation.accounts.actions import open_business, write_down
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from quality.durability import by_link, planting

# In this order: a promise is made, moved (and told in the same press), told, kept.
ACTS = ("make", "move", "tell", "keep")
# The customer says how it was, and that something is not right: each by a link of their own.
EVERY = (*ACTS, *by_link.ACTS)


class Said(NamedTuple):
    """One acknowledgement: this act was done to the promise of this text."""

    act: str
    text: str


class NotAcknowledged(Exception):
    """The desk answered something else than "done"."""


class Answer(Protocol):
    """What came back."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...


class Sender(Protocol):
    """Sends a form, signed in."""

    def post(self, path: str, data: Mapping[str, str], /) -> Answer: ...


@dataclass(frozen=True)
class Desk:
    """A member who is signed in."""

    business: Business
    client: Sender
    by: Actor = field(default_factory=lambda: Actor("rule", rule="measured"))

    @classmethod
    def open(cls, name: str) -> Self:
        """A new business with its owner."""
        now, address = timezone.now(), f"{name.lower()}@example.com"
        alice = write_down(email=address, name="Alice", password="-" * 10, at=now)
        member = open_business(name=name, owner=alice, zone="UTC", locale="en", at=now)
        client = Client()
        client.force_login(alice)
        return cls(member.business, client)

    def press(self, act: str, text: str) -> None:
        """Do it as the browser does. NotAcknowledged when the answer is not "done"."""
        if act in by_link.ACTS:
            with enter(self.business):
                path, said, browser = by_link.press(act, text, by=self.by)
            status = browser.post(path, said).status_code
            if status != 302:
                raise NotAcknowledged(f"{act} {text}: {status} {path}")
            return
        form = FORMS[act] | ({"what": text, "who": f"For {text}", "once": text})
        answer = self.client.post(self._address(act, text), form)
        where = answer.headers.get("Location", "")
        if answer.status_code != 302 or not where.startswith(f"/desk/{self.business.slug}/"):
            raise NotAcknowledged(f"{act} {text}: {answer.status_code} {where}")

    def _address(self, act: str, text: str) -> str:
        where: dict[str, object] = {"business": self.business.slug}
        if act != "make":
            with enter(self.business):
                where["promise"] = Promise.objects.get(text=text).pk
        return reverse(NAMES[act], kwargs=where)


NAMES = {"make": "promises", "move": "moves", "tell": "tellings", "keep": "keeping"}
FORMS = {
    "make": {"when": "in 10 days"},
    "move": {"when": "in 12 days", "reason": "supplier", "told": "phone", "seen": "0"},
    "tell": {"how": "person"},
    "keep": {},
}


@dataclass(frozen=True)
class Acknowledged:
    """A file of what was acknowledged, one line each."""

    file: int

    @classmethod
    def at(cls, path: Path) -> Self:
        return cls(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND))

    def note(self, said: Said) -> None:
        os.write(self.file, f"{said.act} {said.text}\n".encode())
        os.fsync(self.file)


def read(*paths: Path) -> set[Said]:
    """What was acknowledged so far. A line cut off was never said."""
    whole = [path.read_text().rpartition("\n")[0] for path in paths if path.exists()]
    return {Said(*line.split(" ", 1)) for text in whole for line in text.splitlines()}


def press_and_note(desk: Desk, said: Said, book: Acknowledged, bug: str | None) -> None:
    """Press, and acknowledge once it is done. Then follows what a job makes of it."""
    if bug == planting.ACK_BEFORE_COMMIT:
        with transaction.atomic():
            desk.press(*said)
            book.note(said)
    else:
        desk.press(*said)
        book.note(said)
    by_link.work_out_presses(desk.business)


def done(business: Business) -> set[Said]:
    """What the database says was done."""
    with enter(business):
        found = list(Promise.objects.prefetch_related("tellings"))
    return (
        {Said("make", one.text) for one in found}
        | {Said("move", one.text) for one in found if one.due_number >= 1}
        | {
            Said("tell", one.text)
            for one in found
            if "person" in {telling.how for telling in one.tellings.all()}
        }
        | {Said("keep", one.text) for one in found if one.kept_at}
        | {Said(act, text) for act, text in by_link.done(business)}
    )


def twice(business: Business, text: str) -> set[str]:
    """What was done more than once to the promise of this text, whoever pressed again."""
    with enter(business):
        found = list(Promise.objects.filter(text=text).prefetch_related("tellings"))
    made = {f"{text} made {len(found)} times"} if len(found) != 1 else set()
    moved = {f"{text} moved {one.due_number} times" for one in found if one.due_number > 1}
    hows = [telling.how for one in found for telling in one.tellings.all()]
    made |= by_link.twice(business, text)
    return made | moved | {f"{text} told twice by {how}" for how in hows if hows.count(how) > 1}


def torn(business: Business) -> set[str]:
    """Presses of ours that are done by half: what each writes lies in several actions' rows."""
    with enter(business):
        customers = Customer.objects.filter(promises=None)
        unmet = {f"customer {one.pk} met, nothing promised" for one in customers}
        silent = Promise.objects.filter(due_number__gte=1).exclude(
            pk__in=Telling.objects.filter(how="phone").values("promise")
        )
        untold = {f"promise {one.pk} moved, its telling is missing" for one in silent}
    return unmet | untold | by_link.torn(business)
