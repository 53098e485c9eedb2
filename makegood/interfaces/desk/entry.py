"""One journal entry: the answer to “Why?”."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries import rows
from makegood.domain.promises.queries.stories import story_of
from makegood.foundation.accounts.queries import team
from makegood.foundation.journal import queries as journal
from makegood.foundation.journal.models import Entry
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.story import said_by, sentence
from makegood.interfaces.desk.today import local_now


@desk("see the journal")
def show(request: DeskRequest, entry: int) -> HttpResponse:
    now, zone = local_now(request), request.business.tz
    try:
        found = journal.get(entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    promise = _promise(found)
    said = found.event
    if promise is not None:
        moves = {move.number: move for move in story_of(promise).moves}
        said = sentence(found, promise, moves, now)
    rows_shown: list[tuple[str, Any]] = [
        (_("Happened"), wording.exact_instant(found.happened_at, zone)),
        (_("Written down"), wording.exact_instant(found.recorded_at, zone)),
        (_("By"), said_by(found, team(request.business))),
        (_("Event"), found.event),
        *found.facts.items(),
    ]
    context = {
        "said": said,
        "facts": rows_shown,
        "promise": promise,
        "promise_href": here(request, "promise", promise=promise.pk) if promise else "",
    }
    return page(request, "interfaces/desk/entry.html", context)


def _promise(entry: Entry) -> Promise | None:
    if entry.subject_kind != "promise":
        return None
    try:
        return rows.get(entry.subject_id)
    except Promise.DoesNotExist:
        return None
