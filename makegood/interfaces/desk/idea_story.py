"""What became of an idea, step by step, each with its why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from makegood.domain.ideas.models import Idea
from makegood.foundation.accounts.queries import team
from makegood.foundation.journal.models import Entry
from makegood.foundation.journal.queries import about
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.entry_words import HAPPENED
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.story import said_by

# Who said it, and who knows, stands above with their words.
MARKS = {
    "idea.noted": "note",
    "idea.reworded": "note",
    "idea.planned": "made",
    "idea.done": "kept",
    "idea.set_aside": "withdrawn",
    "idea.taken_up": "made",
}
# Beside the idea itself a word is enough.
WORDS = HAPPENED | {
    "idea.noted": _("Written down"),
    "idea.planned": _("Planned"),
    "idea.done": _("Done"),
}


def became(request: DeskRequest, idea: Idea, now: datetime) -> list[dict[str, Any]]:
    """The entries of ui/story.html, oldest first."""
    names = team(request.business)
    return [
        _entry(request, one, names, now) for one in about("idea", idea.pk) if one.event in MARKS
    ]


def _entry(
    request: DeskRequest, entry: Entry, names: dict[int, str], now: datetime
) -> dict[str, Any]:
    return {
        "kind": MARKS[entry.event],
        "text": str(WORDS[entry.event]),
        "at": wording.instant(entry.happened_at, now),
        "at_iso": entry.happened_at.isoformat(),
        "at_exact": wording.exact_instant(entry.happened_at, request.business.tz),
        "by": said_by(entry, names),
        "why_href": here(request, "entry", entry=entry.pk),
    }
