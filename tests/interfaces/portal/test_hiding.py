from __future__ import annotations

import logging

import pytest

from makegood.interfaces.portal.hiding import Hidden, hidden

TOKEN = "QuWuePzCFOpgmsU9LpeR0LO-lIQbgkUbGO3fHiazaAY"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"Not Found: /l/{TOKEN}", "Not Found: /l/…"),
        (f'"GET /l/{TOKEN} HTTP/1.1" 303 0', '"GET /l/… HTTP/1.1" 303 0'),
        (f"/l/{TOKEN}/?next=/l/{TOKEN}", "/l/…/?next=/l/…"),
        (f"https://here.example/l/{TOKEN}#top", "https://here.example/l/…#top"),
        (f"Not Found: /feed/{TOKEN}.ics", "Not Found: /feed/…"),
        (f'"GET /feed/{TOKEN}.ics?a=b HTTP/1.1" 304', '"GET /feed/…?a=b HTTP/1.1" 304'),
        (f"Not Found: /password/3/cx4-{TOKEN}", "Not Found: /password/3/…"),
        ("Not Found: /password/asked", "Not Found: /password/asked"),
        ("Not Found: /ledger/l", "Not Found: /ledger/l"),
    ],
)
def test_a_token_is_hidden_wherever_it_stands(said: str, left: str) -> None:
    assert hidden(said) == left


def test_a_line_with_arguments_is_hidden_too() -> None:
    line = logging.makeLogRecord({"msg": "%s: %s", "args": ("Not Found", f"/l/{TOKEN}")})
    assert Hidden().filter(line)
    assert line.getMessage() == "Not Found: /l/…"


def test_other_lines_are_left_alone() -> None:
    line = logging.makeLogRecord({"msg": "%d jobs", "args": (3,)})
    Hidden().filter(line)
    assert (line.msg, line.args) == ("%d jobs", (3,))
