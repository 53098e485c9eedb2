from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.stages import stages
from makegood.domain.promises.rules.stages import Stage
from tests.cast import Cast
from tests.domain.promises.hands import AFTER_FRIDAY, MONDAY, act, promise, theirs


def work(cast: Cast, name: str) -> Engagement:
    return begin(customer=cast.bakery, name=name, by=act(cast.owner), at=MONDAY)


def test_the_stages_of_many_works_are_one_question(ours: Cast) -> None:
    new, going, late, done = (work(ours, name) for name in ("New", "Going", "Late", "Done"))
    promise(ours, engagement=going)
    late_one = promise(ours, engagement=late)
    handed = promise(ours, engagement=done, kind=Promise.Kind.DELIVERY)
    keep(promise=handed, by=act(ours.owner), at=MONDAY)
    with CaptureQueriesContext(connection) as asked:
        now = stages([new.pk, going.pk, late.pk, done.pk], now=MONDAY)
    assert list(now.values()) == [
        Stage.BEGUN,
        Stage.UNDER_WAY,
        Stage.UNDER_WAY,
        Stage.DELIVERED,
    ]
    assert len([one for one in asked if "promises_promise" in one["sql"]]) == 1
    assert stages([late_one.engagement_id or 0], now=AFTER_FRIDAY) == {late.pk: Stage.LATE}


def test_what_is_theirs_or_only_an_update_makes_no_stage(ours: Cast) -> None:
    logo = work(ours, "Logo")
    promise(ours, engagement=logo, kind=Promise.Kind.UPDATE)
    theirs(ours, engagement=logo)
    assert stages([logo.pk], now=AFTER_FRIDAY) == {logo.pk: Stage.BEGUN}


def test_of_no_work_nothing_is_asked(ours: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert stages([], now=MONDAY) == {}
    assert len(asked) == 0
