"""One mailbox, one way to write it: the domain has several spellings, all of which arrive."""

from __future__ import annotations

import unicodedata

from makegood.kit.hosts import in_ascii

CODED = "xn--"
# What is longer is none, and to put a million marks in order takes minutes. (RFC 3696, erratum
# 1690: 254; a form takes 320.)
LONGEST = 320


def in_one_form(address: str) -> str:
    """A mail address whose domain is written as people read it, each sign composed.

    EXÄMPLE.com, its Ä in one sign or in two, and xn--exmple-cua.com are one domain; example.com in
    letters of full width is example.com, and so is example。com: IDNA has four dots. What is plain
    ASCII, or no address, stays as it is.
    """
    if len(address) > LONGEST:
        return address
    local, at, domain = unicodedata.normalize("NFC", address).rpartition("@")
    if domain.isascii() and CODED not in domain.lower():
        return f"{local}{at}{domain}"
    try:
        known = in_ascii(domain)
        return f"{local}{at}{known.encode().decode('idna')}"
    except (UnicodeError, ValueError):
        return f"{local}{at}{domain}"


def mailbox(address: str) -> str:
    """An address as it is compared: in one form, in lower case, as most servers do."""
    return in_one_form(address.strip()).lower()
