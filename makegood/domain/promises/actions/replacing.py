"""Promising something else instead: one promise takes the place of another."""

from __future__ import annotations

from dataclasses import replace as instead
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.actions.telling import tell
from makegood.domain.promises.actions.waiting import wait_instead
from makegood.domain.promises.actions.withdrawing import withdraw
from makegood.domain.promises.actions.writing import hold, insist_on_a_witness
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.rules.due import Due
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

# Whoever asked for another date, or agreed to it, has heard of it.
HEARD = (Promise.AskedBy.CUSTOMER, Promise.AskedBy.AGREED)


@transaction.atomic
def replace(
    *,
    promise: Promise,
    text: str,
    due: Due,
    asked_by: Promise.AskedBy,
    by: Actor,
    at: datetime,
    member: Member | None = None,
    told: Telling.How | None = None,
) -> Promise:
    """Withdraw a promise and make another in its place. The two are one line, and count once.

    The successor takes over the first due, every move and telling, the waits of both sides, the
    update that is owed and the journal entry it goes back to. `told`: `member` states that the
    customer heard of the new date in this way, just now. What replaces a mistake begins anew.

    Refused, besides what `withdraw` and `make` refuse: one withdrawn before; and another date
    that the customer asked for or agreed to, without how they spoke.
    """
    insist_on_a_witness(told, member)
    hold(promise)
    is_new_date = promise.due != due and asked_by != Promise.AskedBy.MISTAKE
    to_customer = promise.to == Promise.To.CUSTOMER
    if is_new_date and to_customer and asked_by in HEARD and told is None:
        raise Refusal(_("They asked or agreed: how did you speak?"), field="told")
    if not withdraw(promise=promise, asked_by=asked_by, by=by, at=at):
        raise Refusal(_("This promise was withdrawn meanwhile: there is nothing to replace."))
    terms = instead(Terms.of(promise), text=text)
    successor = make(terms=terms, due=due, by=by, at=at, succeeds=promise)
    _inherit_moves(promise, successor)
    _inherit_tellings(promise, successor)
    if is_new_date:
        _give_up(promise, successor, by, at)
    wait_instead(promise=promise, successor=successor, by=by, at=at)
    if is_new_date and to_customer and told is not None and member is not None:
        tell(promise=successor, how=told, stated_by=member, by=by, at=at)
    return successor


def _inherit_moves(promise: Promise, successor: Promise) -> None:
    """Every date that was said before stays on the line."""
    moves = list(promise.moves.order_by("number"))
    for move in moves:
        move.pk, move.promise = None, successor
    Move.objects.bulk_create(moves)


def _give_up(promise: Promise, successor: Promise, by: Actor, at: datetime) -> None:
    """The replacing is itself the move from the old date to the new one."""
    Move.objects.create(
        promise=successor,
        number=successor.due_number,
        moved_at=at,
        reason=Move.Reason.REPLACED,
        member_id=by.id if by.kind == "member" else None,
        rule=by.rule,
        old_from=promise.due_from,
        old_to=promise.due_to,
        old_at=promise.due_at,
        old_late_after=promise.late_after,
        new_from=successor.due_from,
        new_to=successor.due_to,
        new_at=successor.due_at,
        new_late_after=successor.late_after,
    )


def _inherit_tellings(promise: Promise, successor: Promise) -> None:
    """Nobody has to be told again what they heard of the promise before."""
    Telling.objects.bulk_create(
        Telling(
            promise=successor,
            through=told.through,
            how=told.how,
            told_at=told.told_at,
            entered_at=told.entered_at,
            stated_by=told.stated_by,
        )
        for told in promise.tellings.filter(taken_back_at=None)
    )
