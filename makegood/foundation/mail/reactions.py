"""What the mail does when something happened to a letter."""

from __future__ import annotations

from datetime import datetime

from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail.actions.own_server import prove
from makegood.foundation.mail.models import Letter, OwnServer


def server_took_it(entry: Entry, *, at: datetime) -> None:
    """A server on trial took its letter: it is in force, unless it was given up meanwhile."""
    letter = Letter.objects.get(pk=entry.subject_id)
    server = OwnServer.objects.filter(pk=letter.about).first()
    if server is not None and not letter.stayed_here:
        prove(server=server, by=Actor("rule", entry.pk, rule="trial taken"), at=at)
