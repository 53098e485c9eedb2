"""How large a file is, as people say it."""

from __future__ import annotations

from django.utils.translation import pgettext

A_KILOBYTE, A_MEGABYTE = 1_000, 1_000_000


def file_size(size: int) -> str:
    """In whole kB below a megabyte, in whole MB from there; rounded up, as less may not fit."""
    if size < A_MEGABYTE:
        return pgettext("size of a file", "%(n)s kB") % {"n": -(-size // A_KILOBYTE)}
    return pgettext("size of a file", "%(n)s MB") % {"n": -(-size // A_MEGABYTE)}
