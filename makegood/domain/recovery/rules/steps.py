"""The way of a case: which step comes next, and by when it is promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from makegood.domain.playbook.rules import reply_by
from makegood.kit.office_hours import OfficeHours


class Way(StrEnum):
    """The steps of a case, in their order."""

    ACKNOWLEDGE = "acknowledge"
    HEAR = "hear"
    FACTS = "facts"
    REMEDY = "remedy"
    PUT_RIGHT = "put_right"
    VERIFY = "verify"
    CAUSE = "cause"
    PREVENT = "prevent"


# What comes before the customer's side has ended; the rest is our own.
THEIRS = (Way.ACKNOWLEDGE, Way.HEAR, Way.FACTS, Way.REMEDY, Way.PUT_RIGHT, Way.VERIFY)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was done in a case so far, in whatever order it was done."""

    acknowledged: bool = False
    heard: bool = False
    accounted: bool = False
    remedy_told: bool = False
    remedy_kept: bool = False
    closed: bool = False
    cause_named: bool = False
    prevented: bool = False
    # What opened it had not happened: nothing more is to be done.
    for_nothing: bool = False


def next_step(done: Done) -> Way | None:
    """The first step that is not done; None at the end of the way.

    Once the customer's side has ended, however it did, what is left of it is not asked for any
    more: then we ask ourselves where it came from. Not where nothing went wrong after all.
    """
    if done.for_nothing:
        return None
    theirs = (
        done.acknowledged,
        done.heard,
        done.accounted,
        done.remedy_told,
        done.remedy_kept,
        False,
    )
    if not done.closed:
        return next(way for way, is_done in zip(THEIRS, theirs, strict=True) if not is_done)
    if not done.cause_named:
        return Way.CAUSE
    return None if done.prevented else Way.PREVENT


def step_by(hours: OfficeHours, within: int, *, now: datetime) -> datetime:
    """By when a step is promised that has so many office hours, in UTC.

    Where we never open, the clock on the wall counts.
    """
    return reply_by(hours, within, now=now) or now + timedelta(hours=within)


def is_done(way: Way, done: Done) -> bool:
    """Whether a step that is left was done, and not passed over."""
    return {
        Way.ACKNOWLEDGE: done.acknowledged,
        Way.HEAR: done.heard,
        Way.FACTS: done.accounted,
        Way.REMEDY: done.remedy_told,
        Way.PUT_RIGHT: done.remedy_kept,
        Way.VERIFY: done.closed,
        Way.CAUSE: done.cause_named,
        Way.PREVENT: done.prevented,
    }[way]


def hours_for(way: Way, times: Mapping[str, int], *, rounds: int) -> int:
    """How many office hours a step has. Whoever was asked has time to answer: three times as many.

    `rounds` is how often they were asked.
    """
    return times[way.value] * (3 if rounds else 1)


def answer_hours(times: Mapping[str, int]) -> int:
    """Within how many office hours they hear how we put it right: once we heard them and looked."""
    return sum(times[way.value] for way in (Way.HEAR, Way.FACTS, Way.REMEDY))
