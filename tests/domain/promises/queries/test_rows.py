from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.engagements.actions import begin
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.telling import take_back, tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.queries.rows import PAGE, could_wait_for, get, ledger, line_of
from makegood.foundation.tenancy.scope import enter
from makegood.kit.line import Mark, words
from tests.cast import Cast
from tests.domain.promises.hands import (
    DAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    act,
    day,
    imported,
    promise,
    theirs,
)

TUESDAY = MONDAY + DAY


def texts(which: str = "open", **said: Any) -> list[str]:
    usual: dict[str, Any] = {"search": "", "kind": "", "customer": None, "page": 1}
    found, _ = ledger(which=which, now=TUESDAY, **usual | said)
    return [row.text for row in found]


@pytest.fixture
def full(ours: Cast) -> Cast:
    """One of each."""
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY}
    promise(ours, text="Late", due=day(2))
    imported(ours, text="Old", due=day(2), at=TUESDAY)
    promise(ours, text="Ahead", due=LAST_FRIDAY, customer=ours.anna)
    theirs(ours, text="Photos", due=NEXT_FRIDAY)
    keep(promise=promise(ours, text="Kept"), **who)
    gone = promise(ours, text="Gone")
    withdraw(promise=gone, asked_by=Promise.AskedBy.US, **who)
    return ours


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ("open", ["Late", "Old", "Photos", "Ahead"]),
        ("late", ["Late", "Old"]),
        ("imported-overdue", ["Old"]),
        ("kept", ["Kept"]),
        ("withdrawn", ["Gone"]),
        ("all", ["Gone", "Kept", "Photos", "Ahead", "Old", "Late"]),
        ("nonsense", ["Late", "Old", "Photos", "Ahead"]),
    ],
)
def test_the_ledger_shows_what_was_asked_for(full: Cast, which: str, found: list[str]) -> None:
    assert texts(which) == found


def test_the_ledger_is_searched_by_words_customer_and_work(full: Cast) -> None:
    work = begin(customer=full.anna, name="Garden", by=act(full.owner), at=MONDAY)
    promise(full, text="Hedge", customer=full.anna, engagement=work)
    assert texts(search="phot") == ["Photos"]
    assert texts(search="anna") == ["Hedge", "Ahead"]
    assert texts(search="garden") == ["Hedge"]
    assert texts(search="100%_") == []
    assert texts(kind="input") == ["Photos"]
    assert texts(customer=[full.anna.pk]) == ["Hedge", "Ahead"]


def test_what_has_no_date_comes_last(full: Cast) -> None:
    logo = promise(full, text="No date")
    move_to_unknown(
        promise=logo,
        until=NEXT_FRIDAY,
        update_text="Update",
        reason=Move.Reason.SUPPLIER,
        seen=0,
        by=act(full.owner),
        at=MONDAY,
        member=full.owner,
    )
    assert texts()[-1] == "No date"


def test_pages_hold_every_row_once(ours: Cast) -> None:
    for n in range(PAGE + 3):
        promise(ours, text=f"{n}")
    first, has_next = ledger(which="open", search="", kind="", customer=None, page=1, now=TUESDAY)
    assert (len(first), has_next) == (PAGE, True)
    assert texts(page=2) == [f"{n}" for n in range(PAGE, PAGE + 3)]
    assert texts(page=3) == []
    assert len({row.pk for row in first}) == PAGE


def test_the_ledger_of_another_business_is_not_ours(full: Cast) -> None:
    hers = Promise.objects.get(text="Late").pk
    with pytest.raises(Promise.DoesNotExist):
        get(2**62)
    assert get(hers).text == "Late"


def test_nothing_of_ours_is_seen_from_the_salon(cast: Cast) -> None:
    with enter(cast.studio):
        logo = promise(cast)
    with enter(cast.salon):
        assert texts("all") == []
        with pytest.raises(Promise.DoesNotExist):
            get(logo.pk)


def test_a_promise_might_wait_for_the_open_ones_of_its_customer(full: Cast) -> None:
    late = Promise.objects.get(text="Late")
    assert [other.text for other in could_wait_for(late)] == ["Photos", "Old"]


def test_the_line_is_dotted_from_when_the_waiting_began(ours: Cast) -> None:
    logo, photos, texts = promise(ours), theirs(ours), theirs(ours, text="Texts")
    who: dict[str, Any] = {"by": act(ours.owner), "working_days": 2}
    wait_for(promise=logo, on=photos, at=MONDAY + HOUR, **who)
    wait_for(promise=logo, on=texts, at=MONDAY + 2 * HOUR, **who)
    marks = line_of(get(logo.pk), now=TUESDAY)
    assert Mark("waiting", MONDAY + HOUR) in marks
    assert "waiting since Monday 2 March" in words(marks, now=TUESDAY)
    keep(promise=photos, by=act(ours.owner), at=TUESDAY)
    assert Mark("waiting", MONDAY + 2 * HOUR) in line_of(get(logo.pk), now=TUESDAY)
    keep(promise=texts, by=act(ours.owner), at=TUESDAY)
    assert [mark.kind for mark in line_of(get(logo.pk), now=TUESDAY)] == ["made", "due"]


def test_the_line_shows_every_date_that_was_said(ours: Cast) -> None:
    logo = promise(ours)
    who: dict[str, Any] = {"by": act(ours.owner), "at": MONDAY + HOUR}
    move(
        promise=logo,
        to=NEXT_FRIDAY,
        reason=Move.Reason.REDO,
        seen=0,
        member=ours.owner,
        told=Telling.How.PHONE,
        **who,
    )
    wrong = tell(promise=logo, how=Telling.How.PERSON, stated_by=ours.owner, **who)
    take_back(telling=wrong, **who)
    keep(promise=logo, by=act(ours.owner), at=TUESDAY)
    marks = line_of(get(logo.pk), now=TUESDAY)
    assert [mark.kind for mark in marks] == ["made", "moved_from", "due", "told_spoken", "kept"]
