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
from makegood.domain.promises.queries.owed import ended_by, entries_of, updates_of
from makegood.foundation.journal.events import Actor

# The rule that ends an update with its news; its id is the entry that says what they heard.
UPDATE_GIVEN = "update given"


@transaction.atomic
def update_given(*, promise: Promise, heard_at: datetime, by: Actor, at: datetime) -> bool:
    """Keep the open updates of a promise that has a date again, or was withdrawn. True if one was.

    Without a date still, they heard when the next one comes: that ends each before it.
    `heard_at` is the stated time; before the update was promised nobody heard it. `by`: the
    rule with the entry of the telling, or of the new date where there is nobody to tell.
    """
    still_unknown = promise.is_open and promise.late_after is None
    too_early = promise.withdrawn_at is not None and heard_at < promise.withdrawn_at
    if too_early:
        return False
    given = [one for one in updates_of(promise) if one.is_open]
    if still_unknown:
        given = [one for one in given if one.pk != promise.next_update_id]
    for update in given:
        keep(promise=update, by=by, at=at, kept_at=max(heard_at, update.made_at))
    return bool(given)


@transaction.atomic
def update_not_given(*, promise: Promise, telling: Telling, by: Actor, at: datetime) -> bool:
    """Open each update again that was kept by this telling. True if there was one."""
    causes = entries_of(telling)
    not_given = [update for update in updates_of(promise) if ended_by(update, causes)]
    for update in not_given:
        reopen(promise=update, by=by, at=at)
    return bool(not_given)
