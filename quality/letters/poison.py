"""N21: one row in a hundred always fails, and two hang. Who waits for them, and who sees them?

Letters are written evenly, by one business, to one worker. In every hundred there is one that
cannot be sealed, and one whose reaction always raises. For one of all the server never answers to
the recipient's name, for another never to the letter. Delay: of a healthy letter from written to
taken, of a healthy reaction from the event to its end. Seen: each letter on the desk's page of
letters, not as sent; each reaction in what `manage trouble` prints.
"""

from __future__ import annotations

import io
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.foundation.jobs.models import Job
from makegood.foundation.journal import reacting
from makegood.foundation.journal.actions import deliver
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.mail.events import LetterFailed, LetterSent, LetterUnknown
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business, Member, User
from makegood.foundation.tenancy.scope import enter
from quality.letters import stage
from quality.letters.sink import sink

A_SECOND = 3.0
MOST_DELAY = 60.0
AT_MOST = 120.0
EACH = 100
UNSEALABLE, RAISES = 17, 61
# A letter's subject and its state, as the desk's page of letters shows them.
LINE = re.compile(
    r'<a href="[^"]*/letters/\d+/?"[^>]*>(.*?)</a>.*?class="letter-state.*?<span>(.*?)</span>', re.S
)


class Poison(Exception):
    """What the reaction raises, each time."""


@dataclass(frozen=True)
class Found:
    """How long the healthy waited, and how much of the poison is seen."""

    delays: list[float]
    still_waiting: int
    poison: int
    seen: int

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.delays, n=100)[98] if len(self.delays) > 1 else 0.0

    @property
    def clean(self) -> bool:
        held_up = self.still_waiting or self.p99 > MOST_DELAY
        return bool(self.delays and self.poison) and not held_up and self.seen == self.poison

    def __str__(self) -> str:
        return (
            f"healthy rows' delay p99 {self.p99:.1f} s, most {max(self.delays, default=0):.1f} s, "
            f"{self.still_waiting} still waiting; {self.seen} of {self.poison} poison rows seen"
        )


def follow(entry: Entry, *, at: datetime) -> None:
    """The reaction: it raises for the letter with the number that is poison."""
    if entry.facts["about"] % EACH == RAISES:
        raise Poison


def measure(*, n: int, seed: int, plant: Callable[[], None] | None) -> tuple[str, bool, int]:
    """What the poison did; whether nobody minds; of how many letters. (Nothing is random.)"""
    stage.prepare()
    reacting.use({LetterSent: (follow,), LetterFailed: (), LetterUnknown: ()})
    here = stage.business("one")
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder) / "book") as port:
        stage.send_to(port)
        with stage.workers(1, plant):
            drip(here, n)
            stage.wait_until(lambda: not healthy_waiting(here), AT_MOST)
            give_up()
        if plant:  # The pages are ours, in this process.
            plant()
        found = judged(here)
    connections.close_all()
    return str(found), found.clean, n


def drip(here: Business, n: int) -> None:
    began = time.monotonic()
    for number in range(n):
        time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
        stage.letter(here, f"letter {number}", address(number, n), about=number)


def address(number: int, n: int) -> str:
    """Letters to one person wait for each other: each has a person of their own."""
    if number in {n // 10, n // 2}:
        return "hang@example.com" if number == n // 10 else "mute@example.com"
    # Refused by everybody who has no SMTPUTF8, and so by us.
    return f"{'pérson' if number % EACH == UNSEALABLE else 'person'}{number}@example.com"


def is_healthy(letter: Letter) -> bool:
    return letter.to_address.startswith("person")


def healthy_waiting(here: Business) -> bool:
    with enter(here):
        waiting = Letter.objects.filter(sent_at=None, to_address__startswith="person")
        todo = Delivery.objects.filter(done_at=None)
        return waiting.exists() or any(not raises(one) for one in todo.select_related("entry"))


def raises(one: Delivery) -> bool:
    return bool(one.entry.facts["about"] % EACH == RAISES)


def give_up() -> None:
    """Pass the hours over until each poison reaction was tried so often that it is given up."""
    failing = Job.objects.filter(path=deliver.module_path, state=Job.State.WAITING)
    for _ in range(200):
        if not failing.exists():
            return
        failing.update(run_at=None)
        time.sleep(0.2)


def judged(here: Business) -> Found:
    with enter(here):
        letters = list(Letter.objects.order_by("pk"))
        deliveries = list(Delivery.objects.select_related("entry"))
    well = [one for one in letters if is_healthy(one)]
    followed = [one for one in deliveries if not raises(one)]
    took = [(one.made_at, one.sent_at) for one in well]
    took += [(one.entry.recorded_at, one.done_at) for one in followed]
    bad = [one for one in letters if not is_healthy(one)]
    shown, said = letters_page(here, len(letters)), trouble()
    raised = [one for one in deliveries if raises(one)]
    return Found(
        delays=[(end - begun).total_seconds() for begun, end in took if end],
        still_waiting=sum(end is None for _, end in took),
        poison=len(bad) + len(raised),
        seen=sum(shown.get(one.subject) in NOT_SENT for one in bad)
        + sum(f"({job})" in said for job in job_numbers(raised)),
    )


NOT_SENT = {str(state.label) for state in Letter.State if state != Letter.State.SENT}


def job_numbers(of: list[Delivery]) -> list[int]:
    """The jobs that were to carry these out."""
    wanted = {one.pk for one in of}
    jobs = Job.objects.filter(path=deliver.module_path).order_by("pk")
    return [job.pk for job in jobs if job.arguments["kwargs"]["delivery_id"] in wanted]


def trouble() -> str:
    out = io.StringIO()
    with suppress(CommandError):
        call_command("trouble", stdout=out)
    return out.getvalue()


def letters_page(here: Business, letters: int) -> dict[str, str]:
    """What a member of the business reads of each letter: its subject, and its state."""
    user = User.objects.create(email="owner@example.com", name="Ada", password="!")
    role = Member.Role.OWNER
    Member.objects.create(business=here, user=user, role=role, joined_at=timezone.now())
    client = Client()
    found: dict[str, str] = {}
    client.force_login(user)
    for page in range(1, letters // 50 + 2):
        shown = client.get(reverse("letters", args=[here.slug]), {"page": page})
        found |= dict(LINE.findall(shown.content.decode()))
    return found
