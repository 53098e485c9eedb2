"""Bugs to plant into a worker. A measurement that misses one of them is worthless."""

from __future__ import annotations

import secrets
import smtplib
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet

from makegood.foundation.jobs import actions as jobs
from makegood.foundation.jobs import rules, worker
from makegood.foundation.jobs.models import Job
from makegood.foundation.mail import queries, sealing, server
from makegood.foundation.mail.actions import posting
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import one_line
from makegood.foundation.mail.sealing import Sealed
from makegood.foundation.mail.server import Kind
from makegood.interfaces.cli.management.commands import trouble
from tests.foundation.mail import nasty


def plant(where: object, name: str, bug: object) -> None:
    """Put a bug in the place of what is called `name` there."""
    setattr(where, name, bug)


def sent_before_sending() -> None:
    """A claim that marks the letter sent, so that a worker that dies loses it."""
    claim = posting.claim

    def claim_and_mark(*, letter_id: int, job_id: int, now: datetime) -> Letter | None:
        letter = claim(letter_id=letter_id, job_id=job_id, now=now)
        if letter is not None:
            posting.sent(letter=letter, reply="250 surely", at=now)
        return letter

    plant(posting, "claim", claim_and_mark)
    plant(posting, "hand_over", lambda **_: None)


def random_message_id() -> None:
    """A new Message-ID for each try."""
    seal = sealing.seal

    def renamed(letter: Letter) -> Sealed:
        letter.message_id = ""
        return seal(letter)

    plant(sealing, "message_id", lambda *_, **__: f"<{secrets.token_hex(8)}@localhost>")
    plant(posting, "seal", renamed)


def lost_answer_is_sent() -> None:
    """No answer taken for a yes."""
    posting.ENDINGS[Kind.DOUBT] = posting.sent


def no_timeout() -> None:
    """Waiting for a server as long as it likes."""

    def patient(self: smtplib.SMTP, *_: Any, **options: Any) -> None:
        before(self, *_, **(options | {"timeout": None}))

    before = smtplib.SMTP.__init__
    plant(smtplib.SMTP, "__init__", patient)
    plant(server, "at_most", lambda _: nullcontext())


def no_fence() -> None:
    """Whoever once held a job or a letter holds it for ever."""

    def whoever(job_id: int, fence: int) -> QuerySet[Job]:
        return Job.objects.filter(pk=job_id)

    def change(letter: Letter, **columns: object) -> bool:
        return bool(Letter.objects.filter(pk=letter.pk).update(**columns))

    plant(jobs, "_held", whoever)
    plant(posting, "_change", change)


def lease_by_wall_clock() -> None:
    """A lease that is watched by the time of day."""
    plant(worker, "time", SimpleNamespace(monotonic=time.time))


def tried_too_early() -> None:
    """A letter put off is due at once."""
    plant(posting, "next_try", lambda *_, now, **__: now)


def waits_for_the_future() -> None:
    """Whatever hour was written is waited for, whichever clock wrote it."""
    for place in (jobs, rules):
        plant(place, "FURTHEST_AHEAD", timedelta(days=40_000))


def names_with_meaning() -> None:
    """Names that keep their brackets, however long: Python's folding loses the quotes."""
    plant(sealing, "name_beside_address", one_line)
    plant(sealing, "LONGEST_NAME", 200)


def headers_by_hand() -> None:
    """A subject put in front of the letter as it was typed."""
    seal = sealing.seal

    def glued(letter: Letter) -> Sealed:
        plain = Letter(**{f.name: getattr(letter, f.name) for f in letter._meta.fields})
        plain.subject = "x"
        one = seal(plain)
        typed = f"Subject: {letter.subject}\r\n".encode()
        return replace(one, message=one.message.replace(b"Subject: x\r\n", typed, 1))

    plant(nasty, "seal", glued)


def poison_first() -> None:
    """What failed is tried again at once, before all else, until it works."""
    fail = jobs.fail

    def at_once(*, job_id: int, **said: Any) -> bool:
        failed = fail(job_id=job_id, **{**said, "attempts": 1})
        Job.objects.filter(pk=job_id).update(run_at=None)
        return failed

    plant(jobs, "fail", at_once)


def poison_hidden() -> None:
    """Pages and commands that show only what went well."""
    plant(queries, "_to_customers", lambda: Letter.objects.exclude(state=Letter.State.FAILED))
    plant(trouble, "in_trouble", list)


BUGS: dict[str, Callable[[], None]] = {
    "lease-by-wall-clock": lease_by_wall_clock,
    "tried-too-early": tried_too_early,
    "waits-for-the-future": waits_for_the_future,
    "poison-first": poison_first,
    "poison-hidden": poison_hidden,
    "no-fence": no_fence,
    "names-with-meaning": names_with_meaning,
    "headers-by-hand": headers_by_hand,
    "sent-before-sending": sent_before_sending,
    "random-message-id": random_message_id,
    "lost-answer-is-sent": lost_answer_is_sent,
    "no-timeout": no_timeout,
}
