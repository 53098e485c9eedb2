"""A job that sends one letter goes on with those whose jobs come next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from makegood.foundation.jobs import actions as jobs
from makegood.foundation.jobs.holding import Held
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.rules import Sign
from makegood.foundation.jobs.worker import run, work_off
from makegood.foundation.mail.actions import posting
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.server import Kind
from tests.foundation.jobs import tasks
from tests.foundation.mail.outbox import a_letter, again, to
from tests.foundation.mail.post_office import post_office

State = Letter.State
THREE = ("anna@example.com", "ben@example.com", "cleo@example.com")


class Killed(BaseException):
    """The worker is gone: nothing of it runs any more."""


def take() -> tuple[Job, Held]:
    job = jobs.claim(now=timezone.now())
    assert job is not None
    return job, Held(job_id=job.pk, fence=job.fence, began_at=timezone.now())


def posts() -> QuerySet[Job]:
    return Job.objects.filter(path=posting.post.module_path)


def states(letters: list[Letter]) -> list[str]:
    return [again(letter).state for letter in letters]


@pytest.mark.usefixtures("inside")
def test_one_job_sends_the_letters_that_wait_and_leaves_no_job_open() -> None:
    letters = [a_letter(one) for one in THREE]
    with post_office() as office, to(office):
        run(*take())
    assert states(letters) == [State.SENT] * 3
    assert office.recipients == list(THREE)
    assert not posts().filter(state__in=jobs.OPEN).exists()
    assert {letter.attempts for letter in letters} == {1}


@pytest.mark.usefixtures("inside")
def test_other_work_that_waits_in_between_comes_in_its_turn() -> None:
    first = a_letter(THREE[0])
    tasks.note.enqueue("between")
    second = a_letter(THREE[1])
    with post_office() as office, to(office):
        run(*take())
    assert states([first, second]) == [State.SENT, State.QUEUED]
    assert posts().filter(state=Job.State.WAITING).count() == 1


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("said", ["450 later", "550 nobody here"])
def test_a_letter_that_is_not_taken_ends_the_job(said: str) -> None:
    letters = [a_letter(one) for one in THREE[:2]]
    with post_office(RCPT=said) as office, to(office):
        run(*take())
    assert again(letters[0]).state != State.SENT
    assert again(letters[1]).state == State.QUEUED
    assert office.recipients == [THREE[0]]


@pytest.mark.usefixtures("inside")
def test_two_letters_to_one_person_keep_their_order() -> None:
    letters = [a_letter(about=n) for n in (1, 2)]
    with post_office() as office, to(office):
        work_off()
    assert [one["Message-ID"] for one in office.taken] == [
        again(letter).message_id for letter in letters
    ]


@pytest.mark.usefixtures("inside")
def test_who_runs_a_dead_workers_job_begins_with_the_letter_in_its_hand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letters = [a_letter(one) for one in THREE]
    hand_over = posting.hand_over

    def dies_with_the_second(*, letter: Letter, **facts: Any) -> None:
        if letter.pk == letters[1].pk:
            raise Killed
        hand_over(letter=letter, **facts)

    job, held = take()
    with post_office() as office, to(office):
        with monkeypatch.context() as here:
            here.setattr(posting, "hand_over", dies_with_the_second)
            with pytest.raises(Killed):
                run(job, held)
        assert states(letters) == [State.SENT, State.SENDING, State.QUEUED]
        again_taken = retaken(job, timezone.now())
        run(again_taken, Held(again_taken.pk, again_taken.fence, timezone.now()))
    assert states(letters) == [State.SENT] * 3
    assert office.recipients == [THREE[0], THREE[1], THREE[1], THREE[2]]
    assert len(office.taken) == 3


@pytest.mark.usefixtures("inside")
def test_a_job_that_was_taken_over_takes_no_letter_along(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = [a_letter(one) for one in THREE[:2]]
    job, held = take()
    sent = posting.sent

    def sent_too_late(**facts: Any) -> bool:
        retaken(job, timezone.now())
        return sent(**facts)

    monkeypatch.setitem(posting.ENDINGS, Kind.TAKEN, sent_too_late)
    with post_office() as office, to(office):
        run(job, held)
    assert states(letters) == [State.SENT, State.QUEUED]
    assert posts().filter(state=Job.State.WAITING).count() == 1


def retaken(job: Job, now: datetime) -> Job:
    """The job in the hands of another worker."""
    sign = Sign(job.pk, job.fence, 0)
    taken = jobs.retake(sign=sign, now=now)
    assert taken is not None
    return taken
