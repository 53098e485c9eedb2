"""How a promise or a case stands, in a word and a tone: where there is no room for more."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from makegood.domain.promises.models import Outlook, Promise
from makegood.domain.promises.queries.today import is_late
from makegood.domain.promises.rules.standing import Kept
from makegood.domain.recovery.models import Case
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.row import done_note


def standing(promise: Promise, now: datetime) -> tuple[str, str]:
    """Its tone and its word; both empty while nothing is to be said of it."""
    if not promise.is_open:
        tone = {Kept.LATE: "missed", Kept.WITHDRAWN: ""}.get(promise.kept, "kept")
        return tone, done_note(promise)
    if is_late(promise, now):
        ours = promise.by == Promise.By.BUSINESS
        return ("missed", _("Late")) if ours else ("waiting", _("Late, theirs"))
    if promise.outlook == Outlook.Says.AT_RISK:
        return "risk", _("At risk")
    return "", ""


def of_case(case: Case, now: datetime) -> tuple[str, str]:
    """Its tone, and since when it is not right, or how it ended."""
    if not case.is_open:
        return ("kept" if case.is_put_right else "waiting"), str(case.get_closing_display())
    since = wording.day(case.opened_at.astimezone(now.tzinfo).date(), now.date())
    return "risk", _("since %(day)s, not right yet") % {"day": since}
