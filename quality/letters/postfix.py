"""A real Postfix of our own: refusals, and a drain."""

from __future__ import annotations

import sys
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

from django.db import connections

from makegood.foundation.mail.models import Letter
from quality.letters import stage
from quality.letters.private_postfix import NotHere, private_postfix

MISSING = 77
LETTERS = 200
REFUSALS = {
    "nobody@example.com": ("550 5.1.1 nobody here", Letter.State.FAILED),
    "never@example.com": ("554 5.7.1 never", Letter.State.FAILED),
    "grey@example.com": ("450 4.2.0 greylisted", Letter.State.QUEUED),
    "trouble@example.com": ("451 4.3.0 local trouble", Letter.State.QUEUED),
    "full@example.com": ("452 4.2.2 disk full", Letter.State.QUEUED),
    "closing@example.com": ("421 4.3.2 closing", Letter.State.QUEUED),
}


def measure(*, workers: int) -> tuple[str, bool, int]:
    """How many refusals were taken as said, and what a drain left; whether all is well."""
    try:
        return _measure(workers)
    except NotHere as missing:
        print(f"Nothing was measured: {missing}")
        sys.exit(MISSING)


def _measure(workers: int) -> tuple[str, bool, int]:
    stage.prepare()
    refused, taken = stage.business("one"), stage.business("two")
    with private_postfix({to: said for to, (said, _) in REFUSALS.items()}) as (port, maildir):
        stage.send_to(port)
        for to in REFUSALS:
            stage.letter(refused, to, to)
        for n in range(LETTERS):
            stage.letter(taken, f"letter {n}", f"person{n}@example.com")
        began = time.monotonic()
        with stage.workers(workers):
            stage.wait_until(lambda: not stage.unsent(taken), 120)
        rate = LETTERS / (time.monotonic() - began)
        stage.wait_until(lambda: len(list(maildir.glob("*"))) >= LETTERS, 30)
        arrived = Counter(message_id(one) for one in maildir.iterdir())
    right = [is_right(row) for row in stage.letters(refused)]
    rows = stage.letters(taken)
    sent = Counter(row.message_id for row in rows if row.state == Letter.State.SENT)
    lost, orphans = LETTERS - sent.total(), ((arrived - sent) + (sent - arrived)).total()
    connections.close_all()
    figure = f"{sum(right)} of {len(right)} refusals right, {lost} lost, {orphans} orphans"
    return f"{figure}, {rate:.0f} letters/s", all(right) and not lost and not orphans, LETTERS


def message_id(file: Path) -> str:
    return str(message_from_bytes(file.read_bytes(), policy=policy.default)["Message-ID"])


def is_right(row: Letter) -> bool:
    """Whether a refused letter is in the state it must be in, with Postfix's own words."""
    words, state = REFUSALS[row.to_address]
    code, _, rest = words.partition(" ")
    return row.state == state and row.reply.startswith(code) and rest.split()[-1] in row.reply
