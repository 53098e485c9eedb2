"""What can be said of a promise on its page, beside the one act that its row needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from makegood.domain.promises.models import Outlook, Promise
from makegood.domain.promises.rules.due import has_passed
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.promise_forms import DoneForm
from makegood.interfaces.desk.row import KEEP, keeping
from makegood.permissions import allows


def said_beside(
    request: DeskRequest,
    promise: Promise,
    act: dict[str, Any] | None,
    *,
    now: datetime,
    done: DoneForm | None,
) -> dict[str, Any]:
    """That it is done, where its row asks for another act first, or was a while ago; a word about
    the day to come.

    Only of a day that is still ahead can anybody say whether it will hold; what the act says
    already is not offered twice. A regular update is kept by what is written, not by a press.
    """
    keep = keeping(request, promise) | {"tone": "quiet"}
    asked = act is not None and act.get("action") == keep["action"]
    may = promise.is_open and not promise.regular and allows(KEEP, request.member)
    ahead = promise.due is not None and not has_passed(promise.late_after, now)
    pressed = {promise.outlook, act["value"] if act else ""}
    return {
        "keep": keep if may and not asked else None,
        "done": (done or DoneForm(auto_id="done_%s")) if may else None,
        "outlooks": [says for says in Outlook.Says if ahead and says not in pressed],
    }
