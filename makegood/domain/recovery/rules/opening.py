"""What opens a case by itself."""

from __future__ import annotations

from datetime import datetime

WAITED_FOR = frozenset({"delivery", "milestone"})


def opens_a_case(*, kind: str, to: str, visible: bool, recorded: bool, untold: bool) -> bool:
    """Whether a missed promise opens a case: a delivery or a milestone that its customer can see.

    Not a reply or an update, which Today asks for. And not where nobody recorded what they were
    told, as in what an import brought: it cannot be said that they were not.
    """
    return kind in WAITED_FOR and to == "customer" and visible and recorded and untold


def kept_after_all(kept_at: datetime | None, passed_at: datetime) -> bool:
    """Whether what passed in silence had been kept by then, and nobody had said so yet."""
    return kept_at is not None and kept_at <= passed_at
