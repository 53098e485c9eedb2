"""A case that was opened for nothing: what had been missed, as it seemed, was kept in time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.recovery.actions.walking import close, hold, reopen, walk_on
from makegood.domain.recovery.models import Case
from makegood.domain.recovery.queries.missed import is_for_nothing, nothing_was_said
from makegood.foundation.journal.events import Actor


@transaction.atomic
def fall_away(*, case: Case, by: Actor, at: datetime) -> bool:
    """Close it, where nothing else belongs to it and nobody has said a word. True if this did it.

    What was written down of the missed day stays in the journal, and the case with it.
    """
    hold(case)
    if not case.is_open or not is_for_nothing(case) or not nothing_was_said(case):
        return False
    return close(case, Case.Closing.KEPT, None, by=by, at=at)


@transaction.atomic
def stand_again(*, case: Case, by: Actor, at: datetime) -> bool:
    """Open it again, where it was not kept in time after all. True if this did it.

    False where another case of the same work is open meanwhile: that one goes on.
    """
    hold(case)
    if case.closing != Case.Closing.KEPT or is_for_nothing(case):
        return False
    entry = reopen(case, by=by, at=at)
    if entry is None:
        return False
    walk_on(case, entry.pk, by=by, at=at)
    return True
