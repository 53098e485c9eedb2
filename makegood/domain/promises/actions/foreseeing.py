"""Saying before the day whether a promise will hold."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.writing import change, hold, pointers
from makegood.domain.promises.events import OutlookSaid
from makegood.domain.promises.models import Outlook, Promise
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def foresee(
    *, promise: Promise, says: Outlook.Says, member: Member, by: Actor, at: datetime
) -> bool:
    """A member's word about the due in force. True if it is news; a move makes it void.

    Refused: of what was kept or withdrawn.
    """
    hold(promise)
    if not promise.is_open:
        raise Refusal(_("This promise has ended: there is nothing to foresee."))
    if promise.outlook == says:
        return False
    change(promise, where={}, outlook=says)
    Outlook.objects.create(
        promise=promise,
        due_number=promise.due_number,
        says=says,
        said_at=at,
        said_by=member,
    )
    record(OutlookSaid(**pointers(promise), says=says), by=by, at=at)
    return True
