"""How a case begins: by hand, by a customer's press, or because something happened."""

from __future__ import annotations

import pytest

from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.events import PromiseMissed
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.opening import raise_concern, take
from makegood.domain.recovery.models import Case, Ground, How, Step
from makegood.domain.recovery.queries.progress import open_step
from makegood.domain.recovery.reactions import low_score_opens_case
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Delivery, Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    act,
    imported,
    promise,
)
from tests.domain.promises.post import follow
from tests.domain.recovery.hands import (
    acknowledged,
    by,
    closed,
    events,
    listened_to,
    low,
    missed,
    missed_day,
    nothing_written,
    opened,
    refused,
    sign,
    step,
)


def test_by_hand_it_takes_a_name_and_a_few_words(ours: Cast) -> None:
    case = opened(ours, who="Cora")
    assert (case.matter, str(case.who), case.owner) == ("The sign is crooked", "Cora", ours.owner)
    assert step(case) == Step.Kind.ACKNOWLEDGE
    assert events(case) == ["opened", "went_on"]


def test_the_first_step_is_promised_to_the_customer_in_office_hours(ours: Cast) -> None:
    now = open_step(opened(ours))
    assert now is not None
    word = now.promise
    assert (word.customer, word.visible, word.kind) == (ours.bakery, True, Promise.Kind.REPLY)
    assert word.late_after == MONDAY + 5 * HOUR
    assert Entry.objects.get(pk=word.because_id or 0).event == "case.opened"


def test_what_is_said_on_the_phone_is_acknowledged_there(ours: Cast) -> None:
    case = opened(ours, acknowledged=How.PHONE)
    assert step(case) == Step.Kind.HEAR
    assert case.answer is not None
    assert case.answer.customer == ours.bakery


@pytest.mark.parametrize(
    ("said", "words"),
    [({"matter": " "}, "few words"), ({"matter": "x" * 201}, "201"), ({"who": " "}, "name")],
)
def test_by_hand_it_is_refused_without_words_or_a_name(
    ours: Cast, said: dict[str, str], words: str
) -> None:
    with refused(words):
        opened(ours, **said)


def test_anothers_work_is_refused(ours: Cast) -> None:
    work = sign(ours)
    with refused("somebody else's"):
        opened(ours, who=ours.anna, engagement=work)


def test_the_same_pressed_twice_is_one(ours: Cast) -> None:
    case = opened(ours)
    with nothing_written():
        assert opened(ours) == case


def test_the_same_matter_joins_and_another_does_not(ours: Cast) -> None:
    work = sign(ours)
    case = opened(ours, engagement=work)
    assert opened(ours, engagement=work, matter="It fell off", at=MONDAY + 2 * HOUR) == case
    assert case.grounds.count() == 2
    assert opened(ours) != case
    assert opened(ours, who=ours.anna) != opened(ours)


def test_what_comes_after_it_was_closed_is_a_case_of_its_own(ours: Cast) -> None:
    work = sign(ours)
    case = closed(ours, opened(ours, engagement=work))
    assert opened(ours, engagement=work, at=MONDAY + 3 * DAY) != case


def test_a_day_missed_in_silence_opens_a_case(ours: Cast) -> None:
    entry = missed(ours)
    follow("promise.missed", at=AFTER_FRIDAY)
    case = Case.objects.get()
    assert (case.opened_as, case.because_id, case.matter) == ("missed", entry.pk, "The sign")
    assert (case.owner, step(case)) == (ours.owner, Step.Kind.ACKNOWLEDGE)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": Promise.Kind.REPLY},
        {"kind": Promise.Kind.UPDATE},
        {"kind": Promise.Kind.OTHER},
        {"visible": False},
        {"customer": None},
    ],
)
def test_what_a_customer_does_not_wait_for_opens_none(ours: Cast, said: dict[str, object]) -> None:
    missed(ours, **said)
    follow("promise.missed", at=AFTER_FRIDAY)
    assert not Case.objects.exists()


def test_a_day_they_were_told_of_opens_none(ours: Cast) -> None:
    late = promise(ours, kind=Promise.Kind.DELIVERY)
    tell(promise=late, how="phone", stated_by=ours.owner, by=act(ours.owner), at=MONDAY + HOUR)
    missed_day(late)
    follow("promise.missed", at=AFTER_FRIDAY)
    assert not Case.objects.exists()


def test_what_was_brought_in_opens_none(ours: Cast) -> None:
    missed_day(imported(ours, kind=Promise.Kind.DELIVERY))
    follow("promise.missed", at=AFTER_FRIDAY)
    assert not Case.objects.exists()


def test_an_import_that_says_so_itself_opens_none(ours: Cast) -> None:
    late = promise(ours, kind=Promise.Kind.DELIVERY)
    brought = PromiseMissed(subject_id=late.pk, due_number=0, customer_id=late.customer_id)
    entry = record(brought, by=Actor("import"), at=AFTER_FRIDAY)
    assert not Delivery.objects.filter(entry=entry).exists()


def test_late_and_low_is_one_case(ours: Cast) -> None:
    work = sign(ours)
    missed(ours, engagement=work)
    follow("promise.missed", at=AFTER_FRIDAY)
    low_score_opens_case(low(ours, work.pk), at=AFTER_FRIDAY + HOUR)
    case = Case.objects.get()
    assert [ground.opened_as for ground in case.grounds.all()] == ["missed", "low_score"]
    assert events(case) == ["opened", "went_on", "joined"]


def test_the_same_event_followed_twice_is_one_ground(ours: Cast) -> None:
    entry = low(ours)
    low_score_opens_case(entry, at=AFTER_FRIDAY)
    with nothing_written():
        low_score_opens_case(entry, at=AFTER_FRIDAY)


@pytest.mark.parametrize("said", [{"low": False}, {"known": False}])
def test_a_good_score_and_a_nameless_one_open_none(ours: Cast, said: dict[str, bool]) -> None:
    low_score_opens_case(low(ours, **said), at=AFTER_FRIDAY)
    assert not Case.objects.exists()


def test_who_speaks_anew_is_answered_anew(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    assert step(case) == Step.Kind.REMEDY
    low_score_opens_case(low(ours), at=AFTER_FRIDAY)
    case.refresh_from_db()
    assert step(case) == Step.Kind.ACKNOWLEDGE
    acknowledged(ours, case, at=AFTER_FRIDAY + HOUR)
    assert step(case) == Step.Kind.REMEDY


class TestConcern:
    def test_a_press_and_a_sentence_open_a_case(self, ours: Cast) -> None:
        us = Actor("customer", ours.bakery.pk)
        case = raise_concern(customer=ours.bakery, words="It is crooked.", by=us, at=MONDAY)
        hearing = case.hearings.get()
        assert (hearing.said, hearing.heard_by, hearing.how) == ("It is crooked.", None, How.PAGE)
        assert step(case) == Step.Kind.ACKNOWLEDGE
        acknowledged(ours, case)
        assert step(case) == Step.Kind.HEAR, "a sentence is not yet what they expected"

    def test_pressed_twice_it_is_one(self, ours: Cast) -> None:
        us = Actor("customer", ours.bakery.pk)
        raise_concern(customer=ours.bakery, words="It is crooked.", by=us, at=MONDAY)
        with nothing_written():
            raise_concern(customer=ours.bakery, words="It is crooked. ", by=us, at=MONDAY + MINUTE)

    def test_no_words_are_refused(self, ours: Cast) -> None:
        with refused("A sentence"):
            us = Actor("customer", ours.bakery.pk)
            raise_concern(customer=ours.bakery, words=" ", by=us, at=MONDAY)


def test_somebody_takes_it_once(ours: Cast) -> None:
    case = opened(ours)
    assert take(case=case, owner=ours.colleague, **by(ours))
    with nothing_written():
        assert not take(case=case, owner=ours.colleague, **by(ours))
    assert Ground.objects.count() == 1
