"""Files that mean harm, or are only far too large: each read in a process of its own.

Memory is the most that the process held, over what it held before it read. Endless files are made
up while they are read: nothing of that size is written.
"""

from __future__ import annotations

import io
import itertools
import json
import random
import re
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from makegood.domain.exchange.rules.table import Rows
from makegood.domain.exchange.rules.vcards import people_of_vcards
from makegood.kit.refusal import Refusal
from quality.contacts.ground import prepare

MOST_MEMORY, MOST_SECONDS = 150.0, 60.0
GIGABYTES = 5_000_000_000
PIECE = 65_536
SEED = 4


def of_size(piece: bytes, *, head: bytes = b"", tail: bytes = b"", size: int) -> Iterator[bytes]:
    """A file of that many bytes: one piece, again and again."""
    if head:
        yield head
    for _ in range(size // len(piece)):
        yield piece
    if tail:
        yield tail


def noise(size: int) -> Iterator[bytes]:
    chance = random.Random(SEED)
    return (chance.randbytes(PIECE) for _ in range(size // PIECE))


def zip_bomb() -> Iterator[bytes]:
    """An .xlsx of a megabyte whose sheet is a gigabyte of zeros."""
    packed = io.BytesIO()
    name = "xl/worksheets/sheet1.xml"
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as sheet,
    ):
        for _ in range(16_384):
            sheet.write(bytes(PIECE))
    yield packed.getvalue()


def many_cards() -> Iterator[bytes]:
    for n in itertools.count():
        first = n * 500
        cards = (
            f"BEGIN:VCARD\r\nFN:Rosa {i}\r\nTEL:{i}\r\nEND:VCARD\r\n"
            for i in range(first, first + 500)
        )
        yield "".join(cards).encode()


CARD, END = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rosa\r\n", b"\r\nEND:VCARD\r\n"
MARKS = ("a" + "\u0301" * 10_000).encode()
TABLES: dict[str, Callable[[], Iterator[bytes]]] = {
    "5 GB of zeros": lambda: of_size(bytes(PIECE), size=GIGABYTES),
    "5 GB of noise": lambda: noise(GIGABYTES),
    "5 GB without a line end": lambda: of_size(b"rubbish " * 8192, size=GIGABYTES),
    "5 GB of short lines": lambda: of_size(b"rubbish\n" * 8192, size=GIGABYTES),
    "5 GB of rows that do not fit": lambda: of_size(b"1\n" * 32768, head=b"a,b\n", size=GIGABYTES),
    "5 GB in one open quotation": lambda: of_size(
        b"rubbish\n" * 8192, head=b'a,b\n1,"', size=GIGABYTES
    ),
    "5 GB of sound rows": lambda: of_size(b"1,Rosa Baker\n" * 5000, head=b"a,b\n", size=GIGABYTES),
    "1 M columns": lambda: iter([b"a," * 1_000_000 + b"\n1\n"]),
    "400,000 columns": lambda: iter([b"a," * 400_000 + b"\n" + b"1," * 400_000]),
    "a zip bomb as .xlsx": zip_bomb,
    "a gzip bomb": lambda: iter([zlib.compress(bytes(100_000_000), wbits=31)]),
    "10,000 marks on one letter": lambda: iter([b"a,b\n", (MARKS + b"," + MARKS + b"\n") * 200]),
}
CARDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "a photo of 40 MB": lambda: of_size(
        b" " + b"A" * 74 + b"\r\n",
        head=CARD + b"PHOTO;ENCODING=b;TYPE=JPEG:/9j/\r\n",
        tail=b"NOTE:after it" + END,
        size=40_000_000,
    ),
    "a photo of 40 MB on one line": lambda: of_size(
        b"A" * PIECE,
        head=CARD + b"PHOTO;ENCODING=b:",
        tail=b"\r\nNOTE:after it" + END,
        size=40_000_000,
    ),
    "a photo of 5 GB": lambda: of_size(b"A" * PIECE, head=CARD + b"PHOTO:", size=GIGABYTES),
    "a note of 40 MB": lambda: of_size(
        b"A" * PIECE, head=CARD + b"NOTE:", tail=END, size=40_000_000
    ),
    "a note of 40 MB, folded": lambda: of_size(
        b" " + b"A" * 74 + b"\r\n", head=CARD + b"NOTE:\r\n", tail=END, size=40_000_000
    ),
    "a million properties": lambda: of_size(
        b"TEL:1\r\n" * 1000, head=CARD, tail=END, size=7_000_000
    ),
    "a million beginnings": lambda: of_size(b"BEGIN:VCARD\r\n" * 1000, size=13_000_000),
    "more than a million cards": many_cards,
    "5 GB of zeros as vCards": lambda: of_size(bytes(PIECE), size=GIGABYTES),
}


@dataclass(frozen=True)
class Suffered:
    """What a torment did: bytes taken, seconds, memory in MB over idle, and what was said."""

    name: str
    read: int
    seconds: float
    memory: float
    said: str

    @property
    def is_fine(self) -> bool:
        return self.memory <= MOST_MEMORY and self.seconds <= MOST_SECONDS and bool(self.said)


def suffer(name: str, plant: str) -> Suffered:
    """In a process of its own. `plant`: with this bug in it."""
    command = [sys.executable, "-m", "quality.contacts.torments", name, plant]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        last = ran.stderr.strip().splitlines()[-1:] or [f"ended with {ran.returncode}"]
        print(f"  {name}: CRASHED, {last[0][:200]}")
        return Suffered(name, 0, 0.0, 0.0, "")
    return Suffered(**json.loads(ran.stdout))


def main() -> None:
    """Read one of them here; say what happened as JSON."""
    name, plant = sys.argv[1:3]
    prepare(plant)
    taken = 0

    def counted(pieces: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal taken
        for piece in pieces:
            taken += len(piece)
            yield piece

    pieces = counted((TABLES | CARDS)[name]())
    forget()
    idle, began, said, rows = memory("VmRSS"), time.monotonic(), "", 0
    try:
        if name in TABLES:
            for _row in Rows(pieces, name="file"):
                rows += 1
        else:
            for _one in people_of_vcards(pieces, name="file", source="vcard"):
                rows += 1
        said = f"read, {rows} rows"
    except Refusal as refusal:
        said = refusal.sentence
    seconds = time.monotonic() - began
    found = {"name": name, "read": taken, "seconds": seconds, "memory": memory("VmHWM") - idle}
    print(json.dumps({**found, "said": said}))


def memory(name: str) -> float:
    """VmRSS: what this process holds now; VmHWM: the most it held since `forget`. In MB."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found.group(1)) / 1024


def forget() -> None:
    """Let the most that was held begin anew (proc(5), clear_refs): what importing took is past."""
    Path("/proc/self/clear_refs").write_text("5")


if __name__ == "__main__":
    main()
