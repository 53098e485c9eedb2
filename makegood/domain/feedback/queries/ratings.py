"""What customers said of our work."""

from __future__ import annotations

from collections.abc import Collection

from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models.ratings import Rating

MOST = 30


def of_work(engagement: Engagement) -> list[Rating]:
    """What was said of one piece of work, the newest first."""
    return list(Rating.objects.filter(engagement=engagement).order_by("-said_at", "-id")[:MOST])


def several(rating_ids: Collection[int]) -> dict[int, Rating]:
    """Ratings of our business by id."""
    return Rating.objects.in_bulk(list(rating_ids)) if rating_ids else {}
