"""What promises do when something happens."""

from __future__ import annotations

from datetime import datetime

from makegood.domain.promises.actions.telling import told_by_letter
from makegood.domain.promises.actions.waiting import carry_on, free
from makegood.domain.promises.models import Notice, Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry


def prerequisite_arrived(entry: Entry, *, at: datetime) -> None:
    """What others waited for is here: those whose date it made impossible move, once."""
    awaited = Promise.objects.filter(pk=entry.subject_id, kept_at__isnull=False).first()
    if awaited is not None:
        by = Actor("rule", entry.pk, rule="prerequisite arrived")
        carry_on(awaited=awaited, by=by, at=at)


def prerequisite_withdrawn(entry: Entry, *, at: datetime) -> None:
    """What others waited for will not come: they wait no more."""
    gone = Promise.objects.filter(pk=entry.subject_id, withdrawn_at__isnull=False).first()
    if gone is not None:
        free(withdrawn=gone, by=Actor("rule", entry.pk, rule="prerequisite withdrawn"), at=at)


def notice_reached_them(entry: Entry, *, at: datetime) -> None:
    """The mail server took a notice: the customer was told of its move, at that instant."""
    found = Notice.objects.filter(letter=entry.subject_id).select_related("promise", "move")
    for notice in found:
        told_by_letter(
            promise=notice.promise,
            through=notice.move.number - 1,
            told_at=entry.happened_at,
            by=Actor("rule", entry.pk, rule="letter sent"),
            at=at,
        )
