"""From bytes to the lines of a text. The encoding is found on the way; only a line is held."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.bounds import (
    BOUNDS,
    Bounds,
    begun,
    refuse_foreign,
    within,
)
from makegood.kit.refusal import Refusal

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FALLBACK = "windows-1252"
# The other two in which files of old programs are found, and the letters that tell them apart.
OTHERS = ("mac-roman", "cp850")
LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüÿßœ")
TORN = re.compile("[\ud800-\udfff]")  # a byte that is no sign, kept in the place of one
# Python knows more words, and some of them unpack (zlib) or run backwards (rot13): not here.
ENCODINGS = """
utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be ascii cp1250 cp1251 cp1252
cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp852 cp858 cp866 iso8859-1 iso8859-2
iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-13
iso8859-14 iso8859-15 iso8859-16 mac-roman mac-latin2 mac-cyrillic koi8-r koi8-u shift_jis cp932
euc_jp gb2312 gbk gb18030 big5 euc_kr cp949
"""
KNOWN = frozenset(ENCODINGS.split())


def is_encoding(name: str) -> bool:
    """Whether it names a way to write text that we read."""
    try:
        return bool(name) and codecs.lookup(name).name in KNOWN
    except (LookupError, ValueError):
        return False


class Lines:
    """The lines of a file, each with its end: CR, LF or both. Iterated once.

    `encoding` is what was found so far; plain ASCII counts as UTF-8 until a byte says otherwise.
    """

    def __init__(
        self, chunks: Iterable[bytes], *, name: str, encoding: str = "", bounds: Bounds = BOUNDS
    ) -> None:
        self._name, self._bounds = name, bounds
        pieces = within(chunks, name=name, bounds=bounds)
        self._head = begun(pieces)
        self._pieces = chain([self._head], pieces)
        self.encoding = encoding or marked(self._head) or "utf-8"
        if not self.encoding.startswith("utf-16"):
            refuse_foreign(self._head, name=name)
        self._said = bool(encoding) or self.encoding != "utf-8"

    def __iter__(self) -> Iterator[str]:
        rest, number = "", 1
        for text in self._texts():
            lines = list(io.StringIO(rest + text, newline=""))
            # After a CR, the LF may still come.
            rest = "" if not lines or lines[-1].endswith("\n") else lines.pop()
            for line in lines:
                self._refuse_length(line, number)
                number += 1
                yield line
            self._refuse_length(rest, number)
        if rest:
            yield rest

    def _refuse_length(self, line: str, number: int) -> None:
        if len(line) > self._bounds.row:
            raise Refusal(
                _("Line %(line)s of %(file)s is longer than %(most)s signs. Is it the right file?")
                % {"line": number, "file": self._name, "most": self._bounds.row}
            )

    def _texts(self) -> Iterator[str]:
        texts = self._decoded(self.encoding) if self._said else self._found()
        first = next(texts, "").removeprefix("\ufeff")
        yield from chain([first], texts)

    def _decoded(self, encoding: str) -> Iterator[str]:
        """As it was said. What cannot be read so is refused as a whole."""
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for piece in self._pieces:
                yield decoder.decode(piece)
            yield decoder.decode(b"", final=True)
        except UnicodeError as wrong:
            raise self._unread(encoding) from wrong

    def _found(self) -> Iterator[str]:
        """UTF-8, unless the first bytes that are no ASCII say otherwise.

        From then on a byte that does not fit is kept as a torn sign: it spoils its row alone.
        """
        for piece in self._pieces:
            if piece.isascii():
                yield piece.decode("ascii")
                continue
            self.encoding = guessed(piece)
            if not self.encoding:
                raise self._unread(f"utf-8 / {FALLBACK}")
            decoder = codecs.getincrementaldecoder(self.encoding)(errors="surrogateescape")
            yield from (decoder.decode(one) for one in chain([piece], self._pieces))
            yield decoder.decode(b"", final=True)

    def _unread(self, tried: str) -> Refusal:
        return Refusal(
            _("%(file)s is not written in %(tried)s. Save it as UTF-8, or name its encoding.")
            % {"file": self._name, "tried": tried}
        )


def marked(head: bytes) -> str:
    """The encoding that a file's first bytes name, or its zeros; "" when they do not."""
    for mark, word in MARKS:
        if head.startswith(mark):
            return word
    # Western text in UTF-16 has a zero in every other byte.
    even, odd = head[0:200:2].count(0), head[1:200:2].count(0)
    half = len(head[:200]) / 2
    if half >= 2 and odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if half >= 2 and even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def guessed(piece: bytes) -> str:
    """How bytes that are not all ASCII are written; "" when no guess holds."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    text = decoder.decode(piece)
    torn = len(TORN.findall(text))
    if not torn or sum(not sign.isascii() for sign in text) - torn >= torn:
        return "utf-8"
    scores = {word: _letters(piece, word) for word in (FALLBACK, *OTHERS)}
    found = max(scores, key=lambda word: scores[word])
    if scores[found] > 0:
        return found
    return FALLBACK if scores[FALLBACK] == 0 else ""


def _letters(piece: bytes, encoding: str) -> int:
    """How many letters with marks stand beside plain ones in a word; -1 when it cannot be so."""
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return -1
    return sum(
        (one in LETTERS and other.isascii() and other.isalpha() and other.islower())
        or (other in LETTERS and one.isascii() and one.isalpha())
        for one, other in pairwise(text)
    )
