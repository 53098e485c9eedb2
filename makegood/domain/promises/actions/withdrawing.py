"""Withdrawing promises."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.writing import change, pointers
from makegood.domain.promises.events import PromiseWithdrawn
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.refusal import Refusal

TIME_TO_NOTICE_A_MISTAKE = timedelta(hours=1)


@transaction.atomic
def withdraw(
    *,
    promise: Promise,
    asked_by: Promise.AskedBy,
    by: Actor,
    at: datetime,
    withdrawn_at: datetime | None = None,
) -> bool:
    """The promise no longer stands. True if this press did it.

    It counts as not kept unless the customer asked or agreed. “Entered by mistake” is left out
    of rates, so it can be said only within the hour and before anything else happened to the
    promise; “not recorded” only by an import.
    """
    if asked_by == Promise.AskedBy.MISTAKE:
        entered = promise.made_at + TIME_TO_NOTICE_A_MISTAKE
        if at > entered or promise.due_number or promise.told_through >= 0 or promise.succeeds_id:
            raise Refusal(_("It has stood too long for a mistake. Who asked to withdraw it?"))
    if asked_by == Promise.AskedBy.NOT_RECORDED and by.kind != "import":
        raise Refusal(_("Say who asked to withdraw it."), field="asked_by")
    withdrawn = {"withdrawn_at": withdrawn_at or at, "withdrawn_asked_by": asked_by}
    if not change(promise, where={"kept_at": None, "withdrawn_at": None}, **withdrawn):
        if promise.kept_at:
            raise Refusal(_("This promise was kept: there is nothing to withdraw."))
        return False
    event = PromiseWithdrawn(**pointers(promise), asked_by=asked_by)
    record(event, by=by, at=at, happened_at=withdrawn_at)
    return True
