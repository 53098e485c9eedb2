"""Real files with random damage done to them: what is left is read or refused, never a crash."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from makegood.domain.exchange.rules.guessing import guess
from makegood.domain.exchange.rules.mapping import mapping_from
from makegood.domain.exchange.rules.mapping_text import mapping_text
from makegood.domain.exchange.rules.people_mapping import people_in, people_mapping_from
from makegood.domain.exchange.rules.table import Row, Rows
from makegood.domain.exchange.rules.vcards import people_of_vcards
from makegood.kit.refusal import Refusal

SEED = 20261128
LONGEST = 20_000  # of a file's bytes: pictures would take all of the damage
TOKENS = (
    *(
        b"\r",
        b"\n",
        b"\r\n",
        b"\x00",
        b"\xff",
        b"\xc3",
        b'"',
        b"'",
        b",",
        b";",
        b":",
        b"=",
        b"\\",
        b"=",
    ),
    *(
        b"BEGIN:VCARD\r\n",
        b"END:VCARD\r\n",
        b";ENCODING=QUOTED-PRINTABLE",
        b";ENCODING=b",
        b"=\r\n",
    ),
    *(
        b";CHARSET=utf-16",
        b";CHARSET=zlib",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"sep=;\n",
        b"\xe2\x80\xae",
    ),
    *(b"03/04/2025", b"item1.", b";TYPE=", b"^n", b"\\n", b"{", b"}", b"=1+1", b"\xed\xa0\x80"),
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight things done to them."""
    found = bytearray(content[:LONGEST])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        until = min(len(found), at + chance.choice((1, 1, 2, 10, 100)))
        act = chance.randrange(4)
        if act == 0:
            found[at:until] = bytes(chance.randrange(256) for _ in range(until - at))
        elif act == 1:
            del found[at:until]
        elif act == 2:
            found[at:at] = found[at:until] * chance.randint(1, 3)
        else:
            found[at:at] = chance.choice(TOKENS)
    return bytes(found)


def crashes(paths: Sequence[Path], n: int) -> list[str]:
    """Read n damaged files, each as vCards and as a table; what crashed, and on which draw."""
    chance, contents = random.Random(SEED), [path.read_bytes() for path in paths]
    found = []
    for draw in range(n):
        which = chance.randrange(len(paths))
        content = damaged(contents[which], chance)
        for reader in (_as_vcards, _as_table):
            try:
                reader(content)
            except Refusal:
                continue
            except Exception as error:
                found.append(f"{paths[which].name}, draw {draw}, {reader.__name__}: {error!r}")
    return found


def _as_vcards(content: bytes) -> None:
    list(people_of_vcards([content], name="file", source="vcard"))


def _as_table(content: bytes) -> None:
    rows = Rows([content], name="file")
    first = [row for row in islice(rows, 200) if isinstance(row, Row)]
    found = guess(rows.columns, first)
    text = mapping_text(found, source="file")
    if found.is_of_promises:
        mapping_from(text, kinds=("delivery",))
    else:
        list(people_in(first, people_mapping_from(text)))
