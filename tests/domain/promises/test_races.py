"""Two people at once: one press wins, the other is told or changes nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.making import make_from_words
from makegood.domain.promises.actions.moving import move
from makegood.domain.promises.actions.replacing import replace
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_for
from makegood.domain.promises.actions.watching import WATCH, note_missed
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Move, Promise, Telling, Waiting
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import Cast, make_cast
from tests.domain.promises.hands import (
    AFTER_FRIDAY,
    FRIDAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    NEXT_FRIDAY,
    act,
    noticed,
    promise,
)
from tests.domain.promises.post import back, follow, take

NOW = MONDAY + HOUR
Press = Callable[[Member, Promise], object]


@pytest.fixture
def lasting(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def logo(lasting: Cast) -> Promise:
    with enter(lasting.studio):
        return promise(lasting)


def at_once(cast: Cast, *presses: Callable[[], object]) -> list[object]:
    """What each press gave, all begun together, each on a connection of its own."""
    together = threading.Barrier(len(presses))
    answers: list[object] = [None] * len(presses)

    def run(n: int, press: Callable[[], object]) -> None:
        together.wait()
        try:
            with enter(cast.studio), transaction.atomic():
                answers[n] = press()
        except Refusal as refusal:
            answers[n] = refusal
        except BaseException as error:
            answers[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


def both(cast: Cast, logo: Promise, one: Press, other: Press) -> list[object]:
    """Alice presses one, Bob the other, each with the page they looked at."""
    with enter(cast.studio):
        seen = [Promise.objects.get(pk=logo.pk) for _ in range(2)]
    return at_once(cast, lambda: one(cast.owner, seen[0]), lambda: other(cast.colleague, seen[1]))


def kept(who: Member, logo: Promise) -> object:
    return keep(promise=logo, by=act(who), at=NOW)


def withdrawn(who: Member, logo: Promise) -> object:
    return withdraw(promise=logo, asked_by=Promise.AskedBy.US, by=act(who), at=NOW)


def moved_to(due: Due) -> Press:
    def press(who: Member, logo: Promise) -> object:
        reason = Move.Reason.OTHER
        return move(promise=logo, to=due, reason=reason, seen=0, by=act(who), at=NOW, member=who)

    return press


def told(who: Member, logo: Promise) -> object:
    return tell(promise=logo, how=Telling.How.PHONE, stated_by=who, by=act(who), at=NOW)


def replaced(who: Member, logo: Promise) -> object:
    us = Promise.AskedBy.US
    return replace(promise=logo, text="Two", due=FRIDAY, asked_by=us, by=act(who), at=NOW)


def happened(cast: Cast, logo: Promise) -> list[str]:
    with enter(cast.studio):
        found = Entry.objects.filter(subject_kind="promise", subject_id=logo.pk).order_by("pk")
        return [entry.event for entry in found][1:]


def test_two_who_keep_it_keep_it_once(lasting: Cast, logo: Promise) -> None:
    answers = both(lasting, logo, kept, kept)
    assert sorted(answers, key=bool) == [False, True]
    assert happened(lasting, logo) == ["promise.kept"]


def test_of_two_who_move_it_the_second_looks_again(lasting: Cast, logo: Promise) -> None:
    answers = both(lasting, logo, moved_to(NEXT_FRIDAY), moved_to(LAST_FRIDAY))
    assert sorted(type(answer).__name__ for answer in answers) == ["Move", "Refusal"]
    assert happened(lasting, logo) == ["promise.moved"]
    with enter(lasting.studio):
        logo.refresh_from_db()
        row = logo.moves.get()
        assert (logo.due_number, logo.due, logo.due_first) == (1, row.new_due, FRIDAY)


@pytest.mark.parametrize("other", [withdrawn, replaced])
def test_kept_or_withdrawn_but_never_both(lasting: Cast, logo: Promise, other: Press) -> None:
    answers = both(lasting, logo, kept, other)
    assert [type(answer) for answer in answers].count(Refusal) == 1
    assert len(happened(lasting, logo)) == 1


def test_kept_and_moved_in_either_order(lasting: Cast, logo: Promise) -> None:
    answers = both(lasting, logo, kept, moved_to(NEXT_FRIDAY))
    assert answers[0] is True
    refused = isinstance(answers[1], Refusal)
    assert (
        happened(lasting, logo) == ["promise.kept"]
        if refused
        else [
            "promise.moved",
            "promise.kept",
        ]
    )


def test_two_who_replace_it_make_one_successor(lasting: Cast, logo: Promise) -> None:
    answers = both(lasting, logo, replaced, replaced)
    assert [type(answer) for answer in answers].count(Refusal) == 1
    with enter(lasting.studio):
        assert Promise.objects.filter(succeeds=logo).count() == 1


def test_two_tellings_of_one_due_reach_no_further(lasting: Cast, logo: Promise) -> None:
    both(lasting, logo, told, told)
    assert happened(lasting, logo) == ["promise.told"] * 2
    with enter(lasting.studio):
        logo.refresh_from_db()
        assert logo.told_through == 0


def test_two_links_at_once_close_no_circle(lasting: Cast, logo: Promise) -> None:
    with enter(lasting.studio):
        photos = promise(lasting, text="Photos")
    by = act(lasting.owner)
    answers = at_once(
        lasting,
        lambda: wait_for(promise=logo, on=photos, working_days=1, by=by, at=NOW),
        lambda: wait_for(promise=photos, on=logo, working_days=1, by=by, at=NOW),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Refusal", "Waiting"]
    with enter(lasting.studio):
        assert Waiting.objects.count() == 1


def test_one_sentence_pressed_by_eight_hands_is_one_promise(lasting: Cast) -> None:
    def press() -> object:
        return make_from_words(
            what="Logo proofs",
            who="Zoë",
            due=FRIDAY,
            promised_by=Promise.By.BUSINESS,
            owner=lasting.owner,
            once_key="k",
            by=act(lasting.owner),
            at=NOW,
        )

    answers = at_once(lasting, *[press] * 8)
    assert len({getattr(answer, "pk", answer) for answer in answers}) == 1


def test_a_letter_that_comes_back_while_it_is_followed_up_told_nobody(
    lasting: Cast, logo: Promise
) -> None:
    with enter(lasting.studio):
        letter = take(noticed(lasting, logo).letter)

    def returned() -> None:
        back(lasting, letter)

    answers = at_once(lasting, lambda: follow("letter.sent"), returned)
    answers += at_once(lasting, lambda: follow("letter.sent"), lambda: follow("letter.bounced"))
    assert answers == [None] * 4
    with enter(lasting.studio):
        logo.refresh_from_db()
        assert (logo.told_through, logo.tellings.filter(taken_back_at=None).count()) == (-1, 0)


def missed(who: Member, logo: Promise) -> object:
    return note_missed(promise_id=logo.pk, by=WATCH, at=AFTER_FRIDAY)


def kept_late(who: Member, logo: Promise) -> object:
    return keep(promise=logo, by=act(who), at=AFTER_FRIDAY)


def test_two_who_look_at_once_write_a_missed_day_down_once(lasting: Cast, logo: Promise) -> None:
    answers = both(lasting, logo, missed, missed)
    assert sorted(answers, key=bool) == [False, True]
    assert happened(lasting, logo) == ["promise.missed"]


def test_what_was_kept_while_we_looked_is_not_missed_after_it(lasting: Cast, logo: Promise) -> None:
    first, looked = both(lasting, logo, kept_late, missed)
    assert first is True
    said = ["promise.missed", "promise.kept"] if looked else ["promise.kept"]
    assert happened(lasting, logo) == said
