from __future__ import annotations

from typing import Any

from makegood.domain.promises.actions.answering import (
    answer,
    see_answer,
)
from makegood.domain.promises.letters import NewDate
from makegood.domain.promises.models import Answer, Move
from makegood.domain.promises.queries.notices import MOST, unseen_answers
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from tests.cast import Cast
from tests.domain.promises.hands import (
    DAY,
    HOUR,
    LAST_FRIDAY,
    MONDAY,
    Option,
    act,
    noticed,
    promise,
    refused,
)


def test_an_answer_is_kept_in_their_words_and_counts_as_told(ours: Cast) -> None:
    logo = promise(ours)
    said = noticed(ours, logo)
    them, at = Actor("customer", ours.bakery.pk), MONDAY + DAY
    given = answer(notice=said, choice=Option.FINE, words="No rush!", by=them, at=at)
    assert (given.choice, given.words) == ("fine", "No rush!")
    [telling] = logo.tellings.all()
    assert (telling.told_at, telling.through) == (at, 0)
    entry = Entry.objects.get(event="promise.notice_answered")
    assert (entry.by, entry.by_id) == ("customer", ours.bakery.pk)
    assert entry.facts == {"notice": said.pk, "choice": "fine"}


def test_their_words_are_kept_without_what_nobody_sees(ours: Cast) -> None:
    said = noticed(ours, promise(ours))
    them: dict[str, Any] = {"by": Actor("customer", ours.bakery.pk), "at": MONDAY + DAY}
    given = answer(notice=said, choice=Option.FINE, words="  No\x00rush,\n take  care ", **them)
    assert given.words == "No rush,\ntake care"
    with refused("501 characters long"):
        answer(notice=said, choice=Option.CALL, words="x" * 501, **them)
    assert said.answers.count() == 1


def test_pressed_twice_is_one_answer_and_thinking_again_is_another(ours: Cast) -> None:
    said = noticed(ours, promise(ours))
    them = Actor("customer", ours.bakery.pk)
    for choice in (Option.FINE, Option.FINE, Option.CALL):
        answer(notice=said, choice=choice, words="", by=them, at=MONDAY + DAY)
    assert [given.choice for given in said.answers.all()] == ["fine", "call"]


def test_however_often_they_think_again_one_answer_waits_to_be_noted(ours: Cast) -> None:
    often, once = noticed(ours, promise(ours)), noticed(ours, promise(ours, customer=ours.anna))
    them: dict[str, Any] = {"by": Actor("customer", ours.bakery.pk), "at": MONDAY + DAY}
    for n in range(MOST + 1):
        answer(notice=often, choice=Option.FINE, words=f"{n}", **them)
    last = answer(notice=once, choice=Option.CALL, words="", **them)
    assert [unseen.words for unseen in unseen_answers()] == [f"{MOST}", ""]
    assert unseen_answers()[-1].given == last


def test_an_answer_to_a_day_that_has_moved_again_is_of_that_day_alone(ours: Cast) -> None:
    logo = promise(ours)
    said = noticed(ours, logo)
    noticed(ours, logo, new=NewDate(LAST_FRIDAY, Move.Reason.SUPPLIER, seen=1), at=MONDAY + DAY)
    them, at = Actor("customer", ours.bakery.pk), MONDAY + 2 * DAY
    given = answer(notice=said, choice=Option.FINE, words="", by=them, at=at)
    assert given.notice == said
    logo.refresh_from_db()
    assert (logo.told_through, logo.due_number) == (0, 2)


def test_only_what_was_offered_can_be_answered(ours: Cast) -> None:
    said = noticed(ours, promise(ours))
    with refused("not on offer"):
        answer(
            notice=said,
            choice=Option.END,
            words="",
            by=Actor("customer", ours.bakery.pk),
            at=MONDAY + DAY,
        )


def test_an_answer_is_seen_once(ours: Cast) -> None:
    said = noticed(ours, promise(ours))
    them = Actor("customer", ours.bakery.pk)
    given = answer(notice=said, choice=Option.CALL, words="", by=them, at=MONDAY + DAY)
    seen: dict[str, Any] = {"given": given, "member": ours.colleague, "by": act(ours.colleague)}
    assert see_answer(**seen, at=MONDAY + DAY + HOUR)
    assert not see_answer(**seen, at=MONDAY + DAY + 2 * HOUR)
    assert Answer.objects.get().seen_by == ours.colleague


def test_only_what_was_read_is_seen(ours: Cast) -> None:
    """What came before it on the same notice is; what came after, or to another notice, is not."""
    logo, cards = promise(ours), promise(ours, text="Menu cards")
    them: dict[str, Any] = {"words": "", "by": Actor("customer", ours.bakery.pk)}
    first, other = noticed(ours, logo), noticed(ours, cards)
    elsewhere = answer(notice=other, choice=Option.FINE, **them, at=MONDAY + DAY)
    before = answer(notice=first, choice=Option.FINE, **them, at=MONDAY + DAY)
    read = answer(notice=first, choice=Option.CALL, **them, at=MONDAY + DAY)
    after = answer(notice=first, choice=Option.FINE, **them, at=MONDAY + DAY)
    see_answer(given=read, member=ours.owner, by=act(ours.owner), at=MONDAY + 2 * DAY)
    unseen = Answer.objects.filter(seen_at=None).values_list("pk", flat=True)
    assert set(unseen) == {elsewhere.pk, after.pk}
    before.refresh_from_db()
    assert before.seen_by == ours.owner
