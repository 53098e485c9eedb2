"""What the database itself refuses, whoever writes, and what was frozen stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from makegood.domain.insights.queries.kept import spreads
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.models import AT_RISK, Promise
from makegood.domain.promises.models.promise import FIRST_DUE_STAYS
from makegood.domain.promises.queries.rates import kept_rate, rates_by_month
from makegood.domain.promises.queries.rows import get, line_of
from makegood.domain.promises.rules.standing import Kept
from tests.cast import Cast
from tests.domain.promises.hands import DAY, FRIDAY, HOUR, MONDAY, act, promise


@pytest.mark.parametrize(
    "columns",
    [
        {"due_first_from": date(2026, 3, 5)},
        {"due_first_to": date(2026, 3, 7)},
        {"due_first_to": None},
        {"due_first_at": MONDAY},
        {"late_after_first": FRIDAY.late_after + DAY},
        {"late_after_first": None},
    ],
)
def test_the_due_first_said_is_never_changed(ours: Cast, columns: dict[str, Any]) -> None:
    logo = promise(ours)
    with pytest.raises(IntegrityError, match="first said"), transaction.atomic():
        Promise.objects.filter(pk=logo.pk).update(**columns)


def test_migrate_puts_back_what_keeps_the_first_due(ours: Cast) -> None:
    """SQLite loses a trigger with every table that a migration remakes, and says nothing."""
    FIRST_DUE_STAYS.lift(using="default")
    logo = promise(ours)
    assert Promise.objects.filter(pk=logo.pk).update(due_first_from=date(2026, 3, 5)) == 1
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=[])
    with pytest.raises(IntegrityError, match="first said"), transaction.atomic():
        Promise.objects.filter(pk=logo.pk).update(due_first_from=date(2026, 3, 4))


NONE = {"due_from": None, "due_to": None, "due_at": None, "late_after": None}
LATE_AFTER = FRIDAY.late_after


@pytest.mark.parametrize(
    "columns",
    [
        NONE,
        {"late_after": None},
        {"due_to": None},
        {"due_from": date(2026, 3, 7)},
        {"due_at": LATE_AFTER},
        {**NONE, "due_at": LATE_AFTER},
        {**NONE, "late_after": LATE_AFTER},
        {"due_from": None, "due_to": None, "due_at": LATE_AFTER - HOUR},
        {"kept_at": MONDAY, "withdrawn_at": MONDAY, "withdrawn_asked_by": "us"},
        {"withdrawn_at": MONDAY},
        {"withdrawn_asked_by": "us"},
        {"end_recorded": False},
        {"withdrawn_at": MONDAY, "withdrawn_asked_by": "us", "end_recorded": False},
        {"customer": None},
        {"by": "customer"},
        {"told_through": 1},
        {"told_through": -2},
        {"passed_at": LATE_AFTER - HOUR},
        {**NONE, "kept_at": MONDAY, "passed_at": LATE_AFTER},
    ],
)
def test_what_contradicts_itself_is_refused(ours: Cast, columns: dict[str, Any]) -> None:
    logo = promise(ours)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=logo.pk).update(**columns)


def test_the_open_due_without_a_date_hangs_on_an_update(ours: Cast) -> None:
    logo, update = promise(ours), promise(ours, text="Update")
    assert Promise.objects.filter(pk=logo.pk).update(**NONE, next_update=update) == 1


@pytest.mark.parametrize("undated", [False, True])
def test_what_was_kept_in_time_stays_so_in_another_zone(ours: Cast, undated: bool) -> None:
    """Kept an hour before midnight in Berlin, which is Saturday already in Auckland."""
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=FRIDAY.late_after - HOUR)
    none = {"due_from": None, "due_to": None, "late_after": None} if undated else {}
    Promise.objects.filter(pk=logo.pk).update(zone="Pacific/Auckland", **none)
    logo.refresh_from_db()
    assert logo.kept == Kept.ON_TIME


def test_the_line_is_missed_by_the_frozen_instant(ours: Cast) -> None:
    logo = promise(ours)
    Promise.objects.filter(pk=logo.pk).update(zone="Pacific/Auckland")
    marks = line_of(get(logo.pk), now=FRIDAY.late_after)
    assert [mark.kind for mark in marks] == ["made", "due"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted")
def test_what_is_in_doubt_is_found_without_reading_all_that_is_open(ours: Cast) -> None:
    assert "promise_by_outlook" in Promise.objects.filter(AT_RISK).explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted")
def test_rates_are_counted_without_reading_a_promise(ours: Cast) -> None:
    month: dict[str, Any] = {"since": MONDAY, "until": FRIDAY.late_after, "zone": ours.studio.tz}
    with CaptureQueriesContext(connection) as asked:
        kept_rate(now=FRIDAY.late_after, since=MONDAY)
        rates_by_month(kind="delivery", now=FRIDAY.late_after, **month)
        spreads(zone=ours.studio.tz, now=FRIDAY.late_after)
    with connection.cursor() as cursor:
        for one in asked.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}")
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
            assert "promises_promise USING COVERING INDEX promise_by_first_due" in plan
