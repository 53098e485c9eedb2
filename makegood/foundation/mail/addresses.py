"""Turning `{link:17}`, `{page:promise:42}` and `{reset}` into addresses.

Who knows the addresses lies above us, so the resolver is handed down at start-up. It starts from
the one configured base address, never from a request's Host. It is given the letter too: words
that somebody typed into it may look like `{link:18}`, and must not open what is another's.
"""

from __future__ import annotations

from collections.abc import Callable

from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import with_addresses

Resolver = Callable[[Letter, str, str], str]

_resolver: list[Resolver] = []


def use(resolver: Resolver) -> None:
    """Take the resolver: it is given the letter, and ("link", "17"), or ("page", "promise:42")."""
    _resolver[:] = [resolver]


def derived(letter: Letter, text: str) -> str:
    """A part of the letter with its addresses. LookupError where nobody handed them down."""

    def resolve(kind: str, which: str) -> str:
        if not _resolver:
            raise LookupError("Nobody has handed down the addresses.")
        return _resolver[0](letter, kind, which)

    return with_addresses(text, resolve)
