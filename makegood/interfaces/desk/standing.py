"""How a promise stands, in a word and a tone: where there is no room for more."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from makegood.domain.promises.models import Outlook, Promise
from makegood.domain.promises.queries.today import is_late
from makegood.domain.promises.rules.standing import Kept
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
