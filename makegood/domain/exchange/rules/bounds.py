"""How much of a file is read at most, and which files are none of ours. Seen before it is held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from makegood.kit.refusal import Refusal

MEGABYTE = 1_000_000
AT_ONCE = 65_536
# A cell of more is refused by Python's csv module itself; it can be told so only for all threads.
LONGEST_CELL = 131_072
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"Rar!")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
PAGES = (b"<!doctype html", b"<html", b"<?xml")


@dataclass(frozen=True)
class Bounds:
    """The most that is read of one file. Signs are characters."""

    bytes: int = 250 * MEGABYTE
    rows: int = 1_000_000
    columns: int = 1_000
    row: int = 1_000_000  # signs
    hopeless: int = 1_000  # rows at its beginning, none of which is sound


BOUNDS = Bounds()


def within(chunks: Iterable[bytes], *, name: str, bounds: Bounds = BOUNDS) -> Iterator[bytes]:
    """The same bytes in pieces of 64 kB, until they are too many."""
    total = 0
    for chunk in chunks:
        for start in range(0, len(chunk), AT_ONCE):
            piece = chunk[start : start + AT_ONCE]
            total += len(piece)
            if total > bounds.bytes:
                raise too_large(name, bounds)
            yield piece


def refuse_size(size: int, *, name: str, bounds: Bounds = BOUNDS) -> None:
    """For those who know how large a file is before they read it."""
    if size > bounds.bytes:
        raise too_large(name, bounds)


def too_large(name: str, bounds: Bounds) -> Refusal:
    return Refusal(
        _("%(file)s is larger than %(most)s MB. Split it, and bring in one part after the other.")
        % {"file": name, "most": bounds.bytes // MEGABYTE}
    )


def begun(pieces: Iterator[bytes], least: int = 4096) -> bytes:
    """Enough of the beginning to tell what a file is."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= least:
            break
    return head


def refuse_foreign(head: bytes, *, name: str) -> None:
    """A file that its first bytes show to be no text. It is never unpacked."""
    sentence = _foreign(head)
    if sentence:
        raise Refusal(sentence % {"file": name})


def _foreign(head: bytes) -> str:
    if head.startswith(PACKED[:2]) and b"xl/" in head:
        return _("%(file)s is an Excel file. Open it, choose Save as, “CSV UTF-8”, and take that.")
    if head.startswith(PACKED):
        return _("%(file)s is packed. Unpack it, and choose the CSV or vCard file inside it.")
    if head.startswith(OLD_OFFICE):
        return _("%(file)s is an Office file. Open it, and save it as CSV.")
    if head.startswith(b"%PDF"):
        return _("%(file)s is a PDF. Export the list again, as CSV.")
    if head.startswith(PICTURES):
        return _("%(file)s is a picture. Export the list as CSV or vCard.")
    if head.lstrip().lower().startswith(PAGES):
        return _("%(file)s is a web page. Export the list as CSV or vCard.")
    if head.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR"):
        return _("%(file)s is a calendar. Customers come from a CSV or vCard file.")
    # Of bytes drawn at random, a ninth are control characters.
    if len(CONTROL.findall(head)) * 10 > len(head):
        return _("%(file)s is no text. Save it as CSV, in UTF-8.")
    return ""


def is_vcards(head: bytes) -> bool:
    """Whether a file that begins so holds vCards, in whatever encoding."""
    return b"BEGIN:VCARD" in head[:200].replace(b"\x00", b"").upper()
