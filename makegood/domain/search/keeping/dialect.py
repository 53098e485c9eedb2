"""The two dialects, by the name of their database."""

from __future__ import annotations

import hashlib

from makegood.domain.search.keeping import postgresql, sqlite
from makegood.domain.search.models import Source

DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


def way(vendor: str, source: Source) -> str:
    """In which way the words of a source's rows are written: another way, another name."""
    dialect = DIALECTS[vendor]
    said = [*dialect.before(), *(piece.name for piece in dialect.pieces(source))]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
