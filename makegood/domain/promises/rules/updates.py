"""How a piece of work stands, as far as its promises say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from makegood.kit.refusal import Refusal


class Standing(StrEnum):
    """The worst of its promises decides."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True)
class Owed:
    """What decides it, of one promise to the customer. `late_after` is None while it is unknown."""

    is_open: bool
    late_after: datetime | None
    due_number: int
    told_through: int
    outlook: str


def concern(owed: Owed, *, now: datetime) -> Standing | None:
    """What speaks against “on track” of one promise; None where nothing does.

    Late is also one whose earlier day was given up and they do not know it: to them it stands.
    At risk is one without a date, and one of which a member said that it may not hold.
    """
    if not owed.is_open:
        return None
    passed = owed.late_after is not None and owed.late_after < now
    if passed or owed.told_through < owed.due_number - 1:
        return Standing.LATE
    if owed.late_after is None or owed.outlook == "at_risk":
        return Standing.AT_RISK
    return None


def standing(found: Sequence[Owed], *, now: datetime) -> Standing:
    """How the work stands; “done” where something was promised and nothing is owed any more."""
    concerns = {concern(owed, now=now) for owed in found}
    for worst in (Standing.LATE, Standing.AT_RISK):
        if worst in concerns:
            return worst
    done = bool(found) and not any(owed.is_open for owed in found)
    return Standing.DONE if done else Standing.ON_TRACK


def refuse_untrue(says: str, stands: Standing, about: str) -> None:
    """Refuse to tell a customer “on track” or “done” where it is not so. `about`: what speaks so.

    At risk and late are never said here: a delay notice says them, with the new day.
    """
    if stands in {Standing.LATE, Standing.AT_RISK}:
        sentence = {
            Standing.LATE: _("“%(what)s” is late. “On track” would not be true: tell them that."),
            Standing.AT_RISK: _("“%(what)s” may not hold. First say when it will be."),
        }[stands]
        raise Refusal(sentence % {"what": about})
    if says != stands:
        raise Refusal(_("That has changed meanwhile. Look again how it stands."))
