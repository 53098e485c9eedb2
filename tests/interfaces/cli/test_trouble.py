"""The command that says which work failed."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from makegood.foundation.jobs import actions as jobs
from makegood.foundation.jobs.models import Job
from makegood.foundation.mail.actions import posting
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.foundation.mail.outbox import a_letter


def asked() -> tuple[str, str]:
    """What it printed, and the sentence it ended with."""
    out = io.StringIO()
    try:
        call_command("trouble", stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def a_job(cast: Cast, *, failed: int) -> Job:
    now = timezone.now()
    job = jobs.make(
        path="tests.nothing",
        arguments={"args": [], "kwargs": {}},
        business_id=cast.studio.pk,
        at=now,
    )
    for _ in range(failed):
        Job.objects.filter(pk=job.pk).update(run_at=None)
        taken = jobs.claim(now=now)
        assert taken is not None
        end = {"job_id": taken.pk, "fence": taken.fence, "attempts": taken.attempts}
        jobs.fail(error="builtins.ValueError in x:1", at=now, **end)
    return job


@pytest.mark.django_db
def test_nothing_failed_and_it_says_so() -> None:
    assert asked() == ("No trouble: all work is done or waits its turn.\n", "")


def test_what_is_tried_again_is_said_and_is_not_given_up(cast: Cast) -> None:
    job = a_job(cast, failed=2)
    said, ended = asked()
    assert said.startswith(f"fern-studio, tests.nothing ({job.pk}): failed 2 times, tried again at")
    assert "builtins.ValueError in x:1" in said
    assert ended == ""


def test_what_was_given_up_ends_it_with_a_failure(cast: Cast) -> None:
    job = a_job(cast, failed=10)
    said, ended = asked()
    assert f"fern-studio, tests.nothing ({job.pk}): given up after 10 tries." in said
    assert ended == "1 thing was given up."


def test_account_mail_that_was_refused_is_said_without_its_words(cast: Cast) -> None:
    with enter(cast.studio):
        kinds = (Letter.Kind.ACCOUNT, Letter.Kind.NOTICE)
        account, notice = (a_letter(kind=kind, text="{reset}") for kind in kinds)
        for letter in (account, notice):
            letter.state = Letter.State.SENDING
            letter.save()
            posting.refused(letter=letter, reply="550 nobody here", at=timezone.now())
    said, ended = asked()
    assert said == f"fern-studio, {account.pk}: account mail that did not arrive. 550 nobody here\n"
    assert ended == "1 thing was given up."
