"""What the count must see, each broken once on purpose."""

from __future__ import annotations

import pytest

from makegood.foundation.mail.models import Letter
from quality.letters.sink import Taken
from quality.letters.stage import count

State = Letter.State


def row(**said: object) -> Letter:
    usual = {"message_id": "<1@x>", "sha256": "aa", "reply": "250 a", "state": State.SENT}
    return Letter(**{**usual, **said})


def taken(message_id: str = "<1@x>", subject: str = "one") -> Taken:
    return Taken(message_id, subject, "aa", "250 a")


def test_a_letter_sent_once_is_clean() -> None:
    assert count([row()], [taken()]).clean


def test_no_letters_prove_nothing() -> None:
    assert not count([], []).clean


@pytest.mark.parametrize(
    ("rows", "messages", "name"),
    [
        ([row()], [], "lost"),
        ([row(state=State.QUEUED)], [], "lost"),
        ([row()], [taken(), taken("<2@x>")], "renamed"),
        ([row()], [taken(), taken()], "repeats"),
        ([row(doubts=1)], [taken()] * 3, "repeats"),
        ([row(sha256="bb")], [taken()], "orphans"),
        ([row(reply="250 made up")], [taken()], "orphans"),
        ([row()], [taken(), taken("<9@x>", "nine")], "orphans"),
    ],
)
def test_what_is_wrong_is_counted(rows: list[Letter], messages: list[Taken], name: str) -> None:
    found = count(rows, messages)
    assert getattr(found, name) == 1
    assert not found.clean


def test_a_repeat_that_the_outbox_knew_of_is_inside_the_window() -> None:
    found = count([row(doubts=1)], [taken(), taken()])
    assert found.clean
    assert found.in_window == 1


def test_a_letter_said_to_be_in_doubt_is_not_lost() -> None:
    found = count([row(state=State.UNKNOWN, doubts=2)], [])
    assert found.clean
    assert found.unknown == 1
