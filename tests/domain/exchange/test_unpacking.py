"""What a ZIP says of itself is looked at before anything of it is read."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.keys import key, own_row
from makegood.domain.exchange.rules.unpacking import LARGEST_DIRECTORY, may_be_ours, row


def end(directory: int = 2000, before: bytes = b"\x00" * 20, comment: bytes = b"") -> bytes:
    """The last bytes of a ZIP whose directory is so large."""
    counts = b"\x00" * 8 + directory.to_bytes(4, "little") + b"\x00" * 4
    record = b"PK\x05\x06" + counts + len(comment).to_bytes(2, "little")
    return (before + record + comment)[-42:]


def test_a_small_directory_at_the_very_end_may_be_ours() -> None:
    assert may_be_ours(end())
    assert may_be_ours(end(LARGEST_DIRECTORY))


@pytest.mark.parametrize(
    "other",
    [
        end(LARGEST_DIRECTORY + 1),
        end(before=b"PK\x06\x07" + b"\x00" * 16),
        end(comment=b"hello"),
        b"",
        b"PK\x05\x06",
        b"a,b\r\n" * 20,
    ],
)
def test_everything_else_is_never_opened(other: bytes) -> None:
    assert not may_be_ours(other)


@pytest.mark.parametrize("line", [b"7", b"nul", b'{"a": "\\u0000"}', b'{"a": "\\ud800"}', b"\xff"])
def test_a_line_that_no_database_keeps_is_no_row(line: bytes) -> None:
    assert row(line) is None


def test_a_key_of_our_own_leads_back_to_its_row() -> None:
    said = key("0123456789ab", "promise", 17, "")
    assert said == "makegood:0123456789ab:promise:000000000017"
    assert own_row(said, "0123456789ab", "promise") == 17
    assert own_row(said, "ba9876543210", "promise") is None
    assert own_row(said, "0123456789ab", "customer") is None
    assert own_row("orders:A1", "0123456789ab", "promise") is None
    assert key("0123456789ab", "promise", 17, "orders:A1") == "orders:A1"
