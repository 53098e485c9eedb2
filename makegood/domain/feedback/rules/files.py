"""Which files somebody may show us, told by their first bytes, and how much of them is kept."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from makegood.foundation.files.rules import MOST_KEPT
from makegood.kit.refusal import Refusal

A_MEGABYTE = 1_000_000
MOST_FILES = 3
MOST_BYTES = 10 * A_MEGABYTE
# Of one who was asked, however many questions ask them for files.
MOST_OF_ONE = 50 * A_MEGABYTE
# Of all who were asked, so that an import finds room beside them still.
MOST_OF_ALL = 1_500 * A_MEGABYTE
# From this share on somebody should make room.
FILLING = 0.8
# So many bytes tell what a file is.
BEGINNING = 12
# What a browser offers to choose, a telephone its camera with it; what comes is looked at anyway.
ACCEPT = "image/*,application/pdf"


class FileKind(StrEnum):
    """What a file is; its value ends the name that it is handed out under."""

    JPEG = "jpg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"

    @property
    def mime(self) -> str:
        names = {FileKind.JPEG: "image/jpeg", FileKind.PDF: "application/pdf"}
        return names.get(self, f"image/{self.value}")


BEGINNINGS = {
    b"\xff\xd8\xff": FileKind.JPEG,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"GIF87a": FileKind.GIF,
    b"GIF89a": FileKind.GIF,
    b"%PDF-": FileKind.PDF,
}
# ISO/IEC 23008-12: an image, or some, in HEVC; the last is any image, as older telephones say it.
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"})


def kind_of(beginning: bytes) -> FileKind | None:
    """What a file is that begins so; None for what we do not take, whatever it is called."""
    for signs, kind in BEGINNINGS.items():
        if beginning.startswith(signs):
            return kind
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return FileKind.WEBP
    if beginning[4:8] == b"ftyp" and beginning[8:12] in HEIC_BRANDS:
        return FileKind.HEIC
    return None


def read_kind(name: str, size: int, beginning: bytes) -> FileKind:
    """What a file is. Refused: an empty one, one of more than 10 MB, and what we do not take."""
    said = {"name": name, "most": MOST_BYTES // A_MEGABYTE}
    if size == 0:
        raise Refusal(_("“%(name)s” is empty. Choose it once more.") % said)
    if size > MOST_BYTES:
        raise Refusal(_("“%(name)s” is larger than %(most)s MB. Send a smaller one.") % said)
    kind = kind_of(beginning)
    if kind is None:
        raise Refusal(
            _("“%(name)s” is neither a picture nor a PDF. Send a photo of it instead.") % said
        )
    return kind


def make_room(size: int, *, number: int, of_one: int, of_all: int, kept: int) -> None:
    """Whether one more file finds room. `number`: how many answer the question already; `of_one`,
    `of_all`: the bytes of whoever is asked and of all customers; `kept`: all that was brought.

    Refused: a fourth file, and more bytes than are kept of one, of all, or of the business.
    """
    if number >= MOST_FILES:
        raise Refusal(_("%(n)s files are the most here.") % {"n": MOST_FILES})
    if of_one + size > MOST_OF_ONE:
        most = {"most": MOST_OF_ONE // A_MEGABYTE}
        raise Refusal(_("Together they are more than %(most)s MB. Send fewer of them.") % most)
    if of_all + size > MOST_OF_ALL or kept + size > MOST_KEPT:
        raise Refusal(
            _(
                "We have no room for files at the moment. Send your answer without it, and tell us "
                "that there is something to see."
            )
        )


def is_filling(*, of_all: int, kept: int) -> bool:
    """Whether there is soon no room for what customers show: `make_room` says the same of more."""
    return of_all > FILLING * MOST_OF_ALL or kept > FILLING * MOST_KEPT
