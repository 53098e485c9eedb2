"""Turning `{link:17}` and `{page:promise:42}` into addresses.

Who knows the addresses lies above us, so the resolver is handed down at start-up. It starts from
the one configured base address, never from a request's Host.
"""

from __future__ import annotations

from collections.abc import Callable

from makegood.foundation.mail.rules import with_addresses

Resolver = Callable[[str, str], str]

_resolver: list[Resolver] = []


def use(resolver: Resolver) -> None:
    """Take the resolver: it is given ("link", "17") or ("page", "promise:42")."""
    _resolver[:] = [resolver]


def derived(text: str) -> str:
    """The text with its addresses. LookupError for one that nobody knows."""
    return with_addresses(text, _resolve)


def _resolve(kind: str, which: str) -> str:
    if not _resolver:
        raise LookupError("Nobody has handed down the addresses.")
    return _resolver[0](kind, which)
