"""Work that was delivered, and how it was rated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions import note_rating
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.rules.due import Due
from tests.cast import Cast
from tests.domain.promises.hands import FRIDAY, MONDAY, act, promise

NOW = MONDAY + timedelta(days=90)


def work(cast: Cast) -> Engagement:
    return begin(customer=cast.bakery, name="Sign", by=act(cast.owner), at=MONDAY)


def delivered(
    cast: Cast,
    came: datetime | None,
    *,
    due: Due = FRIDAY,
    of: Engagement | None = None,
    **said: Any,
) -> Engagement:
    """A piece of work whose delivery was promised for Friday, and came then; None: not yet."""
    sign = of or work(cast)
    one = promise(cast, kind="delivery", engagement=sign, due=due, **said)
    if came is not None:
        keep(promise=one, kept_at=came, by=act(cast.owner), at=NOW)
    return sign


def rate(
    cast: Cast,
    sign: Engagement | None,
    *scores: int,
    out_of: int = 5,
    asked: datetime | None = None,
) -> None:
    for score in scores:
        note_rating(
            engagement=sign,
            score=score,
            out_of=out_of,
            said_at=NOW - timedelta(days=1),
            asked_at=asked,
            by=act(cast.owner),
            at=NOW,
        )


def many(cast: Cast, came: datetime, scores: Sequence[int], **said: Any) -> None:
    """As many pieces of work as scores."""
    for score in scores:
        rate(cast, delivered(cast, came, **said), score)
