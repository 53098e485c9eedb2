"""The mappings that come with the program: for exports that many people have."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path


@cache
def texts() -> dict[str, str]:
    """Every mapping's TOML, by its name."""
    found = sorted(Path(__file__).parent.glob("*.toml"))
    return {path.stem: path.read_text(encoding="utf-8") for path in found}


def fitting(columns: Collection[str]) -> str:
    """The name of the mapping that is known by these columns; of several, by the most. Else ""."""
    there, best = set(columns), ("", 0)
    for name, text in texts().items():
        known_by = set(tomllib.loads(text)["file"]["known_by"])
        if known_by <= there and len(known_by) > best[1]:
            best = name, len(known_by)
    return best[0]
