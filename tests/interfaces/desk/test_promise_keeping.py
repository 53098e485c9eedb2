"""Kept a while ago, and said the morning after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from makegood.domain.promises.actions.watching import watch
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.standing import Kept
from makegood.domain.recovery.models import Case
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, HOUR, promise

pytestmark = pytest.mark.django_db
MORNING = AFTER_FRIDAY + 9 * HOUR


@pytest.fixture
def sign(cast: Cast) -> Promise:
    """Promised for a Friday that passed."""
    with enter(cast.studio):
        return promise(cast, text="The sign", kind=Promise.Kind.DELIVERY)


@pytest.fixture
def owner(client: Client, cast: Cast) -> Iterator[Client]:
    client.force_login(cast.alice)
    with time_machine.travel(MORNING, tick=False):
        yield client


def said(client: Client, sign: Promise, when: str) -> tuple[int, str]:
    answer = client.post(f"{address(sign)}/done", {"kept_at": when})
    return answer.status_code, answer.content.decode()


def address(sign: Promise) -> str:
    return f"/desk/fern-studio/promises/{sign.pk}"


def now(cast: Cast, sign: Promise) -> Kept:
    with enter(cast.studio):
        sign.refresh_from_db()
        return sign.kept


def test_what_was_done_yesterday_was_kept_in_time(owner: Client, cast: Cast, sign: Promise) -> None:
    assert "It was done earlier" in owner.get(address(sign)).content.decode()
    assert said(owner, sign, "2026-03-06T16:00")[0] == 302
    assert now(cast, sign) is Kept.ON_TIME
    assert "It was done earlier" not in owner.get(address(sign)).content.decode()


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-03-09T16:00", "still ahead"),
        ("2026-02-01T16:00", "before it was promised"),
        ("", "When was it done?"),
    ],
)
def test_an_hour_that_cannot_be_is_refused_beside_its_field(
    owner: Client, cast: Cast, sign: Promise, when: str, words: str
) -> None:
    status, page = said(owner, sign, when)
    assert (status, words in page) == (422, True)
    assert now(cast, sign) is Kept.NOT_YET


def test_the_case_of_its_silence_says_why_it_has_ended(
    owner: Client, cast: Cast, sign: Promise
) -> None:
    watch(now=AFTER_FRIDAY)
    work_off()
    with enter(cast.studio):
        case = Case.objects.get()
    said(owner, sign, "2026-03-06T16:00")
    work_off()
    page = owner.get(f"/desk/fern-studio/cases/{case.pk}").content.decode()
    assert "This case has come to its end." in page
    assert "It was kept in time after all" in page
