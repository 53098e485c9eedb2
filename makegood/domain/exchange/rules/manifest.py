"""What an export says of itself: that it is ours, of which version, and how much it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping

MANIFEST = "makegood.json"
VERSION = 1


def manifest(counts: Mapping[str, int]) -> str:
    """The manifest of an export that holds so many of each kind."""
    return json.dumps({"makegood": VERSION, "rows": dict(counts)}, indent=1)
