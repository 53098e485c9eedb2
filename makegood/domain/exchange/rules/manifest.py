"""What an export says of itself: that it is ours, of which version, and how much it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from makegood.kit.refusal import Refusal

MANIFEST = "makegood.json"
VERSION = 1
# How a text shows that it is no manifest: other shapes, numbers without end, a depth without one.
NOT_OURS = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError)


def manifest(counts: Mapping[str, int]) -> str:
    """The manifest of an export that holds so many of each kind."""
    return json.dumps({"makegood": VERSION, "rows": dict(counts)}, indent=1)


def counts_of(text: str) -> dict[str, int]:
    """How many of each kind an export holds. Refused: what is none of ours, and a later version."""
    try:
        said = json.loads(text)
        version, rows = said["makegood"], said["rows"]
        counts = {str(name): int(n) for name, n in rows.items()}
    except NOT_OURS as wrong:
        raise Refusal(_("This ZIP is no export of Makegood.")) from wrong
    if version != VERSION:
        raise Refusal(_("It was taken out of a newer Makegood: update this one first."))
    return counts
