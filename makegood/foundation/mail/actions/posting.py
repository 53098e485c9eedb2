"""Sending a letter: taken from the outbox, handed over, and how it ended.

Sending is three short transactions with the network between them: *claim* (this job holds the
letter), *hand over* (from here on the server may have it), and an ending. So a worker that dies
before handing over has certainly sent nothing, and only one that dies after leaves a doubt.

Where more letters wait, a job goes on with them: the ending of one letter and the claim of the
next are one commit. It has one letter in hand at a time, and whoever runs the job again after its
worker died begins with that one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskContext, task

from makegood.foundation.jobs.holding import LeaseLost, settle, still_mine, take_along
from makegood.foundation.jobs.queries import is_running
from makegood.foundation.jobs.rules import has_come, place_of
from makegood.foundation.jobs.walking import to_each
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail import events, server
from makegood.foundation.mail.models import UNSENT, Letter
from makegood.foundation.mail.queries import way_of
from makegood.foundation.mail.rules import MOST_DOUBTS, next_try, one_line
from makegood.foundation.mail.sealing import seal
from makegood.foundation.mail.server import Kind, Outcome
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

State = Letter.State
BY_SERVER = Actor("rule", rule="mail server")
LONG_AGO = timedelta(minutes=10)
# A part of its caller's transaction where there is one: each savepoint would be two statements.
within = transaction.atomic(savepoint=False)
# So that other work is not held up, and far below a job's time with one slow letter at the end.
SECONDS_TO_GO_ON = 5.0
# One commit puts so many aside at most, when the next ones go by another server, which rests.
MOST_IN_A_ROW = 50


@task(takes_context=True)
def post(context: TaskContext, *, of_business: int, letter_id: int) -> None:
    """Send one letter, and those whose jobs come next. A job without a scope of its own: no
    network inside a transaction.
    """
    job_id = int(context.task_result.id)
    business = Business.objects.get(pk=of_business)
    with enter(business):
        if context.attempt > 1:
            letter_id = _left_in_hand(job_id) or letter_id
        letter = claim(letter_id=letter_id, job_id=job_id, now=timezone.now())
    until_then = time.monotonic() + SECONDS_TO_GO_ON
    while letter is not None:
        outcome = _deliver(letter, business)
        goes_on = outcome.kind == Kind.TAKEN and not outcome.rests
        goes_on = goes_on and time.monotonic() < until_then
        with enter(business):
            letter = _end_and_go_on(letter, outcome, goes_on)


def _deliver(letter: Letter, business: Business) -> Outcome:
    """Seal a letter in hand and offer it to the server; what came of it."""
    try:
        with enter(business):
            sealed = seal(letter)
    except DatabaseError:
        raise
    except Exception as error:
        # A letter that cannot be written never will be; it blocks nobody.
        return Outcome(Kind.REFUSED, place_of(error))

    def before_the_last_byte() -> None:
        with enter(business):
            named = {"message_id": sealed.message_id, "sha256": sealed.sha256}
            hand_over(letter=letter, **named, handed_to=sealed.way.number)

    return server.deliver(sealed, before_the_last_byte)


@transaction.atomic
def _end_and_go_on(letter: Letter, outcome: Outcome, goes_on: bool) -> Letter | None:
    """Write down how a letter ended and, in the same commit, take the next one in hand.

    None when this job goes on no more; it is done then.
    """
    now = timezone.now()
    ENDINGS[outcome.kind](letter=letter, reply=outcome.reply, at=now)
    # What became of the letter stands, even if the job was taken over.
    with suppress(LeaseLost):
        for _ in range(MOST_IN_A_ROW if goes_on else 0):
            call = take_along(post, same={"of_business": letter.business_id}, at=now)
            if call is None:
                break
            job_id = int(letter.held_by_job or 0)
            following = claim(letter_id=call["letter_id"], job_id=job_id, now=now)
            if following is not None:
                return following
        settle()
    return None


def enqueue(letter: Letter) -> None:
    """See that this letter is sent when it is due. (Enqueued twice, it is sent once.)"""
    later = post.using(run_after=letter.try_at)
    later.enqueue(of_business=letter.business_id, letter_id=letter.pk)


@within
def claim(*, letter_id: int, job_id: int, now: datetime) -> Letter | None:
    """Take a letter for this job. None: it has ended, is not due, is held by a living job, or
    another letter to the same person comes first.
    """
    letter = _hold(letter_id)
    if letter is None or not _free(letter, job_id, now) or _another_comes_first(letter):
        return None
    if _set_aside(letter, now):
        return None
    if letter.handed_over:  # Its last holder died after the last byte: was it taken?
        if letter.doubts + 1 >= MOST_DOUBTS:
            _end(letter, State.UNKNOWN, "The worker died while the server had it.", now)
            return None
        letter.doubts += 1
    letter.state, letter.held_by_job, letter.handed_over = State.SENDING, job_id, False
    letter.attempts += 1
    letter.save(update_fields=["state", "held_by_job", "handed_over", "attempts", "doubts"])
    return letter


@transaction.atomic
def hand_over(
    *, letter: Letter, message_id: str, sha256: str, handed_to: int | None = None
) -> None:
    """From the next byte on the server may have it. LeaseLost when another job took it over."""
    still_mine()
    named = {"message_id": message_id, "sha256": sha256, "handed_to": handed_to}
    if not _change(letter, handed_over=True, **named):
        raise LeaseLost


@within
def sent(*, letter: Letter, reply: str, at: datetime) -> bool:
    """The server took it, with these words. False when it had ended before."""
    return _end(letter, State.SENT, reply, at)


@within
def refused(*, letter: Letter, reply: str, at: datetime) -> bool:
    """The server will never take it, and said why. (An earlier try may have been taken, in doubt.)

    False when it had ended before.
    """
    return _end(letter, State.UNKNOWN if letter.doubts else State.FAILED, reply, at)


@within
def put_off(*, letter: Letter, reply: str, at: datetime) -> bool:
    """Not now: it is tried again later, for five days. False when it had ended before."""
    again = next_try(letter.made_at, letter.attempts, now=at, patience=letter.patience)
    if again is None:
        return refused(letter=letter, reply=reply, at=at)
    return _wait(letter, State.UNSURE if letter.doubts else State.QUEUED, reply, again)


@within
def in_doubt(*, letter: Letter, reply: str, at: datetime) -> bool:
    """The connection broke after our last byte. Once more, as the same message; then *unknown*."""
    letter.doubts += 1
    again = next_try(letter.made_at, letter.attempts, now=at, patience=letter.patience)
    if letter.doubts >= MOST_DOUBTS or again is None:
        return _end(letter, State.UNKNOWN, reply, at)
    return _wait(letter, State.UNSURE, reply, again)


def post_again(*, now: datetime) -> int:
    """Give each letter whose job was lost a new one; how many, in all businesses."""
    return sum(to_each(_post_again, of=_lost, now=now))


ENDINGS: dict[Kind, Callable[..., bool]] = {
    Kind.TAKEN: sent,
    Kind.REFUSED: refused,
    Kind.LATER: put_off,
    Kind.DOUBT: in_doubt,
}


def _lost(*, now: datetime) -> list[int]:
    due = Q(try_at=None, made_at__lt=now - LONG_AGO) | Q(try_at__lt=now - LONG_AGO)
    lost = Letter.objects.filter(UNSENT, due).order_by("pk")
    return list(lost.values_list("pk", flat=True)[:1000])


def _post_again(letter_id: int, *, now: datetime) -> int:
    enqueue(Letter.objects.get(pk=letter_id))
    return 1


def _hold(letter_id: int) -> Letter | None:
    return Letter.objects.select_for_update(of=("self",)).filter(UNSENT, pk=letter_id).first()


def _set_aside(letter: Letter, now: datetime) -> bool:
    """Whether its server does not answer, whatever it is sent: then it is asked again later, and
    this counts as no try.
    """
    until = server.rests_until(way_of(letter).server, now)
    if until is None or letter.business.demo:
        return False
    letter.try_at = until
    letter.save(update_fields=["try_at"])
    enqueue(letter)
    return True


def _left_in_hand(job_id: int) -> int | None:
    """The letter that this job had in hand when its worker died."""
    left = Letter.objects.filter(UNSENT, state=State.SENDING, held_by_job=job_id)
    return left.values_list("pk", flat=True).first()


def _free(letter: Letter, job_id: int, now: datetime) -> bool:
    if letter.state == State.SENDING:
        return (
            letter.held_by_job == job_id
            or letter.held_by_job is None
            or not is_running(letter.held_by_job)
        )
    return has_come(letter.try_at, now=now)


def _in_line(letter: Letter) -> QuerySet[Letter]:
    same = Letter.objects.filter(UNSENT, to_address=letter.to_address)
    return same.exclude(kind=Letter.Kind.TRIAL).order_by("pk")


def _another_comes_first(letter: Letter) -> bool:
    """Letters to one person keep their order. One that tries a server neither waits nor is waited
    for: it says nothing to them.
    """
    return letter.kind != Letter.Kind.TRIAL and _in_line(letter).filter(pk__lt=letter.pk).exists()


def _wait(letter: Letter, state: Letter.State, reply: str, again: datetime) -> bool:
    columns = {"state": state, "reply": one_line(reply, 500), "try_at": again}
    if not _change(letter, handed_over=False, doubts=letter.doubts, **columns):
        return False
    enqueue(letter)
    return True


def _end(letter: Letter, state: Letter.State, reply: str, at: datetime) -> bool:
    sent_at = at if state == State.SENT else None
    said = one_line(reply, 500) or "-"
    ending = {"state": state, "sent_at": sent_at, "ended_at": at, "reply": said}
    if not _change(letter, **ending):
        return False
    ends: dict[str, type[events.LetterEvent]] = {
        State.SENT: events.TrialTaken if letter.kind == Letter.Kind.TRIAL else events.LetterSent,
        State.FAILED: events.LetterFailed,
        State.UNKNOWN: events.LetterUnknown,
    }
    event = ends[state](
        subject_id=letter.pk,
        customer_id=letter.customer_id,
        engagement_id=letter.engagement_id,
        kind=Letter.Kind(letter.kind),
        about=letter.about,
    )
    record(event, by=BY_SERVER, at=at)
    following = _in_line(letter).only("business_id", "try_at").first()
    if following is not None:
        enqueue(following)
    return True


def _change(letter: Letter, **columns: object) -> bool:
    """Change a letter that this try holds still; False when it ended or changed hands.

    `attempts` grows with each claim: a job run again by another worker is another try. Only that
    the server took it is true whoever holds it by now.
    """
    held = Q(state=State.SENDING, held_by_job=letter.held_by_job, attempts=letter.attempts)
    allowed = UNSENT if columns.get("state") == State.SENT else held
    if Letter.objects.filter(allowed, pk=letter.pk).update(**columns) != 1:
        return False
    for name, value in columns.items():
        setattr(letter, name, value)
    return True
