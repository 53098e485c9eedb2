from __future__ import annotations

import pytest

from makegood.kit.one_line import one_line


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian: "I want", with the joiner that keeps its parts apart
        "क्\u200dष",
        "👩\u200d👩\u200d👧 and 🏳️\u200d🌈",
        "abc\u200f (שלום)",
        "\U0001fae8",  # newer than the Unicode of the oldest Python we run on
        "Zoe\u0308",
        "Z" + "\u0301" * 10,
        "\ue000",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert one_line(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\0b\x1bc\x7fd\x85e", "a b c d e"),
        ("one\r\ntwo\u2028three\u2029four", "one two three four"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("a\u200bb\u2060c\ufeffd", "a b c d"),
        (" \u00a0a\u3000\u2003b ", "a b"),
        ("a\ud83db", "a b"),
    ],
)
def test_what_cannot_be_seen_is_left_out(text: str, kept: str) -> None:
    assert one_line(text) == kept


@pytest.mark.parametrize("text", ["", " ", "\0", "\u200d\u200c", "\u200e \u200f"])
def test_where_nothing_is_to_be_seen_nothing_is_left(text: str) -> None:
    assert one_line(text) == ""
