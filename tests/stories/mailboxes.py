"""Where a story's letters arrive: at a mail server of the tests, or at a real Postfix."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import override_settings

from makegood.foundation.mail.rules import Server
from quality.letters.private_postfix import NotHere, private_postfix
from tests.foundation.mail.post_office import post_office

PATIENCE = 20.0
Arrived = Callable[[], list[EmailMessage]]


@dataclass(frozen=True)
class Mailbox:
    """What arrived at the server to which our letters go."""

    arrived: Arrived

    def letter(self) -> EmailMessage:
        """The one letter in it, as it was delivered; a server may take a moment for that."""
        until = time.monotonic() + PATIENCE
        while not (found := self.arrived()) and time.monotonic() < until:
            time.sleep(0.05)
        [letter] = found
        return letter


@contextmanager
def scripted() -> Iterator[Mailbox]:
    with post_office() as office, _to(office.port):
        yield Mailbox(lambda: list(office.taken))


@contextmanager
def real_postfix() -> Iterator[Mailbox]:
    """Skipped where no Postfix can be started. On CI a skip is a failure."""
    try:
        with private_postfix() as (port, maildir), _to(port):
            yield Mailbox(lambda: _read(maildir))
    except NotHere as missing:
        if os.environ.get("CI"):
            pytest.fail(f"No real Postfix: {missing}")
        pytest.skip(f"No real Postfix: {missing}")


MAILBOXES = {"scripted": scripted, "postfix": real_postfix}


def _to(port: int) -> override_settings:
    return override_settings(MAIL_SERVER=Server("127.0.0.1", port, "none"))


def _read(maildir: Path) -> list[EmailMessage]:
    files = sorted(maildir.glob("*"))
    return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in files]
