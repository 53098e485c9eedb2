"""What is done inside a house: prepare it, press in it, look at what came in."""

from __future__ import annotations

import hashlib
import signal
import time
from datetime import timedelta
from pathlib import Path
from types import FrameType

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.actions import open_business, write_down
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.tenancy.models import Business, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.database import bring_in_step

PASSWORD = "quite-a-few-orders-on-a-monday"
PROMISES = 50


def prepare() -> None:
    """An owner, and promises of theirs that can be kept and taken back."""
    bring_in_step()
    now = timezone.now()
    owner = write_down(email="owner@example.com", name="Owner", password=PASSWORD, at=now)
    member = open_business(name="Shop", owner=owner, zone="America/Sao_Paulo", locale="en", at=now)
    day = now.date() + timedelta(days=30)
    due = Due(zone=member.business.zone, first=day, last=day)
    with enter(member.business):
        for n in range(PROMISES):
            by = Actor("member", member.pk)
            make(terms=Terms(text=f"Sign {n}", owner=member), due=due, by=by, at=now)


def look() -> None:
    print(Business.objects.count())


def press(place: str) -> None:
    """Keep promises and take that back, until told to stop; then say how long each press took."""
    ended: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        ended.append(number)

    signal.signal(signal.SIGTERM, end)
    with enter(_shop()):
        keys = list(Promise.objects.filter(import_batch=None).values_list("pk", flat=True))
    client = Client()
    client.force_login(User.objects.get())
    seconds: list[float] = []
    Path(place).touch()
    while not ended:
        for name in ("keeping", "keeping_undone"):
            where = reverse(name, args=["shop", keys[len(seconds) // 2 % len(keys)]])
            began = time.monotonic()
            answer = client.post(where)
            seconds.append(time.monotonic() - began)
            if answer.status_code >= 400:
                raise SystemExit(f"{where} answered {answer.status_code}")
    Path(place).write_text("\n".join(map(str, seconds)))


def seen() -> None:
    """How many promises that came in a member sees."""
    with enter(_shop()):
        print(Promise.objects.exclude(import_key="").count())


def publish() -> None:
    """The planted bug: what is under way is shown."""
    with enter(_shop()):
        ImportBatch.objects.filter(published_at=None).update(published_at=timezone.now())


def digest() -> None:
    """Everything that came in, without what depends on the hour at which it did."""
    columns = {
        Customer: ("import_key", "name", "organisation", "met_at"),
        Engagement: ("import_key", "customer__import_key", "name", "began_at", "value_cents"),
        Promise: (
            *("import_key", "customer__import_key", "engagement__import_key", "text", "kind"),
            *("made_at", "due_from", "due_to", "due_at", "kept_at", "kept_early", "end_recorded"),
            *("withdrawn_asked_by", "late_after", "late_after_first", "tellings_recorded"),
        ),
        Rating: (
            *("import_key", "customer__import_key", "engagement__import_key", "score", "out_of"),
            *("words", "said_at", "asked_at"),
        ),
    }
    said = hashlib.sha256()
    with enter(_shop()):
        for model, names in columns.items():
            rows = model.objects.exclude(import_key="").order_by("import_key")
            for row in rows.values_list(*names).iterator():
                said.update(repr(row).encode())
        by_import = Entry.objects.filter(by="import").exclude(subject_kind="import")
        for event in by_import.order_by("event").values_list("event", flat=True).iterator():
            said.update(event.encode())
    print(said.hexdigest())


def _shop() -> Business:
    found: Business = Business.objects.get(slug="shop")
    return found
