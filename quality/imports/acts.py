"""What is done inside a house: prepare it, press in it, look at what came in."""

from __future__ import annotations

import hashlib
import json
import signal
import time
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryFile
from types import FrameType
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.exchange.queries.exported import everything
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.foundation.accounts.actions import open_business, write_down
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Business, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.database import bring_in_step

PASSWORD = "quite-a-few-orders-on-a-monday"
PROMISES = 50
NUMBERED = {"by_id", "subject_id", "recorded_at"}


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
    """How many rows that came in a member sees, and how many are written down."""
    with enter(_shop()):
        shown, batch = _brought(), ImportBatch.objects.filter(published_at=None).first()
        with bringing_in(batch) if batch else nullcontext():
            print(shown, _brought())


def plant() -> None:
    """The planted bug: what is under way is shown. How much is seen, and the digest of it."""
    with enter(_shop()):
        ImportBatch.objects.filter(published_at=None).update(published_at=timezone.now())
        print(_brought())
    digest()


def digest() -> None:
    """The export of everything, to the byte; the journal as `_told` has it."""
    said = hashlib.sha256()
    with TemporaryFile() as written:
        with enter(_shop()):
            written.writelines(everything())
        with ZipFile(written) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                said.update(name.encode())
                said.update(_told(content) if name == "json/journal.jsonl" else content)
    print(said.hexdigest())


def _told(journal: bytes) -> bytes:
    """The journal without what depends on the hour at which an import ran, and on its chunks.

    These are the numbers of rows and batches, when an entry was written down, when something
    happened of which the file says no time, and in which order all of it was written.
    """
    told = []
    for line in journal.decode().splitlines():
        entry = json.loads(line)
        if entry["happened_at"] == entry["recorded_at"]:
            entry["happened_at"] = None
        told.append(json.dumps({name: entry[name] for name in entry if name not in NUMBERED}))
    return "\n".join(sorted(told)).encode()


def _brought() -> int:
    return sum(model.objects.exclude(import_key="").count() for model in (Promise, Rating))


def _shop() -> Business:
    found: Business = Business.objects.get(slug="shop")
    return found
