"""Of which piece of work a promise is part, as its page shows it."""

from __future__ import annotations

from typing import Any

from makegood.domain.engagements.queries import names
from makegood.domain.promises.models import Promise
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.engagement_forms import PlaceForm
from makegood.interfaces.desk.page import here


def part_of(request: DeskRequest, promise: Promise, sent: PlaceForm | None) -> dict[str, Any]:
    """The work with its page, and the form that says it; the form as it was sent, if it was."""
    if promise.customer is None:
        return {}
    return {
        "part": _part(request, promise),
        "place": None if promise.regular else sent or place_form(promise),
        "place_href": here(request, "place", promise=promise.pk),
    }


def place_form(promise: Promise, said: Any = None, *, initial: Any = None) -> PlaceForm:
    """The name as it stands, and those that the same customer has."""
    assert promise.customer is not None
    work = promise.engagement
    shown = {"name": work.name if work else "", **(initial or {})}
    theirs = names(promise.customer)
    return PlaceForm(said, names=theirs, initial=shown, auto_id="place_%s")


def _part(request: DeskRequest, promise: Promise) -> dict[str, str] | None:
    work = promise.engagement
    if work is None:
        return None
    return {"name": work.name, "href": here(request, "engagement", engagement=work.pk)}
