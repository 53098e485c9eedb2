"""Withdrawing promises."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.writing import change, hold, pointers, refuse_if_hung_upon
from makegood.domain.promises.events import PromiseRestored, PromiseWithdrawn
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.owed import updates_of
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.refusal import Refusal

TIME_TO_NOTICE_A_MISTAKE = timedelta(hours=1)
# The rule that withdraws what followed from an update whose letter came back.
NEVER_HEARD = "update not heard"
SAID_ONLY_BY = {Promise.AskedBy.NOT_RECORDED: "import", Promise.AskedBy.DONE: "rule"}


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

    It counts as not kept unless the customer asked or agreed before its first due had passed.
    “Entered by mistake” is left out of rates, so it can be said only within the hour and before
    anything else happened to the promise (at any time of the next update, where the one before was
    not heard after all); “not recorded” only by an import, which may not know
    when either; “done” only by a rule. Refused too: what was kept, a time ahead or before it was
    made, and an update on whose day another promise without a date hangs.

    The open updates of a promise without a date go with it; where we decided alone, the customer
    is owed that news, and they stay until they are told.
    """
    hold(promise)
    when = withdrawn_at or at
    if when > at:
        raise Refusal(_("That is still ahead. When was it withdrawn?"), field="withdrawn_at")
    if when < promise.made_at:
        sentence = _("That is before it was promised. When was it withdrawn?")
        raise Refusal(sentence, field="withdrawn_at")
    if asked_by == Promise.AskedBy.MISTAKE and not _may_be_a_mistake(promise, by, at):
        sentence = _("It has stood too long for a mistake. Who asked to withdraw it?")
        raise Refusal(sentence, field="asked_by")
    if SAID_ONLY_BY.get(asked_by, by.kind) != by.kind:
        raise Refusal(_("Say who asked to withdraw it."), field="asked_by")
    refuse_if_hung_upon(promise)
    unknown = Promise.AskedBy.NOT_RECORDED
    withdrawn: dict[str, Any] = {"withdrawn_at": when, "withdrawn_asked_by": asked_by}
    withdrawn["end_recorded"] = withdrawn_at is not None or asked_by != unknown
    if not change(promise, where={"kept_at": None, "withdrawn_at": None}, **withdrawn):
        if promise.kept_at:
            raise Refusal(_("This promise was kept: there is nothing to withdraw."))
        return False
    event = PromiseWithdrawn(**pointers(promise), asked_by=asked_by)
    record(event, by=by, at=at, happened_at=withdrawn_at)
    owed = promise.to == Promise.To.CUSTOMER and asked_by == Promise.AskedBy.US
    for update in () if owed else updates_of(promise):
        if update.is_open:
            withdraw(promise=update, asked_by=asked_by, by=by, at=at)
    return True


@transaction.atomic
def stand_again(*, promise: Promise, by: Actor, at: datetime) -> bool:
    """What a rule withdrew because its matter was done is owed again. True if this press did it.

    What a person withdrew stays withdrawn.
    """
    hold(promise)
    done = {"withdrawn_asked_by": Promise.AskedBy.DONE}
    if not change(promise, where=done, withdrawn_at=None, withdrawn_asked_by=""):
        return False
    record(PromiseRestored(**pointers(promise)), by=by, at=at)
    return True


def _may_be_a_mistake(promise: Promise, by: Actor, at: datetime) -> bool:
    """Whether it was entered within the hour, is not late, and nothing else happened to it."""
    if by.rule == NEVER_HEARD:
        return True
    is_new = at <= promise.made_at + TIME_TO_NOTICE_A_MISTAKE
    is_late = promise.late_after is not None and at > promise.late_after
    untouched = not promise.due_number and not promise.tellings.exists()
    return is_new and not is_late and untouched and promise.succeeds_id is None
