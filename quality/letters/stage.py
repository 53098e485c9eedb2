"""What the measurements of letters share: businesses, letters, workers, and what became of them.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone

from makegood.foundation.jobs.models import Job
from makegood.foundation.journal import reacting
from makegood.foundation.mail.actions import writing
from makegood.foundation.mail.actions.writing import write
from makegood.foundation.mail.events import LetterFailed, LetterSent, LetterUnknown
from makegood.foundation.mail.models import UNSENT, Letter
from makegood.foundation.mail.rules import Server
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from quality.letters.sink import Taken


def prepare() -> None:
    """The tables, and no reactions: what follows a letter is measured elsewhere. Nor is it counted
    how many leave in a day: no business of ours writes as many.

    Before any worker is forked.
    """
    call_command("migrate", verbosity=0)
    vars(writing)["allow"] = lambda *_: True
    reacting.use({LetterSent: (), LetterFailed: (), LetterUnknown: ()})


def business(slug: str, *, demo: bool = False) -> Business:
    since = timezone.now() - timedelta(days=60)
    return Business.objects.create(slug=slug, name=slug, zone="UTC", demo=demo, made_at=since)


def send_to(port: int, security: str = "none", host: str = "127.0.0.1") -> None:
    """Every worker forked from now on hands letters to this server."""
    settings.MAIL_SERVER = Server(host, port, security)


def letter(of: Business, subject: str, to: str, about: int = 1) -> int:
    """Put one letter into the outbox; its id."""
    with enter(of):
        written = write(
            kind=Letter.Kind.NOTICE,
            about=about,
            to_name="Anna",
            to_address=to,
            subject=subject,
            text=f"This is {subject}.\n.\nWith a dot.\n",
            html=f"<p>This is {subject}.</p>",
            language="en",
            at=timezone.now(),
        )
        return int(written.pk)


def letters(of: Business) -> list[Letter]:
    with enter(of):
        return list(Letter.objects.order_by("pk"))


def unsent(*of: Business) -> int:
    count = 0
    for one in of:
        with enter(one):
            count += Letter.objects.filter(UNSENT).count()
    return count


def let_time_pass(*of: Business) -> None:
    """Whatever hour a letter was put off to: it has come."""
    with transaction.atomic():
        Job.objects.filter(state=Job.State.WAITING).update(run_at=None)
    for one in of:
        with enter(one):
            Letter.objects.filter(UNSENT).update(try_at=None)


@dataclass
class Workers:
    """Forked workers, each a `work` command. `plant` breaks each on purpose."""

    plant: Callable[[], None] | None = None
    pids: list[int] = field(default_factory=list)

    def fill(self, count: int) -> None:
        while len(self.pids) < count:
            connections.close_all()
            pid = os.fork()
            if pid == 0:
                self._labour()
            self.pids.append(pid)

    def _labour(self) -> None:
        try:
            if self.plant:
                self.plant()
            call_command("work")
        finally:
            os._exit(0)

    def kill(self, pid: int) -> None:
        """End one of ours, by its id."""
        self.pids.remove(pid)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

    def dismiss(self) -> None:
        for pid in list(self.pids):
            self.kill(pid)


@contextmanager
def workers(count: int, plant: Callable[[], None] | None = None) -> Iterator[Workers]:
    crew = Workers(plant)
    crew.fill(count)
    try:
        yield crew
    finally:
        crew.dismiss()


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    """Whether it came true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if done():
            return True
        time.sleep(0.05)
    return done()


@dataclass(frozen=True)
class Count:
    """What is there afterwards, letters beside messages."""

    letters: int
    lost: int
    renamed: int
    repeats: int
    orphans: int
    in_window: int
    unknown: int

    @property
    def clean(self) -> bool:
        return self.letters > 0 and not (self.lost or self.renamed or self.repeats or self.orphans)

    def __str__(self) -> str:
        return (
            f"{self.lost} lost, {self.renamed} under two IDs, {self.repeats} repeated outside "
            f"the window, {self.orphans} orphans"
        )


GOAL = "0 lost, 0 under two IDs, 0 repeated outside the window, 0 orphans"


def count(rows: list[Letter], taken: list[Taken]) -> Count:
    """Compare the outbox with the sink.

    Lost: neither in the sink nor said to be in doubt or refused. Orphans (T6): a letter *sent*
    without a message of its bytes and the server's reply, or a message without a letter. A repeat
    is inside the window when the outbox knew the doubt before it sent again.
    """
    copies = Counter(one.message_id for one in taken)
    names: dict[str, set[str]] = {}
    for one in taken:
        names.setdefault(one.subject, set()).add(one.message_id)
    said = {(one.message_id, one.sha256, one.reply) for one in taken}
    ours = {row.message_id for row in rows}
    sent = [row for row in rows if row.state == Letter.State.SENT]
    honest = {Letter.State.UNKNOWN, Letter.State.FAILED}
    return Count(
        letters=len(rows),
        lost=sum(not copies[row.message_id] and row.state not in honest for row in rows),
        renamed=sum(len(found) > 1 for found in names.values()),
        repeats=sum(max(0, copies[row.message_id] - 1 - row.doubts) for row in rows),
        orphans=sum((row.message_id, row.sha256, row.reply) not in said for row in sent)
        + sum(one.message_id not in ours for one in taken),
        in_window=sum(max(0, copies[row.message_id] - 1) for row in rows),
        unknown=sum(row.state == Letter.State.UNKNOWN for row in rows),
    )
