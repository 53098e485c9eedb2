"""No page of results reads all answers, and a question that would is seen."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from makegood.domain.feedback.models import Invitation, Reason, SurveyAnswer
from makegood.foundation.tenancy.scope import enter
from quality.results import plans
from tests.cast import Cast
from tests.domain.feedback.asked import NOW, survey
from tests.domain.feedback.heard import heard

sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted: here, next to none"
)
PAGES = (
    *("results", "results?beside=before", "results?member={member}", "results?about=by_hand"),
    *("answers", "answers?member={member}", "answers?what=time"),
)


@sqlite
@pytest.mark.parametrize("address", PAGES)
def test_no_page_reads_all_that_was_ever_answered(cast: Cast, client: Client, address: str) -> None:
    client.force_login(cast.alice)
    with time_machine.travel(NOW, tick=False):
        with enter(cast.studio):
            asked = survey(cast.owner)
            heard(cast.owner, asked, [5, 4, 3, 2, 1], at=NOW, words="late", member=cast.owner)
        here = f"/desk/{cast.studio.slug}/surveys/{asked.pk}/"
        with CaptureQueriesContext(connection) as questions:
            assert client.get(here + address.format(member=cast.owner.pk)).status_code == 200
    said = [one["sql"] for one in questions if one["sql"].startswith("SELECT")]
    assert [line for question in said for line in plans.scans(question)] == []
    waiting = [question for question in said if '"counted_at" IS NULL' in question]
    assert len(waiting) >= (2 if "results" in address else 0)
    for question in waiting:
        assert "response_not_counted" in "".join(plans.plan(question))


@sqlite
def test_a_question_that_reads_them_all_is_seen(cast: Cast) -> None:
    with enter(cast.studio):
        careless: list[QuerySet[Any]] = [
            SurveyAnswer.objects.filter(text="late"),
            Reason.objects.filter(response__in=[1, 2], taken_off_at=None),
            Invitation.objects.filter(reminded_at=None),
        ]
        for rows in careless:
            with CaptureQueriesContext(connection) as asked:
                list(rows)
            assert plans.scans(asked[0]["sql"])


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("SCAN feedback_surveyanswer", True),
        (
            "SEARCH feedback_reason USING INDEX wall_feedback_reason_id_3f9b0107 (business_id=?)",
            True,
        ),
        ("Seq Scan on feedback_response  (cost=0.00..1.00 rows=1 width=8)", True),
        ("SCAN feedback_survey", False),
        ("SEARCH feedback_reason USING INDEX reason_once (business_id=? AND response_id=?)", False),
    ],
)
def test_what_is_read_whole(line: str, seen: bool) -> None:
    assert plans.is_scan(line) is seen
