"""How far an idea is, and whether whoever had it may be written to. No clock, no database."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

LONGEST_TITLE, LONGEST_KEY = 200, 800
SENTENCE = re.compile(r".+?[.!?…](?=\s|$)")


class Standing(StrEnum):
    """How far an idea is."""

    HEARD = "heard"
    PLANNED = "planned"
    DONE = "done"
    NOT_NOW = "not_now"


class Reach(StrEnum):
    """Whether somebody may be written to that their idea is done, and if not, why."""

    WRITE = "write"
    TOLD = "told"
    NOBODY = "nobody"
    STOPPED = "stopped"
    NO_MAILBOX = "no_mailbox"


def standing(
    *, planned_at: datetime | None, done_at: datetime | None, not_now_at: datetime | None
) -> Standing:
    """How far it is: an end counts before what was planned."""
    if done_at is not None:
        return Standing.DONE
    if not_now_at is not None:
        return Standing.NOT_NOW
    return Standing.PLANNED if planned_at is not None else Standing.HEARD


def reach(*, known: bool, told: bool, stopped: bool, mailbox: bool) -> Reach:
    """Whether somebody may be written to. Nobody hears it twice, nor against their wish."""
    if not known:
        return Reach.NOBODY
    if told:
        return Reach.TOLD
    if stopped:
        return Reach.STOPPED
    return Reach.WRITE if mailbox else Reach.NO_MAILBOX


def in_short(words: str) -> str:
    """What somebody wrote, as an idea may be called: as many whole sentences as fit a title."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_TITLE:
        return line
    short = ""
    for found in SENTENCE.finditer(line):
        if found.end() > LONGEST_TITLE:
            break
        short = line[: found.end()]
    cut = line[: LONGEST_TITLE - 1]
    return short or (cut.rpartition(" ")[0] or cut) + "…"
