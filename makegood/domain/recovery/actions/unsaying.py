"""A letter of a case did not reach them: what it said was not said, and is asked for again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.recovery.actions.walking import hold, pointers, walk_on
from makegood.domain.recovery.events import CaseUnsaid
from makegood.domain.recovery.models import STANDING, Case, How, Remedy, Verification
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor


@transaction.atomic
def unsay(*, case: Case, letter_id: int, by: Actor, at: datetime) -> bool:
    """Take back what only this letter said. True if something was.

    What a member told them meanwhile stays told, and a closed case stays closed.
    """
    hold(case)
    if not case.is_open or not _unsaid(case, letter_id):
        return False
    hold(case)
    entry = record(CaseUnsaid(**pointers(case), letter=letter_id), by=by, at=at)
    walk_on(case, entry.pk, by=by, at=at)
    return True


def _unsaid(case: Case, letter_id: int) -> bool:
    acknowledged = {"acknowledged_how": How.LETTER, "acknowledgement": letter_id}
    never = {"acknowledged_at": None, "acknowledged_how": "", "acknowledged_by": None}
    if Case.objects.filter(pk=case.pk, **acknowledged).update(acknowledgement=None, **never):
        return True
    told = Remedy.objects.filter(STANDING, case=case, letter=letter_id, told_how=How.LETTER)
    if told.update(letter=None, told_at=None, told_how=""):
        return True
    asked = Verification.objects.filter(case=case, letter=letter_id, answered_at=None)
    return asked.exists()
