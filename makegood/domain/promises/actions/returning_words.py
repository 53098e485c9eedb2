"""What was written to customers, out of our own export: notices, their answers, and updates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from makegood.domain.promises.actions.writing import pointers
from makegood.domain.promises.events import (
    NoticeAnswered,
    NoticeWritten,
    UpdateHeard,
    UpdateWritten,
)
from makegood.domain.promises.models import Answer, Notice, Telling, Update
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.links.actions import make_ended
from makegood.foundation.links.models import Link

PAGE = Link.Purpose.PAGE


@transaction.atomic
def bring_back_words(
    *,
    notices: Sequence[Notice],
    answers: Sequence[Answer],
    updates: Sequence[Update],
    by: Actor,
    at: datetime,
) -> None:
    """Write these down, each with what it is about set. Their letters stay where they were sent,
    and the links in them open nothing here. ValueError for a choice that nobody could be given.
    """
    for notice in notices:
        _insist_on_choices(notice.options)
    whose = {one.promise.customer_id for one in notices}
    whose |= {one.engagement.customer_id for one in updates}
    links = {who: make_ended(purpose=PAGE, opens=who, by=by, at=at) for who in whose if who}
    for notice in notices:
        notice.link = links[notice.promise.customer_id or 0]
    for update in updates:
        update.link = links[update.engagement.customer_id]
    Notice.objects.bulk_create(notices)
    for answer in answers:
        answer.notice_id = answer.notice.pk
    Answer.objects.bulk_create(answers)
    Update.objects.bulk_create(updates)
    said = [*_of_notices(notices, answers), *_of_updates(updates)]
    record_import(said, by=by, at=at)


def _insist_on_choices(said: object) -> None:
    most = Notice.Option.values
    if not isinstance(said, list) or len(said) > len(most) or not set(said) <= set(most):
        raise ValueError("A choice is one of those that a notice can give.")


def _of_notices(
    notices: Sequence[Notice], answers: Sequence[Answer]
) -> Iterator[tuple[Event, datetime | None]]:
    for notice in notices:
        about = pointers(notice.promise)
        yield NoticeWritten(**about, notice=notice.pk, move=notice.move.number), notice.written_at
    for answer in answers:
        about, choice = pointers(answer.notice.promise), Notice.Option(answer.choice)
        event = NoticeAnswered(**about, notice=answer.notice.pk, choice=choice)
        yield event, answer.answered_at


def _of_updates(updates: Sequence[Update]) -> Iterator[tuple[Event, datetime | None]]:
    for update in updates:
        about = {
            "subject_id": update.pk,
            "customer_id": update.engagement.customer_id,
            "engagement_id": update.engagement_id,
        }
        yield UpdateWritten(**about, says=Update.Says(update.says)), update.written_at
        if update.heard_at is not None:
            yield UpdateHeard(**about, how=Telling.How(update.how)), update.heard_at
