"""One journal entry: the answer to “Why?”."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Consent, Customer, Handle
from makegood.domain.ideas.queries.ideas import of_touchpoint
from makegood.domain.promises.models import Move, Promise, Telling
from makegood.domain.promises.queries import rows
from makegood.domain.promises.queries.stories import story_of
from makegood.foundation.accounts.queries import team
from makegood.foundation.journal import queries as journal
from makegood.foundation.journal.models import Entry, Feeling
from makegood.foundation.mail.models import Letter
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.entry_words import HAPPENED
from makegood.interfaces.desk.idea_noting import noting_href
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.story import is_undated, said_by, sentence
from makegood.interfaces.desk.when import local_now
from makegood.permissions import allows

KINDS = {"letter": Letter.Kind, "customer": Handle.Kind}


@desk("see the journal")
def show(request: DeskRequest, entry: int) -> HttpResponse:
    now, zone = local_now(request), request.business.tz
    try:
        found = journal.get(entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    promise = _promise(found)
    said = happened(found)
    about, about_href = _customer(request, found)
    if promise is not None:
        moves = {move.number: move for move in story_of(promise).moves}
        said = sentence(found, promise, moves, now)
        about, about_href = promise.text, here(request, "promise", promise=promise.pk)
    shown = [
        *_hours(found, promise, zone),
        (_("By"), said_by(found, team(request.business))),
        *facts(found),
        (_("In the journal as"), f"{found.event}, {found.pk}"),
    ]
    context = {
        "said": said,
        "facts": shown,
        "about": about,
        "about_href": about_href,
        **_ideas(request, found),
    }
    return page(request, "interfaces/desk/entry.html", context)


def _ideas(request: DeskRequest, entry: Entry) -> dict[str, Any]:
    """What came of what a customer lived through, and a way to write one more down."""
    if not entry.phase or entry.customer_id is None:
        return {}
    notes = allows("note an idea", request.member)
    return {
        "ideas": [
            {"title": one.title, "href": here(request, "idea", idea=one.pk)}
            for one in of_touchpoint(entry.pk)
        ],
        "idea_href": noting_href(request, f"touchpoint:{entry.pk}") if notes else "",
    }


def happened(entry: Entry) -> str:
    """What happened to anything but a promise, in a plain sentence; its bare name if none knows."""
    return str(HAPPENED.get(entry.event, entry.event))


def _hours(entry: Entry, promise: Promise | None, zone: ZoneInfo) -> list[tuple[str, str]]:
    """When it happened, and when that was written down where it was not at once."""
    if promise is not None and is_undated(entry, promise):
        return [(_("Happened"), _("when is not recorded"))]
    happened_at = wording.exact_instant(entry.happened_at, zone)
    recorded_at = wording.exact_instant(entry.recorded_at, zone)
    said = [(_("Happened"), happened_at)]
    return said if recorded_at == happened_at else [*said, (_("Written down"), recorded_at)]


def facts(entry: Entry) -> list[tuple[str, str]]:
    """What the entry holds, in words; numbers that only point elsewhere are left out."""
    labels = {
        "kind": _("Kind"),
        "due_from": _("First day"),
        "due_to": _("Last day"),
        "due_at": _("Due"),
        "was_from": _("First day before"),
        "was_to": _("Last day before"),
        "was_at": _("Due before"),
        "reason": _("Reason"),
        "how": _("How"),
        "asked_by": _("Why"),
        "to": _("To what"),
        "feels": _("It felt"),
        "working_days": _("Working days after it"),
        "score": _("Score"),
        "out_of": _("Out of"),
    }
    held = dict(entry.facts)
    for first, last, label in (
        ("due_from", "due_to", _("Day")),
        ("was_from", "was_to", _("Day before")),
    ):
        if held.get(first) == held.get(last):
            held.pop(first, None)
            labels[last] = label
    found = [(name, label) for name, label in labels.items() if name in held]
    return [(label, _value(entry.subject_kind, name, held[name])) for name, label in found]


def _value(subject_kind: str, name: str, value: Any) -> str:
    kinds = KINDS.get(subject_kind, Promise.Kind)
    ways = Consent.How if subject_kind == "customer" else Telling.How
    words: dict[str, Callable[[Any], Any]] = {
        "kind": lambda said: kinds(said).label,
        "reason": lambda said: Move.Reason(said).label,
        "how": lambda said: ways(said).label,
        "to": lambda said: Consent.To(said).label,
        "feels": lambda said: Feeling.Feels(said).label,
        "asked_by": lambda said: Promise.AskedBy(said).label,
    }
    if name in words:
        return str(words[name](value))
    if name.endswith(("_from", "_to")):
        return wording.full_day(date.fromisoformat(value))
    if name.endswith("_at"):
        return wording.exact_instant(datetime.fromisoformat(value), get_current_timezone())
    return str(value)


def _customer(request: DeskRequest, entry: Entry) -> tuple[str, str]:
    """Whom it was about, and where their promises are; nothing where it was nobody."""
    key = entry.subject_id if entry.subject_kind == "customer" else entry.customer_id
    known = Customer.objects.filter(pk=key or 0).first()
    if known is None:
        return "", ""
    return str(known), here(request, "customer", customer=known.head.pk)


def _promise(entry: Entry) -> Promise | None:
    if entry.subject_kind != "promise":
        return None
    try:
        return rows.get(entry.subject_id)
    except Promise.DoesNotExist:
        return None
