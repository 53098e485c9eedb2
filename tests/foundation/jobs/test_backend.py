from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.exceptions import InvalidTaskError

from makegood.foundation.jobs import actions
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.worker import work_off
from tests.cast import Cast
from tests.foundation.jobs import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_done_yet() -> None:
    tasks.done.clear()


def test_a_task_that_is_enqueued_runs() -> None:
    result = tasks.note.enqueue("hello")
    assert result.status == TaskResultStatus.READY
    assert tasks.done == []
    assert work_off() == 1
    assert tasks.done == ["hello"]
    assert Job.objects.get().state == Job.State.DONE


def test_a_change_that_is_rolled_back_leaves_no_job() -> None:
    with transaction.atomic():
        tasks.note.enqueue("never")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_jobs_run_in_the_order_in_which_they_were_made() -> None:
    for word in "abc":
        tasks.note.enqueue(word)
    work_off()
    assert tasks.done == ["a", "b", "c"]


def test_a_job_for_a_later_hour_waits_for_it() -> None:
    hour = timezone.now() + timedelta(hours=1)
    tasks.note.using(run_after=hour).enqueue("later")
    assert work_off() == 0
    assert actions.claim(now=hour - timedelta(seconds=1)) is None
    assert actions.claim(now=hour) is not None


def test_a_clock_set_back_does_not_hold_up_ordinary_work() -> None:
    tasks.note.enqueue("now")
    assert actions.claim(now=datetime(2020, 1, 1, tzinfo=UTC)) is not None


def test_the_same_call_is_one_job_while_it_is_open() -> None:
    first, again = tasks.note_once.enqueue("a"), tasks.note_once.enqueue("a")
    other = tasks.note_once.enqueue("b")
    assert first.id == again.id != other.id
    running = actions.claim(now=timezone.now())
    assert running is not None
    assert tasks.note_once.enqueue("a").id == first.id


def test_the_same_call_is_a_new_job_when_the_first_is_over() -> None:
    tasks.note_once.enqueue("a")
    work_off()
    tasks.note_once.enqueue("a")
    work_off()
    assert tasks.done == ["a", "a"]


def test_a_job_that_names_a_business_runs_inside_it(cast: Cast) -> None:
    tasks.where.enqueue(business_id=cast.salon.pk)
    work_off()
    assert tasks.done == [(cast.salon.pk, cast.salon.pk)]


def test_a_job_of_a_business_that_is_gone_fails() -> None:
    tasks.where.enqueue(business_id=404)
    work_off()
    assert tasks.done == []
    assert "DoesNotExist" in Job.objects.get().last_error


def test_priorities_and_other_queues_are_refused() -> None:
    with pytest.raises(InvalidTaskError):
        tasks.note.using(priority=5)
    with pytest.raises(InvalidTaskError):
        tasks.note.using(queue_name="fast")


async def _coroutine() -> None: ...


def test_coroutines_are_refused() -> None:
    with pytest.raises(InvalidTaskError):
        task(_coroutine)
