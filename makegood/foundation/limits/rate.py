"""How often somebody may try. Counted on a connection of its own: a rollback never uncounts."""

from __future__ import annotations

from django.core.cache import cache

from makegood.foundation.limits.rules import digest_of


def allow(name: str, who: str, limit: int, period_seconds: int) -> bool:
    """Whether `who` may do `name` now: at most `limit` times in any `period_seconds`.

    Each time takes one of `limit` places, which empties by itself after the period: a sliding
    window that needs no clock. A place is taken by the cache's `add`, which only one of two
    wins, so that many at a time are never more than the limit. Meant for limits up to some
    hundreds.
    """
    who = digest_of([name, who, period_seconds])  # No address or mail in a cache key.
    places = [f"rate:{who}:{place}" for place in range(limit)]
    taken = cache.get_many(places)
    free = (place for place in places if place not in taken)
    return any(cache.add(place, 1, timeout=period_seconds) for place in free)
