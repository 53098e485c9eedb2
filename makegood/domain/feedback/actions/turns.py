"""Whose turn it is to be asked, or reminded: in all businesses, one after the other.

Each is asked in a transaction of its own, and one that fails holds up no other: neither in its
business nor anywhere else (`foundation/jobs/apart.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice

from django_tasks import TaskContext, task

from makegood.domain.feedback.actions.asking import ask
from makegood.domain.feedback.actions.reminding import remind
from makegood.domain.feedback.queries import asking as found
from makegood.domain.feedback.rules import asking as rules
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.jobs.apart import apart
from makegood.foundation.jobs.backend import once_while_open
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal


@dataclass(frozen=True)
class Turn:
    """Who waits for a letter, the act that writes it, and by which rule."""

    waiting: Callable[..., list[int]]
    act: Callable[..., bool]
    rule: str


TURNS = {
    "ask": Turn(found.due, ask, "asked in turn"),
    "remind": Turn(found.to_remind, remind, "not answered yet"),
}


def ask_due(*, now: datetime) -> int:
    """Ask whoever may be asked by now, in all businesses; how many letters were written."""
    return sum(_walk(business, "ask", now) for business in _those_who_write())


def remind_due(*, now: datetime) -> int:
    """Remind whoever may be reminded by now, in all businesses; how many letters were written."""
    return sum(_walk(business, "remind", now) for business in _those_who_write())


def ask_ours(*, now: datetime) -> int:
    """Ask in the business we are in; by night nobody is asked."""
    return _walk(current_business(), "ask", now)


def remind_ours(*, now: datetime) -> int:
    """Remind in the business we are in; by night nobody is reminded."""
    return _walk(current_business(), "remind", now)


@task(takes_context=True)
@once_while_open
def once_more(
    context: TaskContext, *, business_id: int, turn: str, invitation_id: int | None = None
) -> None:
    """What failed in its turn, by itself: one invitation, or seeing whose turn it is.

    By night nothing: then it has its turn again by day.
    """
    at = context.task_result.started_at
    if current_business().pk != business_id or at is None:
        raise RuntimeError("A turn is tried again as a job, in its business.")
    if invitation_id in _whose(turn, at):
        _take(turn, invitation_id, at)


def _those_who_write() -> list[Business]:
    return list(Business.objects.filter(demo=False).order_by("pk"))


def _walk(business: Business, turn: str, now: datetime) -> int:
    """How many letters were written; at most so many have their turn, but for those that fail."""
    now_here = partial(apart, again=once_more, business=business, now=now, turn=turn)
    whose = now_here(partial(_whose, turn, now))
    taken = (now_here(partial(_take, turn, one, now), invitation_id=one) for one in whose or ())
    return sum(islice((done for done in taken if done is not None), rules.MOST_AT_ONCE))


def _whose(turn: str, now: datetime) -> list[int]:
    """Whose turn it is in the business we are in; nobody's by night."""
    waiting = TURNS[turn].waiting(now=now)
    if not waiting or rules.next_hour(now, office_hours(now=now)) is not None:
        return []
    return waiting


def _take(turn: str, invitation_id: int, now: datetime) -> bool:
    """Write the letter. False where there is nothing to write, or it must wait."""
    invitation = found.by_number(invitation_id)
    by = Actor("rule", invitation.because_id, rule=TURNS[turn].rule)
    try:
        return TURNS[turn].act(invitation=invitation, by=by, at=now)
    except Refusal:  # As many letters as leave in a day have left: this one waits.
        return False
