"""Cells that no spreadsheet reads as a formula, and the way back to what they said.

A program that opens a CSV file runs what begins with =, and some what begins with +, - or @, in
either width, behind blanks or marks that nobody sees; through DDE it starts other programs. An
apostrophe in front makes it text everywhere (OWASP, "CSV Injection"). One that was told another
separator splits a cell in the middle, so what follows a semicolon, a tab or a line end counts as
a beginning too.
"""

from __future__ import annotations

import re

# What may stand before the sign: blanks, control characters, marks of writing direction,
# quotation marks.
UNSEEN = (
    r"[ \x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u3000\ufeff\"]*"
)
SIGN = (
    r"[=+\-@\u2212\u207a\u207b\u207c\u208a\u208b\u208c\ufb29\ufe62\ufe63\ufe66\ufe6b"
    r"\uff0b\uff0d\uff1d\uff20]"
)
BREAK = r"[;\t\r\n]"
RUNS = rf"(?=\'*{UNSEEN}{SIGN})"
OPENS = rf"(?=\'*{UNSEEN}[\t\r\n])"  # a cell that begins so is split by some
BEGINS = rf"(?:\A|(?<={BREAK}))"
UNSAFE = re.compile(rf"{BEGINS}{RUNS}|\A{OPENS}")
MADE_SAFE = re.compile(rf"{BEGINS}'{RUNS}|\A'{OPENS}")


def safe(text: str) -> str:
    """The text as a cell that is shown and never run."""
    return UNSAFE.sub("'", text)


def plain(cell: str) -> str:
    """What `safe` was given. Other cells stay as they are: 'tis, '26."""
    return MADE_SAFE.sub("", cell)
