"""What may be decided by whom, and when a case may close without an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

MOST_ASKS = 2
# So long they have to answer the second time they were asked.
PATIENCE = timedelta(days=3)


def may_decide(role: str, cents: int, authority: Mapping[str, int | None]) -> bool:
    """Whether a role may spend so much on putting something right, in hundredths."""
    most = authority.get(role, 0)
    return most is None or cents <= most


def may_close_unanswered(asked: int, last_asked_at: datetime | None, *, now: datetime) -> bool:
    """Whether they were asked often enough, and had time enough to answer."""
    return asked >= MOST_ASKS and last_asked_at is not None and now >= last_asked_at + PATIENCE
