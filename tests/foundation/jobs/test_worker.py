from __future__ import annotations

import threading
import time

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from django_tasks.base import Task

from makegood.foundation.jobs import actions, heart, worker
from makegood.foundation.jobs.holding import Held
from makegood.foundation.jobs.models import Job, Turn
from makegood.foundation.jobs.rules import Sign
from makegood.foundation.jobs.worker import Worker, work_off
from tests.foundation.jobs import tasks


@pytest.fixture(autouse=True)
def nothing_done_yet() -> None:
    tasks.done.clear()


def claimed() -> tuple[Job, Held]:
    job = actions.claim(now=timezone.now())
    assert job is not None
    return job, Held(job_id=job.pk, fence=job.fence, began_at=timezone.now())


@pytest.mark.django_db
def test_a_poison_job_blocks_nobody_and_says_where_it_broke() -> None:
    tasks.poison.enqueue()
    tasks.note.enqueue("healthy")
    assert work_off() == 2
    assert tasks.done == ["healthy"]
    job = Job.objects.get(state=Job.State.WAITING)
    assert job.last_error.startswith("builtins.ValueError in tests.foundation.jobs.tasks:")
    assert "Anna" not in job.last_error


@pytest.mark.django_db
def test_a_job_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS_AT_MOST", 0.05)
    tasks.hang.enqueue()
    job, held = claimed()
    closed: list[bool] = []
    monkeypatch.setattr(type(connection), "close", lambda self: closed.append(True), raising=False)
    began = time.monotonic()
    worker.run(job, held)
    assert time.monotonic() - began < 2
    job.refresh_from_db()
    assert job.state == Job.State.WAITING
    assert "TookTooLong" in job.last_error


@pytest.mark.django_db
@pytest.mark.parametrize("task", [tasks.fenced, tasks.settled])
def test_a_zombie_leaves_no_effect(task: Task[[str], None]) -> None:
    task.enqueue("row")
    job, held = claimed()
    actions.retake(sign=Sign(job.pk, 1, 0), now=timezone.now())
    worker.run(job, held)
    assert not Turn.objects.filter(name="row").exists()
    job.refresh_from_db()
    assert (job.state, job.fence) == (Job.State.RUNNING, 2)


@pytest.mark.django_db
def test_a_settled_job_is_done_with_its_effect() -> None:
    tasks.settled.enqueue("row")
    work_off()
    assert Turn.objects.filter(name="row").count() == 1
    assert Job.objects.get().state == Job.State.DONE


@pytest.mark.django_db(transaction=True)
def test_a_living_worker_keeps_its_job_for_longer_than_a_lease() -> None:
    job = actions.make(path="x", arguments={}, at=timezone.now())
    taken, held = claimed()
    heart_of_it = heart.Heart(0.15)
    heart_of_it.start()
    with heart_of_it.beating(held):
        time.sleep(0.4)
    heart_of_it.stop()
    job.refresh_from_db()
    assert job.beat >= 3
    assert job.fence == taken.fence


@pytest.mark.django_db(transaction=True)
@override_settings(JOB_LEASE_SECONDS=0.2)
def test_a_worker_takes_over_what_a_dead_one_left() -> None:
    tasks.note.enqueue("left")
    claimed()
    with Worker() as living:
        until = time.monotonic() + 3
        while not tasks.done and time.monotonic() < until:
            living.step()
            time.sleep(0.02)
    assert tasks.done == ["left"]
    job = Job.objects.get()
    assert (job.state, job.fence, job.attempts) == (Job.State.DONE, 2, 2)


@pytest.fixture
def four_workers() -> list[threading.Thread]:
    def drain() -> None:
        with Worker() as one:
            while one.step():
                pass
        connection.close()

    return [threading.Thread(target=drain) for _ in range(4)]


@pytest.mark.django_db(transaction=True)
def test_four_workers_share_the_work_and_none_is_done_twice(
    four_workers: list[threading.Thread],
) -> None:
    words = [f"{number}" for number in range(40)]
    for word in words:
        tasks.note.enqueue(word)
    for thread in four_workers:
        thread.start()
    for thread in four_workers:
        thread.join()
    assert sorted(map(str, tasks.done)) == sorted(words)
    assert Job.objects.filter(state=Job.State.DONE, attempts=1).count() == len(words)
