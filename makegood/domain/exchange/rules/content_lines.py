"""The lines of a vCard as its properties: folded lines joined, encodings taken off.

RFC 6350 §3 and 6868; RFC 2426; vCard 2.1 with quoted-printable, as phones and Outlook write it.
Pictures, sounds and keys are passed over while they are read: they are never held.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from makegood.domain.exchange.rules.decoding import FALLBACK, guessed, is_encoding

LONGEST = 200_000  # bytes of one property; more is not held
ENDS = re.compile(rb"\r?\r?\n|\r")  # a CR too many is Apple's
# What is read once is given back never: a line of blanks would be tried from each of them.
HEAD = re.compile(
    rb"\s*+(?:([\w-]++)\.)?([\w-]++)[ \t]*+((?:;[^\":;]*+(?:\"[^\"]*+\"[^\":;]*+)*+)*+):", re.S
)
EDGE = re.compile(rb"(BEGIN|END):VCARD", re.I)
PARAMETER = re.compile(r";((?:[^\";]|\"[^\"]*\")*)")
BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN"})
ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"})
CARETS = {"^n": "\n", "^'": '"', "^^": "^"}
TOKEN = re.compile(r"\\.|[^\\;,]+|[;,\\]", re.S)


@dataclass(frozen=True)
class Property:
    """One property: the line it begins on, and what it says, still with its backslashes.

    `name` is in capitals, "" where a line is no property at all; parameter names are, too.
    """

    line: int
    name: str
    group: str
    parameters: dict[str, tuple[str, ...]]
    value: str
    too_long: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(word.lower() for word in self.parameters.get("TYPE", ()))


@dataclass
class Gathered:
    """The bytes of a property, while its lines come in."""

    line: int
    held: bytes
    too_long: bool
    is_binary: bool
    is_quoted: bool

    def goes_on(self, raw: bytes) -> bytes | None:
        """What of the next line belongs to this property; None when it begins another."""
        if self.is_quoted and self.held.endswith(b"=") and not EDGE.match(raw):
            self.held = self.held[:-1]
            return raw
        if raw[:1] in {b" ", b"\t"}:
            return raw[1:]
        # Some write a picture without folding it. Its letters hold no colon.
        return raw if self.is_binary and raw and b":" not in raw else None

    def add(self, more: bytes) -> None:
        if self.is_binary:
            return
        if len(self.held) + len(more) > LONGEST:
            self.too_long = True
        else:
            self.held += more


def properties(pieces: Iterable[bytes], *, encoding: str = "") -> Iterator[Property]:
    """Each property of the text. `encoding`: of the whole, where it is not one of ASCII's kind."""
    current: Gathered | None = None
    for number, raw, cut in _lines(_as_utf8(pieces, encoding) if encoding else pieces):
        more = current.goes_on(raw) if current else None
        if current and more is not None:
            current.add(more)
            current.too_long |= cut and not current.is_binary
            continue
        if current and current.held.strip():
            yield _property(current)
        head = raw[:1000].upper()
        found = HEAD.match(head)
        binary = found is not None and found.group(2).decode("ascii", "replace") in BINARY
        current = Gathered(
            line=number,
            held=raw[:1000] if binary else raw,
            too_long=cut and not binary,
            is_binary=binary,
            is_quoted=found is not None and b"QUOTED-PRINTABLE" in found.group(3),
        )
    if current and current.held.strip():
        yield _property(current)


def _as_utf8(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for piece in chain(pieces, [b""]):
        yield decoder.decode(piece, final=not piece).removeprefix("\ufeff").encode()


def _lines(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes without their end, and whether they were cut: no line is held whole."""
    number, rest, cut, mark = 1, b"", False, b"\xef\xbb\xbf"
    for piece in chain(pieces, [b"\n"]):
        if cut and b"\r" not in piece and b"\n" not in piece:
            continue
        data = rest + piece
        held = data[-2:] if data.endswith(b"\r\r") else b"\r" if data.endswith(b"\r") else b""
        *whole, rest = ENDS.split(data[: len(data) - len(held)])
        for line in whole:
            yield number, line.removeprefix(mark)[:LONGEST], cut or len(line) > LONGEST
            number, cut, mark = number + 1, False, b""
        if len(rest) > LONGEST:
            rest, cut = rest[:LONGEST], True
        rest += held


def _property(found: Gathered) -> Property:
    head = HEAD.match(found.held)
    if head:
        group, name, said = ((part or b"").decode("utf-8", "replace") for part in head.groups())
        raw = found.held[head.end() :]
    else:
        # A quotation mark out of place: what stands before the first colon is all there is.
        before, colon, raw = found.held.partition(b":")
        name, _semicolon, said = _decoded(before if colon else b"", "").partition(";")
        group, said = "", f";{said}" if said else ""
    parameters = _parameters(said)
    value = "" if found.is_binary else _value(raw, parameters)
    return Property(
        found.line, name.strip().upper(), group.lower(), parameters, value, found.too_long
    )


def _parameters(said: str) -> dict[str, tuple[str, ...]]:
    """Those named, and those of vCard 2.1 that have no name."""
    found: dict[str, tuple[str, ...]] = {}
    for word in PARAMETER.findall(said):
        name, equals, value = word.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in ENCODINGS else "TYPE"), word
        values = tuple(_uncareted(one.strip().strip('"')) for one in value.strip('"').split(","))
        found[name] = (*found.get(name, ()), *(one for one in values if one))
    return found


def _uncareted(text: str) -> str:
    return re.sub(r"\^[n'^]", lambda found: CARETS[found.group()], text)


def _value(raw: bytes, parameters: dict[str, tuple[str, ...]]) -> str:
    encoding = next(iter(parameters.get("ENCODING", ())), "").upper()
    if encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    elif encoding in {"B", "BASE64"}:
        try:
            raw = base64.b64decode(raw)
        except binascii.Error:
            return ""
    return _decoded(raw, next(iter(parameters.get("CHARSET", ())), ""))


def _decoded(raw: bytes, charset: str) -> str:
    for one in (charset, "utf-8") if is_encoding(charset) else ("utf-8",):
        try:
            return raw.decode(one)
        except UnicodeDecodeError:
            continue
    # Cut off within a sign, or written by a program that did not say how.
    return raw.decode(guessed(raw) or FALLBACK, "replace")


def parts(value: str, sign: str) -> list[str]:
    """A value cut at each semicolon or comma that no backslash stands before."""
    found: list[list[str]] = [[]]
    for token in TOKEN.findall(value):
        if token == sign:
            found.append([])
        else:
            found[-1].append(token)
    return ["".join(tokens) for tokens in found]


def unescaped(value: str, *, lines: bool = True) -> str:
    """The value without its backslashes. `lines`: from 3.0 on, \\n ends a line."""

    def said(found: re.Match[str]) -> str:
        sign = found.group(1)
        if sign in "nN":
            return "\n" if lines else found.group()
        return sign if sign in ",;:" or (lines and sign in '\\"') else found.group()

    return re.sub(r"\\(.)", said, value, flags=re.S)
