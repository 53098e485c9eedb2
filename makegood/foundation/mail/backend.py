"""Django's own way of sending mail, closed: what passed the outbox by could be lost or doubled."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class Closed(BaseEmailBackend):
    """Refuses every message, loudly."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """RuntimeError: write a letter instead (`foundation.mail.actions.writing`)."""
        raise RuntimeError("Mail goes by the outbox: write a letter.")
