"""Of every due that passed unkept: whether the customer heard of it in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.stories import story_of
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.standing import Told, days_before, passed_unkept, told


@dataclass(frozen=True)
class Passed:
    """A due that came and went: `number` 0 is the first. `late_after` (UTC) is its last instant.

    `days_before`: how many days before it they heard, where in time; 0 on the day itself.
    """

    number: int
    due: Due
    late_after: datetime
    told: Told
    days_before: int = 0


def passed_dues(promise: Promise, *, now: datetime) -> list[Passed]:
    """Each such due of a promise fetched with its story, the first one first.

    None of a promise to nobody, who is not told; and none where nobody recorded when it ended,
    for then it is not known which of its dues it lived through.
    """
    if promise.to != Promise.To.CUSTOMER or not promise.end_recorded:
        return []
    story = story_of(promise)
    dues = [(move.old_due, move.old_late_after) for move in story.moves]
    dues.append((promise.due, promise.late_after))
    heard = [telling.heard for telling in story.tellings]
    return [
        Passed(
            number,
            due,
            late,
            told(number, late, heard, recorded=promise.tellings_recorded),
            days_before(number, late, heard, zone=ZoneInfo(due.zone)),
        )
        for number, (due, late) in enumerate(dues)
        if due is not None and late is not None and passed_unkept(late, promise.ended_at, now)
    ]
