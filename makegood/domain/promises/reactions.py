"""What promises do when something happens."""

from __future__ import annotations

from datetime import datetime

from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.arriving import follow_notice, follow_update
from makegood.domain.promises.actions.regular import end_delivered, go_on, owe_next
from makegood.domain.promises.actions.waiting import carry_on, free
from makegood.domain.promises.models import Notice, Promise, Update
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
    _follow_notice(entry, Actor("rule", entry.pk, rule="letter sent"), at)


def notice_came_back(entry: Entry, *, at: datetime) -> None:
    """A notice came back: by it, the customer was not told."""
    _follow_notice(entry, Actor("rule", entry.pk, rule="letter came back"), at)


def update_reached_them(entry: Entry, *, at: datetime) -> None:
    """The mail server took an update: they heard at that instant how it is going."""
    _follow_update(entry, Actor("rule", entry.pk, rule="letter sent"), at)


def update_came_back(entry: Entry, *, at: datetime) -> None:
    """An update came back: they did not hear it, and it is owed again."""
    _follow_update(entry, Actor("rule", entry.pk, rule="letter came back"), at)


def next_update_owed(entry: Entry, *, at: datetime) -> None:
    """A regular update ended, however it did: while the cadence is on, the next is promised."""
    for work in _work_of(entry, regular=True):
        owe_next(engagement=work, by=Actor("rule", entry.pk, rule="updates go on"), at=at)


def delivery_ends_updates(entry: Entry, *, at: datetime) -> None:
    """What was delivered needs no more updates."""
    for work in _work_of(entry, kind=Promise.Kind.DELIVERY):
        end_delivered(engagement=work, by=Actor("rule", entry.pk, rule="delivered"), at=at)


def undelivered_goes_on(entry: Entry, *, at: datetime) -> None:
    """The delivery was taken back: the updates that had ended by it go on."""
    for work in _work_of(entry, kind=Promise.Kind.DELIVERY):
        go_on(engagement=work, by=Actor("rule", entry.pk, rule="not delivered"), at=at)


def _follow_notice(entry: Entry, by: Actor, at: datetime) -> None:
    for notice in Notice.objects.filter(letter=entry.subject_id).select_related("promise"):
        follow_notice(notice=notice, by=by, at=at)


def _follow_update(entry: Entry, by: Actor, at: datetime) -> None:
    found = Update.objects.filter(letter=entry.subject_id)
    for said in found.select_related("engagement", "promise"):
        follow_update(said=said, letter_id=entry.subject_id, by=by, at=at)


def _work_of(entry: Entry, **promise: object) -> list[Engagement]:
    """The work that the promise of an entry is part of, if the promise is such a one."""
    found = Promise.objects.filter(pk=entry.subject_id, engagement__isnull=False, **promise)
    works = (one.engagement for one in found.select_related("engagement__customer"))
    return [work for work in works if work is not None]
