from __future__ import annotations

import pytest

from makegood.domain.ideas.rules import LONGEST_TITLE, Reach, in_short, reach


@pytest.mark.parametrize(
    ("known", "told", "stopped", "mailbox", "found"),
    [
        (True, False, False, True, Reach.WRITE),
        (True, False, False, False, Reach.NO_MAILBOX),
        (True, False, True, True, Reach.STOPPED),
        (True, True, True, True, Reach.TOLD),
        (False, False, False, False, Reach.NOBODY),
    ],
)
def test_nobody_is_written_to_twice_or_against_their_wish(
    known: bool, told: bool, stopped: bool, mailbox: bool, found: Reach
) -> None:
    assert reach(known=known, told=told, stopped=stopped, mailbox=mailbox) == found


def test_what_fits_is_said_as_they_wrote_it() -> None:
    assert in_short("Open on\nSaturdays?  I would come. ") == "Open on Saturdays? I would come."


def test_what_is_long_is_cut_after_a_sentence() -> None:
    first = "Open on Saturdays. From 9.30 on."
    assert in_short(f"{first} {'And so on ' * 20}.") == first


@pytest.mark.parametrize("words", ["so on " * 60, "o" * 900, "o" * 199 + " " + "o" * 30])
def test_without_a_sentence_it_is_cut_after_a_word(words: str) -> None:
    short = in_short(words)
    assert len(short) <= LONGEST_TITLE
    assert short.endswith("…")
    assert len(short) > 100
