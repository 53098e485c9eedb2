"""What an update told them, once it came back."""

from __future__ import annotations

from datetime import datetime
from itertools import permutations

import pytest

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.actions.regular import begin_updates
from makegood.domain.promises.actions.reporting import hear
from makegood.domain.promises.models import Promise, Telling, Update
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.actions.test_reporting import FRIDAYS, regular, written
from tests.domain.promises.hands import (
    DAY,
    FRIDAY,
    HOUR,
    MINUTE,
    MONDAY,
    NEXT_FRIDAY,
    act,
    promise,
)
from tests.domain.promises.post import back, follow, not_back, take

PHONE = Telling.How.PHONE


@pytest.fixture
def work(ours: Cast) -> Engagement:
    by = act(ours.owner)
    found = begin(customer=ours.bakery, name="The logo", by=by, at=MONDAY)
    begin_updates(engagement=found, rhythm=FRIDAYS, member=ours.owner, by=by, at=MONDAY)
    return found


def heard(said: Update) -> tuple[datetime | None, str]:
    said.refresh_from_db()
    return said.heard_at, said.how


def owed_now() -> list[Promise]:
    return list(Promise.objects.filter(regular=True, kept_at=None, withdrawn_at=None))


def test_an_update_that_came_back_is_owed_again_and_the_next_is_not(
    ours: Cast, work: Engagement
) -> None:
    said, first = written(ours, work), regular()
    letter = take(said.letter)
    follow(at=MONDAY + 2 * HOUR)
    [following] = owed_now()
    assert heard(said) == (letter.sent_at, "letter")
    assert following != first
    back(ours, letter, at=MONDAY + 2 * DAY)
    follow(at=MONDAY + 2 * DAY)
    assert heard(said) == (None, "")
    assert owed_now() == [first]
    following.refresh_from_db()
    assert following.withdrawn_asked_by == Promise.AskedBy.MISTAKE
    assert Entry.objects.filter(event="update.unheard").count() == 1
    not_back(ours, letter, at=MONDAY + 3 * DAY)
    follow(at=MONDAY + 3 * DAY)
    first.refresh_from_db()
    assert (heard(said), first.kept_at) == ((letter.sent_at, "letter"), letter.sent_at)
    assert [one.due for one in owed_now()] == [NEXT_FRIDAY]


@pytest.mark.parametrize("order", list(permutations(["letter.sent", "letter.bounced"])))
def test_whichever_is_followed_up_first_they_did_not_hear(
    ours: Cast, work: Engagement, order: tuple[str, str]
) -> None:
    said, first = written(ours, work), regular()
    back(ours, take(said.letter))
    follow(*order)
    assert heard(said) == (None, "")
    assert owed_now() == [first]


def test_what_they_heard_by_phone_stays_heard(ours: Cast, work: Engagement) -> None:
    said, first = written(ours, work), regular()
    by, at = act(ours.owner), MONDAY + HOUR + MINUTE
    hear(said=said, how=PHONE, heard_at=at, by=by, at=at)
    letter = take(said.letter)
    follow(at=MONDAY + 2 * HOUR)
    back(ours, letter)
    follow()
    first.refresh_from_db()
    assert (heard(said), first.kept_at) == ((at, "phone"), at)


def test_what_they_heard_since_kept_it_later(ours: Cast, work: Engagement) -> None:
    said, first = written(ours, work), regular()
    letter = take(said.letter)
    follow(at=MONDAY + 2 * HOUR)
    after, at = [one.pk for one in owed_now()], FRIDAY.late_after + DAY
    by = act(ours.owner)
    newer = written(ours, work, seen=said.pk, words="Nearly there.", address="", at=at)
    hear(said=newer, how=PHONE, heard_at=at, by=by, at=at)
    follow(at=at)
    back(ours, letter, at=at + DAY)
    follow(at=at + DAY)
    first.refresh_from_db()
    assert (first.kept_at, first.kept) == (at, "late")
    assert Promise.objects.get(pk=after[0]).kept_at == at
    assert len(owed_now()) == 1


def test_what_they_heard_before_kept_another(ours: Cast, work: Engagement) -> None:
    by, at = act(ours.owner), MONDAY + HOUR
    before = written(ours, work, address="")
    hear(said=before, how=PHONE, heard_at=at, by=by, at=at)
    follow(at=at)
    [second] = owed_now()
    letter = take(written(ours, work, seen=before.pk, words="Nearly there.").letter)
    follow(at=MONDAY + 2 * HOUR)
    back(ours, letter)
    follow()
    assert owed_now() == [second]


def test_kept_by_hand_since_it_stays_kept(ours: Cast, work: Engagement) -> None:
    said, first = written(ours, work), regular()
    letter = take(said.letter)
    follow(at=MONDAY + 2 * HOUR)
    first.refresh_from_db()
    by = act(ours.owner)
    reopen(promise=first, by=by, at=MONDAY + 3 * HOUR)
    keep(promise=first, by=by, at=MONDAY + 3 * HOUR)
    back(ours, letter)
    follow()
    first.refresh_from_db()
    assert first.kept_at == MONDAY + 3 * HOUR


def test_what_was_delivered_meanwhile_needs_no_update(ours: Cast, work: Engagement) -> None:
    said, first = written(ours, work), regular()
    sign = promise(ours, engagement=work, kind=Promise.Kind.DELIVERY)
    letter = take(said.letter)
    follow(at=MONDAY + 2 * HOUR)
    keep(promise=sign, by=act(ours.owner), at=MONDAY + 3 * HOUR)
    follow()
    back(ours, letter)
    follow()
    first.refresh_from_db()
    assert (first.kept_at, first.withdrawn_asked_by) == (None, Promise.AskedBy.DONE)
    assert owed_now() == []
