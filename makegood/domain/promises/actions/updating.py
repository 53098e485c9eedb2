"""Ending the update that a promise without a date hung on, once it has been given.

“We cannot say yet, we tell you more by Friday” is two promises. What then becomes of the first is
the news that the second owes: the update is kept when the customer hears it, no sooner. A date
that we set in silence is no update; the update stays open, and falls due, until they are told.
Where there is no customer to tell, the new date itself is the update: whoever owes it was heard.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.promises.actions.keeping import keep, reopen
from makegood.domain.promises.models import Promise, Telling
from makegood.domain.promises.queries.owed import ended_by, entries_of
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry

# The rule that ends an update with its news; its id is the entry that says what they heard.
UPDATE_GIVEN = "update given"


@transaction.atomic
def update_given(*, promise: Promise, heard_at: datetime, because: Entry, at: datetime) -> bool:
    """Keep the open update of a promise that has a date again, or was withdrawn. True if it was.

    `heard_at` is the stated time; before the update was promised nobody heard it. `because`: the
    entry of the telling, or of the new date where there is nobody to tell.
    """
    update = promise.next_update
    still_unknown = promise.is_open and promise.late_after is None
    too_early = promise.withdrawn_at is not None and heard_at < promise.withdrawn_at
    if update is None or not update.is_open or still_unknown or too_early:
        return False
    by = Actor("rule", because.pk, rule=UPDATE_GIVEN)
    return keep(promise=update, by=by, at=at, kept_at=max(heard_at, update.made_at))


@transaction.atomic
def update_not_given(*, promise: Promise, telling: Telling, because: Entry, at: datetime) -> bool:
    """Open the update again that was kept by this telling. True if there was one.

    `because`: the entry that takes the telling back.
    """
    update = promise.next_update
    if update is None or not ended_by(update, entries_of(telling)):
        return False
    by = Actor("rule", because.pk, rule=UPDATE_GIVEN)
    return reopen(promise=update, by=by, at=at)
