"""Taking the files that somebody shows us, before the answer that they belong to is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.feedback.models import Attachment, Invitation, Response
from makegood.domain.feedback.queries.attachments import (
    bytes_shown,
    kept_of,
    untaken,
)
from makegood.domain.feedback.queries.pressed import so_far
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.files import BEGINNING, MOST_BYTES, make_room, read_kind
from makegood.domain.feedback.rules.questionnaire import Kind, Page, Question
from makegood.foundation.files.actions import forget, keep
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import bytes_kept, path_of
from makegood.foundation.files.rules import shown_name
from makegood.foundation.jobs.walking import to_each
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.queries import hold_business
from makegood.kit.refusal import Refusal

KEEPER = Actor("rule", rule="files that no answer took")


@dataclass(frozen=True)
class Sent:
    """A file as it was sent: what they call it, how large it is, and its bytes, asked for twice."""

    name: str
    size: int
    pieces: Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Taken:
    """The files that answer a question now, as `rules.answers.read` reads them; and why not all of
    those that were sent are among them.
    """

    said: tuple[str, ...]
    refused: tuple[str, ...]


@transaction.atomic
def take(
    *,
    invitation: Invitation,
    question: Question,
    files: Sequence[Sent],
    away: Collection[int],
    by: Actor,
    at: datetime,
) -> Taken:
    """Keep these files for their answer; those that they take away (`away`) are not of it.

    Those that are there stay. One that cannot be taken says why, and the others are taken; the
    same bytes again are the same file. What an answer holds goes with the next answer. Whoever
    has answered to the end changes nothing.
    """
    known = so_far(invitation) if files or away else None
    if not (files or away) or (known is not None and known.is_finished):
        return Taken(_said(kept_of(invitation), question), ())
    hold_business()
    held = known.answers.get(question.key, Value()).files if known is not None else ()
    going = [one for one in kept_of(invitation) if one.question == question.key and one.pk in away]
    for one in going:
        if one.response_id is None and one.pk not in held:
            _let_go(one, by, at)
    away = {one.pk for one in going}  # Of another question's none makes room here.
    refused = []
    with _nothing_left_if_it_breaks() as came:
        for sent in files:
            try:
                _take_one(sent, came, invitation, question, away, by, at)
            except Refusal as refusal:
                refused.append(refusal.sentence)
    there = [one for one in kept_of(invitation) if one.pk not in away]
    return Taken(_said(there, question), tuple(dict.fromkeys(refused)))


def bind(
    *, response: Response, page: Page, given: Mapping[str, Value], by: Actor, at: datetime
) -> None:
    """The files of these answers are of this response now. Those that it had to the same questions
    and has no more are let go of: they were taken away, or the question does not apply any more.
    """
    for question in page.questions:
        if question.kind == Kind.FILE:
            files = given.get(question.key, Value()).files
            rows = Attachment.objects.filter(
                invitation=response.invitation_id, question=question.key
            )
            for one in rows.filter(response=response).exclude(pk__in=files).select_related("file"):
                _let_go(one, by, at)
            rows.filter(pk__in=files).update(response=response)


@transaction.atomic
def forget_shown(*, attachment: Attachment, by: Actor, at: datetime) -> bool:
    """Delete it for good, and what it was called; that there was one stays. True if this press
    did it.
    """
    return forget(file=attachment.file, by=by, at=at, name_too=True)


def forget_untaken(*, now: datetime) -> int:
    """Delete what no answer took within a day, in all businesses; how many."""
    return sum(to_each(_forget_untaken, of=_untaken, now=now))


def _untaken(*, now: datetime) -> list[int]:
    return [one.pk for one in untaken(now=now)]


@transaction.atomic
def _forget_untaken(attachment_id: int, *, now: datetime) -> int:
    rows = Attachment.objects.filter(pk=attachment_id, response=None, invitation__presses=None)
    for one in rows.select_related("file"):  # None where an answer or a press took it meanwhile.
        _let_go(one, KEEPER, now)
        return 1
    return 0


def _take_one(
    sent: Sent,
    came: list[File],
    invitation: Invitation,
    question: Question,
    away: Collection[int],
    by: Actor,
    at: datetime,
) -> None:
    """Keep it, unless the same bytes are there. Refused: what `rules.files` refuses, and any file
    of somebody whom we do not know.
    """
    if invitation.how == Invitation.How.OPEN:
        raise Refusal(_("Here we take no files."))
    digest, beginning = hashlib.sha256(), b""
    for piece in sent.pieces():
        beginning = beginning or piece[:BEGINNING]
        digest.update(piece)
    kind = read_kind(shown_name(sent.name), sent.size, beginning)
    there = [one for one in kept_of(invitation) if one.pk not in away]
    same = [one for one in there if one.question == question.key]
    if any(one.file.sha256 == digest.hexdigest() for one in same):
        return
    make_room(
        sent.size,
        number=len(same),
        of_one=sum(one.file.size for one in there),
        of_all=bytes_shown(),
        kept=bytes_kept(),
    )
    file = keep(name=sent.name, content=sent.pieces(), most=MOST_BYTES, by=by, at=at)
    came.append(file)
    Attachment.objects.create(
        invitation=invitation, question=question.key, file=file, kind=kind.value, given_at=at
    )


def _let_go(one: Attachment, by: Actor, at: datetime) -> None:
    """It was not sent off, or they took it back: only the trace stays that there was a file."""
    one.delete()
    forget(file=one.file, by=by, at=at, name_too=True)


def _said(there: Iterable[Attachment], question: Question) -> tuple[str, ...]:
    return tuple(f"{one.pk}" for one in there if one.question == question.key)


@contextmanager
def _nothing_left_if_it_breaks() -> Iterator[list[File]]:
    """The rows go with the transaction; the bytes of files that were written, by this."""
    came: list[File] = []
    try:
        yield came
    except BaseException:
        for file in came:
            path_of(file).unlink(missing_ok=True)
        raise
