"""The watch: a due that passes in silence is written down, once, at the hour it passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from makegood.domain.promises.actions import watching
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.bringing_in import Brought, bring_in
from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.telling import take_back, tell
from makegood.domain.promises.actions.watching import WATCH, note_missed, watch
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.queries.silence import passed_in_silence
from makegood.foundation.accounts.actions import retire
from makegood.foundation.journal.actions import open_import, publish_import, undo_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import Entry, ImportBatch
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    FRIDAY,
    HOUR,
    MINUTE,
    MONDAY,
    NEXT_FRIDAY,
    act,
    day,
    imported,
    nothing_written,
    promise,
    theirs,
)
from tests.foundation.jobs.faults import failing, told_of

AFTER_NEXT_FRIDAY = NEXT_FRIDAY.late_after + HOUR
LATE_AFTER = FRIDAY.late_after


@pytest.fixture
def ours(ours: Cast) -> Cast:
    """Nobody works in the salon: it could not be entered from inside the studio."""
    Member.objects.filter(pk=ours.stranger.pk).update(ended_at=MONDAY)
    return ours


def missed() -> list[tuple[int, int]]:
    """Which due of which promise was missed, in the order of the journal."""
    found = Entry.objects.filter(event="promise.missed").order_by("pk")
    return [(one.subject_id, one.facts["due_number"]) for one in found]


def told(cast: Cast, logo: Promise, at: datetime, told_at: datetime | None = None) -> Telling:
    who: dict[str, Any] = {"stated_by": cast.owner, "by": act(cast.owner)}
    return tell(promise=logo, how=Telling.How.PHONE, at=at, told_at=told_at, **who)


def moved(cast: Cast, logo: Promise, at: datetime, seen: int = 0) -> None:
    who: dict[str, Any] = {"by": act(cast.owner), "member": cast.owner}
    to = NEXT_FRIDAY if seen == 0 else day(27)
    move(promise=logo, to=to, reason=Move.Reason.SUPPLIER, seen=seen, at=at, **who)


def test_a_due_that_passed_in_silence_is_written_down_at_the_hour_it_passed(ours: Cast) -> None:
    logo = promise(ours)
    assert watch(now=AFTER_FRIDAY) == 1
    entry = Entry.objects.get(event="promise.missed")
    assert (entry.happened_at, entry.recorded_at) == (LATE_AFTER, AFTER_FRIDAY)
    assert (entry.by, entry.by_rule, entry.phase) == ("rule", "watch", "fulfilment")
    assert (entry.subject_id, entry.customer_id) == (logo.pk, ours.bakery.pk)
    assert entry.facts == {"due_number": 0}
    logo.refresh_from_db()
    assert logo.passed_at == LATE_AFTER


def test_it_is_written_down_once(ours: Cast) -> None:
    promise(ours)
    assert [watch(now=AFTER_FRIDAY + n * DAY) for n in range(3)] == [1, 0, 0]
    assert len(missed()) == 1


def test_one_that_cannot_be_written_down_holds_up_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with enter(cast.studio):
        first, second = promise(cast), promise(cast)
    broken = failing(note_missed, where=lambda *, promise_id, **_: promise_id == first.pk)
    monkeypatch.setattr(watching, "note_missed", broken)
    monkeypatch.setattr(timezone, "now", lambda: AFTER_FRIDAY)
    assert watch(now=AFTER_FRIDAY) == 1
    with enter(cast.studio):
        assert missed() == [(second.pk, 0)]
    assert "fern-studio, makegood.domain.promises.actions.watching._note" in told_of()


def test_on_the_last_instant_of_its_day_it_has_not_passed(ours: Cast) -> None:
    promise(ours)
    assert watch(now=LATE_AFTER) == 0
    assert watch(now=LATE_AFTER + timedelta(microseconds=1)) == 1


@pytest.mark.parametrize("kind", [Promise.Kind.REPLY, Promise.Kind.UPDATE, Promise.Kind.DELIVERY])
@pytest.mark.parametrize("visible", [True, False])
def test_every_kind_counts_and_what_they_cannot_see_too(
    ours: Cast, kind: Promise.Kind, visible: bool
) -> None:
    promise(ours, kind=kind, visible=visible)
    assert watch(now=AFTER_FRIDAY) == 1


def test_what_is_not_ours_to_them_or_has_ended_or_is_told_is_left_alone(ours: Cast) -> None:
    by = act(ours.owner)
    theirs(ours)
    promise(ours, customer=None)
    keep(promise=promise(ours), by=by, at=MONDAY + DAY)
    withdraw(promise=promise(ours), asked_by=Promise.AskedBy.US, by=by, at=MONDAY + DAY)
    told(ours, promise(ours), MONDAY + DAY)
    until, rest = day(27), {"update_text": "Tell more", "reason": Move.Reason.OTHER}
    unknown: dict[str, Any] = {"until": until, "seen": 0, "member": ours.owner, **rest}
    move_to_unknown(promise=promise(ours), by=by, at=MONDAY + DAY, **unknown)
    with nothing_written():
        assert watch(now=AFTER_FRIDAY) == 0


def test_each_due_of_a_line_counts_for_itself(ours: Cast) -> None:
    logo = promise(ours)
    assert watch(now=AFTER_FRIDAY) == 1
    moved(ours, logo, AFTER_FRIDAY)
    assert watch(now=AFTER_FRIDAY) == 0
    assert watch(now=AFTER_NEXT_FRIDAY) == 1
    assert missed() == [(logo.pk, 0), (logo.pk, 1)]


def test_told_of_the_move_alone_they_know_nothing_of_the_day_after_it(ours: Cast) -> None:
    logo = promise(ours)
    moved(ours, logo, MONDAY + DAY)
    told(ours, logo, MONDAY + DAY)
    assert watch(now=AFTER_FRIDAY) == 0
    assert watch(now=AFTER_NEXT_FRIDAY) == 1


def test_told_afterwards_it_had_still_passed_in_silence(ours: Cast) -> None:
    logo = promise(ours)
    told(ours, logo, AFTER_FRIDAY)
    assert watch(now=AFTER_FRIDAY + MINUTE) == 1
    assert missed() == [(logo.pk, 0)]


def test_told_in_time_but_stated_afterwards_before_we_looked_nothing_is_said(ours: Cast) -> None:
    told(ours, promise(ours), AFTER_FRIDAY, told_at=LATE_AFTER - HOUR)
    assert watch(now=AFTER_FRIDAY + MINUTE) == 0


def test_stated_after_we_looked_the_entry_stays_and_is_not_said_again(ours: Cast) -> None:
    logo = promise(ours)
    watch(now=AFTER_FRIDAY)
    telling = told(ours, logo, AFTER_FRIDAY + HOUR, told_at=LATE_AFTER - HOUR)
    take_back(telling=telling, by=act(ours.owner), at=AFTER_FRIDAY + 2 * HOUR)
    assert watch(now=AFTER_FRIDAY + DAY) == 0
    assert missed() == [(logo.pk, 0)]


def test_not_told_after_all_it_is_written_down_then(ours: Cast) -> None:
    logo = promise(ours)
    telling = told(ours, logo, MONDAY + DAY)
    assert watch(now=AFTER_FRIDAY) == 0
    take_back(telling=telling, by=act(ours.owner), at=AFTER_FRIDAY + DAY)
    assert watch(now=AFTER_FRIDAY + DAY) == 1
    entry = Entry.objects.get(event="promise.missed")
    assert (entry.happened_at, entry.subject_id) == (LATE_AFTER, logo.pk)


def test_not_kept_after_all_it_is_written_down_then(ours: Cast) -> None:
    logo = promise(ours)
    keep(promise=logo, by=act(ours.owner), at=MONDAY + DAY)
    assert watch(now=AFTER_FRIDAY) == 0
    reopen(promise=logo, by=act(ours.owner), at=AFTER_FRIDAY)
    assert watch(now=AFTER_FRIDAY + MINUTE) == 1


def test_what_ended_between_the_look_and_the_writing_is_not_written(ours: Cast) -> None:
    logo, menu = promise(ours), promise(ours, text="Menu")
    found = list(passed_in_silence(AFTER_FRIDAY).values_list("pk", flat=True))
    assert found == [logo.pk, menu.pk]
    keep(promise=logo, by=act(ours.owner), at=AFTER_FRIDAY)
    told(ours, menu, AFTER_FRIDAY, told_at=MONDAY + HOUR)
    with nothing_written():
        assert not any(note_missed(promise_id=one, by=WATCH, at=AFTER_FRIDAY) for one in found)


def brought(ours: Cast, *dues: Any, at: datetime) -> tuple[ImportBatch, list[Promise]]:
    """Promises that an import brings, each open; it is not published yet."""
    batch = open_import(source="a table", by=act(ours.owner), at=at)
    rows = [
        Brought(
            key=str(n),
            terms=Terms(text="Logo proofs", customer=ours.bakery, owner=ours.owner),
            due=due,
            made_at=MONDAY,
        )
        for n, due in enumerate(dues)
    ]
    with bringing_in(batch):
        return batch, bring_in(brought=rows, batch=batch, by=Actor("import", batch.pk), at=at)


def test_of_an_import_only_what_passes_after_it_is_published(ours: Cast) -> None:
    """One had passed when it came in, one before it was published; one passes after it."""
    before = LATE_AFTER - HOUR
    batch, (old, between, ahead) = brought(ours, day(3), FRIDAY, NEXT_FRIDAY, at=before)
    assert [one.passed_at for one in (old, between, ahead)] == [day(3).late_after, None, None]
    assert watch(now=AFTER_FRIDAY) == 0
    publish_import(batch=batch, by=act(ours.owner), at=AFTER_FRIDAY)
    assert watch(now=AFTER_FRIDAY + DAY) == 0
    assert watch(now=AFTER_NEXT_FRIDAY) == 1
    assert missed() == [(ahead.pk, 0)]


def test_what_an_import_brought_long_past_is_never_said(ours: Cast) -> None:
    imported(ours, at=AFTER_FRIDAY)
    assert watch(now=AFTER_NEXT_FRIDAY) == 0


def test_of_an_import_that_was_undone_nothing_is_said(ours: Cast) -> None:
    batch, _rows = brought(ours, FRIDAY, at=MONDAY)
    publish_import(batch=batch, by=act(ours.owner), at=MONDAY)
    undo_import(batch=batch, stays=(), stayed=0, by=act(ours.owner), at=MONDAY + DAY)
    assert watch(now=AFTER_FRIDAY) == 0


def test_where_nobody_works_any_more_nobody_watches(cast: Cast) -> None:
    with enter(cast.studio):
        promise(cast)
        Business.objects.filter(pk=cast.studio.pk).update(demo=True)
        retire(by=act(cast.owner), at=MONDAY + DAY)
    assert watch(now=AFTER_FRIDAY) == 0
    with enter(cast.studio):
        assert missed() == []


def test_every_business_is_looked_at_and_a_run_ends_somewhere(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MOST_A_RUN", 3)
    with enter(cast.studio):
        first = [promise(cast, due=due).pk for due in (FRIDAY, day(5), day(4), day(3))]
    with enter(cast.salon):
        promise(cast, customer=cast.client_of_salon, owner=cast.stranger, by=act(cast.stranger))
    assert [watch(now=AFTER_FRIDAY) for _ in range(3)] == [3, 2, 0]
    with enter(cast.studio):  # The oldest first.
        assert [key for key, _ in missed()] == first[::-1]
    with enter(cast.salon):
        assert len(missed()) == 1


def test_where_nothing_passed_a_business_is_asked_once(cast: Cast) -> None:
    with enter(cast.studio):
        promise(cast)
    with CaptureQueriesContext(connection) as asked:
        watch(now=MONDAY)
    ours = [one for one in asked if "promises_promise" in one["sql"]]
    assert len(ours) == Business.objects.count()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it counted")
def test_it_finds_what_passed_without_reading_all_that_is_open(ours: Cast) -> None:
    said = passed_in_silence(AFTER_FRIDAY).values_list("pk").explain()
    assert "promise_watched (business_id=? AND to=? AND late_after<?)" in said
    assert "TEMP B-TREE" not in said
