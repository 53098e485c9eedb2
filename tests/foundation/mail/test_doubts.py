"""The answer is lost, or the worker: what is said then, and what is sent again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from makegood.foundation.jobs import actions as jobs
from makegood.foundation.jobs.holding import Held, LeaseLost
from makegood.foundation.jobs.worker import run, work_off
from makegood.foundation.journal.models import Entry
from makegood.foundation.mail import server
from makegood.foundation.mail.actions import posting
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.foundation.mail.outbox import a_letter, again, post_all, to
from tests.foundation.mail.post_office import CUT, LATE, post_office

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
State = Letter.State


@pytest.mark.usefixtures("inside")
def test_the_last_answer_is_waited_for_longest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_HAND_OVER", 0.5)
    letter = a_letter()
    with post_office(message=LATE) as office, to(office):
        work_off()
    assert again(letter).state == State.SENT


@pytest.mark.usefixtures("inside")
def test_an_answer_lost_once_is_the_same_message_once_more(cast: Cast) -> None:
    letter = a_letter()
    with post_office(message=[CUT, None]) as office, to(office):
        work_off()
        assert again(letter).state == State.UNSURE
        post_all(cast)
    assert again(letter).state == State.SENT
    first, second = office.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert bytes(first) == bytes(second)


@pytest.mark.usefixtures("inside")
def test_an_answer_lost_twice_is_not_known_and_not_tried_a_third_time(cast: Cast) -> None:
    letter = a_letter()
    with post_office(message=CUT) as office, to(office):
        work_off()
        post_all(cast)
        post_all(cast)
    assert again(letter).state == State.UNKNOWN
    assert len(office.taken) == 2
    assert Entry.objects.filter(event="letter.unknown").count() == 1
    assert not Entry.objects.filter(event="letter.sent").exists()


@pytest.mark.parametrize("then", ["550 nobody here", "554 seen that before"])
@pytest.mark.usefixtures("inside")
def test_a_refusal_after_a_lost_answer_leaves_the_doubt(cast: Cast, then: str) -> None:
    letter = a_letter()
    with post_office(message=[CUT, then]) as office, to(office):
        work_off()
        post_all(cast)
    assert again(letter).state == State.UNKNOWN
    assert letter.reply == then


@pytest.mark.usefixtures("inside")
def test_what_is_put_off_after_a_lost_answer_stays_in_doubt(cast: Cast) -> None:
    letter = a_letter()
    with post_office(message=[CUT, "450 later"]) as office, to(office):
        work_off()
        post_all(cast)
    assert again(letter).state == State.UNSURE


@pytest.mark.usefixtures("inside")
def test_a_try_that_was_overtaken_changes_nothing(cast: Cast) -> None:
    letter = a_letter()
    job = jobs.claim(now=timezone.now())
    assert job is not None
    old = posting.claim(letter_id=letter.pk, job_id=job.pk, now=timezone.now())
    new = posting.claim(letter_id=letter.pk, job_id=job.pk, now=timezone.now())
    assert old is not None
    assert new is not None
    with pytest.raises(LeaseLost):
        posting.hand_over(letter=old, message_id="<x@y>", sha256="0")
    for act in (posting.refused, posting.put_off, posting.in_doubt):
        assert not act(letter=old, reply="late words", at=timezone.now())
    posting.hand_over(letter=new, message_id="<x@y>", sha256="0")
    assert again(letter).state == State.SENDING


@pytest.mark.usefixtures("inside")
def test_that_it_was_taken_is_true_even_of_an_overtaken_try(cast: Cast) -> None:
    letter = a_letter()
    job = jobs.claim(now=timezone.now())
    assert job is not None
    old = posting.claim(letter_id=letter.pk, job_id=job.pk, now=timezone.now())
    new = posting.claim(letter_id=letter.pk, job_id=job.pk, now=timezone.now())
    assert old is not None
    assert new is not None
    assert posting.sent(letter=old, reply="250 fine", at=timezone.now())
    with pytest.raises(LeaseLost):
        posting.hand_over(letter=new, message_id="<x@y>", sha256="0")


@pytest.mark.parametrize(("after", "doubts"), [(False, 0), (True, 1)])
@pytest.mark.usefixtures("inside")
def test_a_worker_that_died_leaves_a_doubt_only_after_handing_over(
    cast: Cast, after: bool, doubts: int
) -> None:
    letter = a_letter()
    job = jobs.claim(now=timezone.now())
    assert job is not None
    held = posting.claim(letter_id=letter.pk, job_id=job.pk, now=timezone.now())
    assert held is not None
    if after:
        posting.hand_over(letter=held, message_id="<x@y>", sha256="0")
    with post_office() as office, to(office):
        run(job, Held(job_id=job.pk, fence=job.fence, began_at=timezone.now()))
    assert again(letter).state == State.SENT
    assert letter.doubts == doubts


@pytest.mark.usefixtures("inside")
def test_a_zombie_hands_nothing_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = a_letter()
    job = jobs.claim(now=timezone.now())
    assert job is not None
    stale = Held(job_id=job.pk, fence=job.fence - 1, began_at=timezone.now())
    with post_office() as office, to(office):
        run(job, stale)
    assert office.taken == []
    assert again(letter).state == State.SENDING
