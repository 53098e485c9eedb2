"""Keeping a promise, and taking “kept” back when it was pressed by mistake."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.writing import change, hold, pointers, refuse_if_hung_upon
from makegood.domain.promises.events import PromiseKept, PromiseReopened
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.refusal import Refusal


@transaction.atomic
def keep(*, promise: Promise, by: Actor, at: datetime, kept_at: datetime | None = None) -> bool:
    """The promise was kept, now or at `kept_at`. True if this press did it.

    Pressed twice, in two windows or by two people, it is kept once: the first press counts.
    Refused: keeping what was withdrawn, or before it was made, or in the future; and an update
    that another promise's unknown date hangs on, until that promise has a date or a next update.
    """
    hold(promise)
    when = kept_at or at
    if when > at:
        raise Refusal(_("That is still ahead. When was it done?"), field="kept_at")
    if when < promise.made_at:
        raise Refusal(_("That is before it was promised. When was it done?"), field="kept_at")
    refuse_if_hung_upon(promise)
    if not change(promise, where={"kept_at": None, "withdrawn_at": None}, kept_at=when):
        if promise.withdrawn_at:
            raise Refusal(_("This promise was withdrawn: it cannot be kept any more."))
        return False
    event = PromiseKept(**pointers(promise), kept=promise.kept)
    record(event, by=by, at=at, happened_at=kept_at)
    return True


@transaction.atomic
def reopen(*, promise: Promise, by: Actor, at: datetime) -> bool:
    """It was not kept after all. True if this press did it; the ledger remembers both.

    Refused: one without a date whose next update has come already, for nothing would be due.
    """
    hold(promise)
    update = promise.next_update
    if promise.kept_at and promise.late_after is None and update and not update.is_open:
        raise Refusal(_("It had no date, and its update has come. Promise it anew, with a date."))
    was_kept = {"kept_at__isnull": False}
    if not change(promise, where=was_kept, kept_at=None):
        return False
    record(PromiseReopened(**pointers(promise)), by=by, at=at)
    return True
