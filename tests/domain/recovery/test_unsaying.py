"""A letter that did not reach them said nothing: its step is asked for again."""

from __future__ import annotations

from typing import Any

import pytest

from makegood.domain.recovery.actions.listening import write_acknowledgement
from makegood.domain.recovery.actions.putting_right import decide_remedy, write_remedy
from makegood.domain.recovery.actions.verifying import ask_verification, part
from makegood.domain.recovery.models import Case, Step
from makegood.domain.recovery.queries.progress import asks
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.domain.promises.hands import BAKERY, DAY, HOUR, MONDAY, act
from tests.domain.promises.post import back, follow, take
from tests.domain.recovery.hands import (
    REDO,
    acknowledged,
    by,
    listened_to,
    nothing_written,
    opened,
    put_right,
    step,
)

SAID: dict[str, Any] = {"words": "It hangs crooked.", "address": BAKERY}
LATER = MONDAY + 3 * DAY


def lost(ours: Cast, letter: Letter | None) -> None:
    """Their server takes it, and it comes back."""
    taken = take(letter, at=MONDAY + DAY + 2 * HOUR)
    back(ours, taken, at=MONDAY + 2 * DAY)
    follow("letter.bounced", at=LATER)


def test_an_acknowledgement_that_came_back_acknowledged_nothing(ours: Cast) -> None:
    case = opened(ours)
    letter = write_acknowledgement(case=case, member=ours.owner, **SAID, **by(ours))
    lost(ours, letter)
    assert step(case) == Step.Kind.ACKNOWLEDGE
    acknowledged(ours, case, at=LATER + HOUR)
    assert step(case) == Step.Kind.HEAR


def test_a_remedy_they_did_not_read_of_is_told_again(ours: Cast) -> None:
    case = listened_to(ours, opened(ours))
    us: dict[str, Any] = {"member": ours.owner, **by(ours)}
    remedy = decide_remedy(case=case, offer=REDO, **us)
    lost(ours, write_remedy(remedy=remedy, **SAID, **us))
    assert step(case) == Step.Kind.REMEDY
    again = us | {"at": LATER + HOUR}
    assert write_remedy(remedy=remedy, **SAID, **again) is not None
    assert step(case) == Step.Kind.PUT_RIGHT


def test_a_question_that_came_back_was_not_asked(ours: Cast) -> None:
    case = opened(ours)
    put_right(ours, case)
    us: dict[str, Any] = {"member": ours.owner, "by": act(ours.owner), "at": MONDAY + DAY + HOUR}
    lost(ours, ask_verification(case=case, number=1, **SAID, **us).letter)
    assert asks(case) == []
    assert ask_verification(case=case, number=1, **SAID, **us | {"at": LATER}) in asks(case)


@pytest.mark.parametrize("closes", [False, True])
def test_what_a_member_said_meanwhile_stays_said(ours: Cast, closes: bool) -> None:
    case = opened(ours)
    letter = write_acknowledgement(case=case, member=ours.owner, **SAID, **by(ours))
    if closes:
        part(case=case, why="They moved.", by=act(ours.owner), at=MONDAY + 2 * HOUR)
    else:
        Case.objects.filter(pk=case.pk).update(acknowledged_how="phone")
    taken = take(letter, at=MONDAY + DAY)
    back(ours, taken, at=MONDAY + 2 * DAY)
    with nothing_written():
        follow("letter.bounced", at=LATER)
