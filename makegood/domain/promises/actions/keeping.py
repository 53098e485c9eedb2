"""Keeping a promise, and taking “kept” back when it was pressed by mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.withdrawing import stand_again, withdraw
from makegood.domain.promises.actions.writing import change, hold, pointers, refuse_if_hung_upon
from makegood.domain.promises.events import PromiseKept, PromiseReopened
from makegood.domain.promises.models import OPEN, Promise
from makegood.domain.promises.queries.owed import ended_by, keeping_of, updates_of
from makegood.domain.promises.rules.standing import is_early
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.kit.refusal import Refusal

# The rule that ends an update with its promise; its id is the entry that says it was kept.
PROMISE_KEPT = "promise kept"


@transaction.atomic
def keep(*, promise: Promise, by: Actor, at: datetime, kept_at: datetime | None = None) -> bool:
    """The promise was kept, now or at `kept_at`. True if this press did it.

    Pressed twice, in two windows or by two people, it is kept once: the first press counts.
    Refused: keeping what was withdrawn, or before it was made, or in the future; and an update
    that another promise's unknown date hangs on, until that promise has a date or a next update.

    The update that was still owed of it ends with it: nobody needs to hear when, once it is there.
    """
    hold(promise)
    when = kept_at or at
    if when > at:
        raise Refusal(_("That is still ahead. When was it done?"), field="kept_at")
    if when < promise.made_at:
        raise Refusal(_("That is before it was promised. When was it done?"), field="kept_at")
    refuse_if_hung_upon(promise)
    kept = {"kept_at": when, "kept_early": is_early(promise.due or promise.due_first, when)}
    if not change(promise, where={"kept_at": None, "withdrawn_at": None}, **kept):
        if promise.withdrawn_at:
            raise Refusal(_("This promise was withdrawn: it cannot be kept any more."))
        return False
    event = PromiseKept(**pointers(promise), kept=promise.kept)
    entry = record(event, by=by, at=at, happened_at=kept_at)
    for update in updates_of(promise):
        _end_update(promise, update, entry, at)
    return True


@transaction.atomic
def reopen(*, promise: Promise, by: Actor, at: datetime) -> bool:
    """It was not kept after all. True if this press did it; the ledger remembers both.

    Refused: one without a date whose next update has come already, for nothing would be due; and
    a regular update whose next one has stood for a while.
    """
    hold(promise)
    if promise.kept_at is None:
        return False
    _begin_update_again(promise, at)
    _unpromise_following(promise, at)
    update = promise.next_update
    if promise.late_after is None and update and not update.is_open:
        raise Refusal(_("It had no date, and its update has come. Promise it anew, with a date."))
    change(promise, where={}, kept_at=None, kept_early=False)
    record(PromiseReopened(**pointers(promise)), by=by, at=at)
    return True


@transaction.atomic
def keep_as_of(*, promise: Promise, kept_at: datetime, by: Actor, at: datetime) -> None:
    """What we took for its keeping was none: it was kept at `kept_at`. The journal has both."""
    hold(promise)
    early = is_early(promise.due or promise.due_first, kept_at)
    change(promise, where={}, kept_at=kept_at, kept_early=early)
    record(PromiseReopened(**pointers(promise)), by=by, at=at)
    event = PromiseKept(**pointers(promise), kept=promise.kept)
    record(event, by=by, at=at, happened_at=kept_at)


def _end_update(promise: Promise, update: Promise, because: Entry, at: datetime) -> None:
    """Withdraw the update that a customer no longer needs; it was not given, so it is not kept.

    Where there is no customer to tell, what was done is itself the update: it is kept.
    """
    if not update.is_open:
        return
    assert promise.kept_at is not None
    when = max(promise.kept_at, update.made_at)
    rule = Actor("rule", because.pk, rule=PROMISE_KEPT)
    if promise.to == Promise.To.CUSTOMER:
        done = Promise.AskedBy.DONE
        withdraw(promise=update, asked_by=done, by=rule, at=at, withdrawn_at=when)
    else:
        keep(promise=update, by=rule, at=at, kept_at=when)


def _begin_update_again(promise: Promise, at: datetime) -> None:
    """Owe each update again that ended with this promise."""
    causes = keeping_of(promise)
    for update in updates_of(promise):
        if ended_by(update, causes):
            rule = Actor("rule", max(causes), rule=PROMISE_KEPT)
            if not reopen(promise=update, by=rule, at=at):
                stand_again(promise=update, by=rule, at=at)


def _unpromise_following(promise: Promise, at: datetime) -> None:
    """Of regular updates one is owed at a time: the next, promised by this press, was a mistake."""
    if not promise.regular:
        return
    rule = Actor("rule", max(keeping_of(promise)), rule=PROMISE_KEPT)
    for following in Promise.objects.filter(OPEN, regular=True, engagement=promise.engagement_id):
        try:
            withdraw(promise=following, asked_by=Promise.AskedBy.MISTAKE, by=rule, at=at)
        except Refusal as stands:
            sentence = _("The next update is promised already: this one stays kept.")
            raise Refusal(sentence) from stands
