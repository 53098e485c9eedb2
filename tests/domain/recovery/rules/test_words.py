"""The words of a case: what a customer said keeps its lines, what is for a list is one."""

from __future__ import annotations

import pytest

from makegood.domain.recovery.rules.words import lines, short
from makegood.kit.refusal import Refusal

SAID = "\r\nIt came  late,\r\nand one was\x00 torn:\n\n- the red\x1b one\n"


def test_what_they_said_keeps_its_lines() -> None:
    assert lines(SAID, field="words") == "It came late,\nand one was torn:\n\n- the red one"


def test_a_few_words_are_one_line() -> None:
    assert short(SAID, field="matter") == "It came late, and one was torn: - the red one"


def test_too_many_are_refused_and_not_cut() -> None:
    assert lines("a" * 5000, field="words") == "a" * 5000
    with pytest.raises(Refusal) as refused:
        lines("a" * 5001, field="words")
    assert refused.value.field == "words"
    with pytest.raises(Refusal):
        short("a" * 201, field="matter")
