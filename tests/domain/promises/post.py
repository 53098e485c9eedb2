"""The post, by hand: a letter taken at a time that is said, brought back, and what follows."""

from __future__ import annotations

from datetime import datetime

from makegood.foundation.journal.actions import carry_out
from makegood.foundation.journal.models import Delivery
from makegood.foundation.mail.actions.posting import claim, sent
from makegood.foundation.mail.actions.returning import came_back, did_not_come_back
from makegood.foundation.mail.models import Letter
from tests.cast import Cast
from tests.domain.promises.hands import DAY, HOUR, MONDAY, act

LATER = MONDAY + DAY


def take(letter: Letter | None, at: datetime = MONDAY + 2 * HOUR) -> Letter:
    """The mail server takes a letter; nothing has followed yet."""
    assert letter is not None
    held = claim(letter_id=letter.pk, job_id=1, now=at)
    assert held is not None
    assert sent(letter=held, reply="250 taken", at=at)
    return held


def back(ours: Cast, letter: Letter, at: datetime = LATER) -> None:
    assert came_back(letter=letter, why="550 gone", by=act(ours.owner), at=at)


def not_back(ours: Cast, letter: Letter, at: datetime = LATER + HOUR) -> None:
    assert did_not_come_back(letter=letter, by=act(ours.owner), at=at)


def follow(*events: str, at: datetime = LATER + DAY) -> None:
    """Carry out what follows from these events, one after the other; from none: all there is."""
    waiting = Delivery.objects.filter(done_at=None).order_by("pk")
    for event in events:
        for one in waiting.filter(entry__event=event):
            carry_out(delivery_id=one.pk, at=at)
    while not events and (following := waiting.first()):
        carry_out(delivery_id=following.pk, at=at)
