from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from makegood.domain.feedback.actions import pressing
from makegood.domain.feedback.actions.presses_left import LONG_AGO, work_out_again
from makegood.domain.feedback.models import Invitation, Press, Response
from makegood.domain.feedback.queries.asking import to_answer
from makegood.foundation.jobs.apart import LEFT_ALONE
from makegood.foundation.jobs.models import Job
from makegood.foundation.jobs.worker import work_off
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.feedback.asked import DAY, NOW, invitation

THEN = NOW + DAY
LATER = THEN + LONG_AGO + timedelta(seconds=1)


@pytest.fixture
def pressed(cast: Cast) -> Invitation:
    """Somebody who was thanked, and the job of whose press is lost."""
    with enter(cast.studio):
        one = invitation(cast.owner, cast.bakery)
        assert one.link_id is not None
        asked, said = to_answer(one.link_id), {"overall": ["2"]}
        pressing.press(invitation=asked, page=0, said=said, language="en", at=THEN)
    Job.objects.all().delete()
    return one


def open_jobs() -> int:
    return Job.objects.filter(path=pressing.work_out.module_path, state="waiting").count()


def test_a_press_whose_job_was_lost_is_an_answer_after_all(cast: Cast, pressed: Invitation) -> None:
    assert [work_out_again(now=at) for at in (THEN, LATER)] == [0, 1]
    work_off()
    with enter(cast.studio):
        assert Response.objects.get(invitation=pressed).overall == 2
        assert not Press.objects.exists()
    assert work_out_again(now=LATER) == 0


@pytest.mark.parametrize(("when", "tried"), [(LATER, 0), (LATER + LEFT_ALONE + DAY, 1)])
def test_what_is_tried_still_or_was_given_up_today_is_left_alone(
    cast: Cast, pressed: Invitation, when: datetime, tried: int
) -> None:
    work_out_again(now=LATER)
    assert (work_out_again(now=LATER), open_jobs()) == (0, 1)
    Job.objects.update(state="failed", done_at=LATER)
    assert work_out_again(now=when) == tried
    assert open_jobs() == tried
