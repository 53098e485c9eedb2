"""What becomes of an idea: planned, done, not now, or taken up again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.ideas.actions.holding import hold, refuse_another
from makegood.domain.ideas.events import IdeaDone, IdeaPlanned, IdeaSetAside, IdeaTakenUp
from makegood.domain.ideas.models import LOST, Idea
from makegood.domain.promises.actions import keeping
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.recovery.queries.progress import in_force
from makegood.domain.recovery.rules.words import lines
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def plan(*, idea: Idea, member: Member, by: Actor, at: datetime, due: Due | None = None) -> bool:
    """We mean to do it; with a day, that is a promise to ourselves. True if this press did it.

    One that is planned without a day may get one. Refused: an idea that has ended.
    """
    hold(idea)
    _refuse_ended(idea)
    promised = _promised(idea)
    stands = promised is not None and promised.withdrawn_at is None
    if idea.planned_at is not None and (due is None or stands):
        return False
    entry = record(IdeaPlanned(subject_id=idea.pk, by_day=due is not None), by=by, at=at)
    made = None
    if due is not None:
        terms = Terms(text=idea.title, kind=Promise.Kind.OTHER, owner=member, because=entry.pk)
        made = make(terms=terms, due=due, by=by, at=at)
    Idea.objects.filter(pk=idea.pk).update(planned_at=idea.planned_at or at, promise=made)
    hold(idea)
    return True


@transaction.atomic
def finish(*, idea: Idea, did: str, by: Actor, at: datetime) -> bool:
    """It is done, in words that whoever had it reads. True if this press did it.

    What we promised ourselves is kept with it. Refused: no words, too many (5,000), and an idea
    that was set aside.
    """
    did = lines(did, field="did")
    if not did:
        raise Refusal(_("What did you do? A sentence is enough: they read it."), field="did")
    hold(idea)
    if idea.done_at is not None:
        return False
    _refuse_ended(idea)
    promised = _promised(idea)
    if promised is not None and promised.is_open:
        keeping.keep(promise=promised, by=by, at=at)
    Idea.objects.filter(pk=idea.pk, done_at=None).update(done_at=at, did=did)
    hold(idea)
    record(IdeaDone(subject_id=idea.pk), by=by, at=at)
    return True


@transaction.atomic
def set_aside(*, idea: Idea, why: str, by: Actor, at: datetime) -> bool:
    """Not now, and why. True if this press did it.

    What we promised ourselves no longer stands. Refused: no reason, and an idea that is done.
    """
    why = lines(why, field="why")
    if not why:
        raise Refusal(_("Why not now? You will want to know it one day."), field="why")
    hold(idea)
    if idea.not_now_at is not None:
        return False
    _refuse_ended(idea)
    promised = _promised(idea)
    if promised is not None and promised.is_open:
        withdraw(promise=promised, asked_by=Promise.AskedBy.US, by=by, at=at)
    ended: dict[str, Any] = {"not_now_at": at, "not_now_why": why, "planned_at": None}
    Idea.objects.filter(pk=idea.pk, not_now_at=None).update(**ended)
    hold(idea)
    record(IdeaSetAside(subject_id=idea.pk), by=by, at=at)
    return True


@transaction.atomic
def take_up(*, idea: Idea, by: Actor, at: datetime) -> bool:
    """It is open again: set aside no more, or not done after all. True if this press did it.

    The words of its end stay with it. Refused: somebody was told already that it is done, and
    another open idea of the same title.
    """
    refuse_another(idea, idea.title_key)
    hold(idea)
    if idea.is_open:
        return False
    if idea.done_at is not None and idea.news.exclude(letter__state__in=LOST).exists():
        raise Refusal(_("Somebody knows already that it is done. Note a new idea instead."))
    promised = _promised(idea)
    if idea.done_at is not None and promised is not None:
        keeping.reopen(promise=promised, by=by, at=at)
    Idea.objects.filter(pk=idea.pk).update(done_at=None, not_now_at=None)
    hold(idea)
    record(IdeaTakenUp(subject_id=idea.pk), by=by, at=at)
    return True


def _promised(idea: Idea) -> Promise | None:
    """What we promised ourselves, or what was promised instead of it."""
    return in_force(idea.promise) if idea.promise is not None else None


def _refuse_ended(idea: Idea) -> None:
    if not idea.is_open:
        raise Refusal(_("That idea has ended. Take it up again first."))
