from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from makegood.foundation.jobs import actions
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.rules import MOST_ATTEMPTS, Sign

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def made(**more: object) -> Job:
    values: dict[str, object] = {"path": "x.y", "arguments": {"args": [], "kwargs": {}}}
    return Job.objects.create(**{**values, "made_at": NOW, **more})


def taken(job: Job) -> Job:
    got = actions.claim(now=NOW)
    assert got == job
    return got


def test_a_claimed_job_is_nobody_elses() -> None:
    job = taken(made())
    assert (job.fence, job.attempts) == (1, 1)
    assert actions.claim(now=NOW) is None


def test_another_worker_that_got_there_first_is_no_error() -> None:
    first, second = made(), made()
    seen = Job.objects.get(pk=first.pk)
    taken(first)
    assert not actions._take(seen)
    taken(second)


def test_retries_and_fresh_work_take_turns() -> None:
    fresh = made()
    retry = made(run_at=NOW - timedelta(minutes=1))
    assert actions.claim(now=NOW, due_first=True) == retry
    assert actions.claim(now=NOW, due_first=True) == fresh


def test_a_job_for_a_later_hour_waits_for_it() -> None:
    made(run_at=NOW + timedelta(seconds=1))
    made(run_at=NOW + timedelta(hours=8))
    assert actions.claim(now=NOW) is None


def test_an_hour_written_by_a_clock_since_set_back_is_not_waited_for() -> None:
    put_off = made(run_at=NOW + timedelta(days=4000))
    fresh = made()
    assert actions.claim(now=NOW, due_first=True) == fresh
    assert actions.claim(now=NOW, due_first=True) == put_off


def test_a_job_left_by_a_dead_worker_is_taken_over_with_a_higher_fence() -> None:
    job = taken(made())
    again = actions.retake(sign=actions.running()[0], now=NOW)
    assert again is not None
    assert (again.pk, again.fence, again.attempts) == (job.pk, 2, 2)


def test_a_job_whose_holder_showed_life_is_not_taken_over() -> None:
    job = taken(made())
    sign = actions.running()[0]
    assert actions.beat(job_id=job.pk, fence=job.fence)
    assert actions.retake(sign=sign, now=NOW) is None


def test_a_zombie_changes_nothing() -> None:
    job = taken(made())
    actions.retake(sign=Sign(job.pk, 1, 0), now=NOW)
    zombie = {"job_id": job.pk, "fence": 1}
    assert not actions.beat(**zombie)
    assert not actions.held(**zombie)
    assert not actions.finish(**zombie, at=NOW)
    assert not actions.fail(**zombie, error="x", attempts=1, at=NOW)
    job.refresh_from_db()
    assert (job.state, job.fence, job.beat, job.last_error) == ("running", 2, 0, "")


def test_a_failed_attempt_is_tried_again_after_a_pause() -> None:
    job = taken(made())
    actions.fail(job_id=job.pk, fence=1, error="E", attempts=1, at=NOW)
    assert actions.claim(now=NOW + timedelta(seconds=59)) is None
    assert actions.claim(now=NOW + timedelta(seconds=60)) == job


def test_a_job_is_given_up_after_the_last_attempt_and_stays_to_be_seen() -> None:
    job = taken(made(attempts=MOST_ATTEMPTS - 1))
    actions.fail(job_id=job.pk, fence=1, error="E", attempts=job.attempts, at=NOW)
    job.refresh_from_db()
    assert (job.state, job.last_error, job.done_at) == ("failed", "E", NOW)
    assert actions.claim(now=NOW + timedelta(days=9)) is None


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    job = taken(made(attempts=MOST_ATTEMPTS - 1))
    assert actions.retake(sign=Sign(job.pk, 1, 0), now=NOW) is None
    job.refresh_from_db()
    assert (job.state, job.last_error) == ("failed", "The worker died.")


def test_done_jobs_are_forgotten_after_three_days_and_failures_after_ninety() -> None:
    for state in ("done", "failed"):
        for age in (2, 4, 89, 91):
            made(state=state, done_at=NOW - timedelta(days=age))
    waiting = made()
    assert actions.sweep(now=NOW) == 4
    left = Job.objects.exclude(pk=waiting.pk)
    assert sorted((job.state, (NOW - (job.done_at or NOW)).days) for job in left) == [
        ("done", 2),
        ("failed", 2),
        ("failed", 4),
        ("failed", 89),
    ]
