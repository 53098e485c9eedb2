"""What a customer lived through with us, newest first, with how it felt to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback import queries as feedback
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.stories import story_of
from makegood.foundation.accounts.queries import team
from makegood.foundation.journal.models import Entry, Feeling
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.engagement_facts import rated
from makegood.interfaces.desk.entry import happened
from makegood.interfaces.desk.ledger import LAST_PAGE
from makegood.interfaces.desk.ledger_asked import asked_number
from makegood.interfaces.desk.page import here
from makegood.interfaces.desk.story import is_undated, kind_of, said_by, sentence
from makegood.permissions import allows

SIGNS = {Feeling.Feels.GOOD: "+", Feeling.Feels.NEUTRAL: "0", Feeling.Feels.BAD: "−"}
WORDS = {
    Feeling.Feels.GOOD: pgettext_lazy("it felt", "good"),
    Feeling.Feels.NEUTRAL: pgettext_lazy("it felt", "neither"),
    Feeling.Feels.BAD: pgettext_lazy("it felt", "bad"),
}
TONES = {Feeling.Feels.GOOD: "kept", Feeling.Feels.NEUTRAL: "", Feeling.Feels.BAD: "missed"}


def asked_page(request: DeskRequest) -> int:
    """Which page of the timeline the address asks for, from 1."""
    return asked_number(request.GET.get("page", ""), LAST_PAGE) or 1


def promises_of(entries: Iterable[Entry]) -> set[int]:
    """The promises that these touchpoints are about."""
    return {one.subject_id for one in entries if one.subject_kind == "promise"}


def touches(
    request: DeskRequest,
    entries: list[Entry],
    promises: dict[int, Promise],
    now: datetime,
    *,
    has_next: bool,
) -> dict[str, Any]:
    """A page of the timeline, as customer_timeline.html shows it."""
    n = asked_page(request)
    return {
        "touches": drawn(request, entries, promises, now),
        "feels": allows("say how it felt", request.member),
        "pages": {
            "previous_href": f"?page={n - 1}#timeline" if n > 1 else "",
            "next_href": f"?page={n + 1}#timeline" if has_next else "",
            "words": _("Page %(n)s") % {"n": n} if n > 1 or has_next else "",
        },
    }


def drawn(
    request: DeskRequest, entries: list[Entry], promises: dict[int, Promise], now: datetime
) -> list[dict[str, Any]]:
    """Touchpoints, each as customer_touch.html shows it: a few questions for all of them."""
    rated = [one.subject_id for one in entries if one.subject_kind == "rating"]
    said = feedback.several(rated)
    other = [one for one in entries if one.subject_kind != "promise"]
    works = Engagement.objects.in_bulk([one.engagement_id for one in other if one.engagement_id])
    names = team(request.business)
    felt = allows("say how it felt", request.member)
    return [
        {
            **_touch(request, one, promises.get(one.subject_id), now),
            **_rated(one, said),
            "by": said_by(one, names),
            "phase": Entry.Phase(one.phase).label,
            "work": _work(request, works.get(one.engagement_id or 0), one),
            **_feeling(request, one, feels=felt),
        }
        for one in entries
    ]


def _touch(
    request: DeskRequest, entry: Entry, promise: Promise | None, now: datetime
) -> dict[str, Any]:
    undated = promise is not None and is_undated(entry, promise)
    time = {
        "at": wording.instant(entry.happened_at, now),
        "at_iso": entry.happened_at.isoformat(),
        "at_exact": wording.exact_instant(entry.happened_at, request.business.tz),
    }
    shown = {
        "id": f"touch-{entry.pk}",
        "kind": kind_of(entry),
        "why_href": here(request, "entry", entry=entry.pk),
        **({"at": _("when is not recorded")} if undated else time),
    }
    if promise is None or entry.subject_kind != "promise":
        return {**shown, "text": happened(entry), "what": "", "href": ""}
    moves = {move.number: move for move in story_of(promise).moves}
    return {
        **shown,
        "text": sentence(entry, promise, moves, now),
        "what": promise.text,
        "href": here(request, "promise", promise=promise.pk),
    }


def _rated(entry: Entry, said: dict[int, Rating]) -> dict[str, str]:
    """What they gave of how many, in their words."""
    rating = said.get(entry.subject_id) if entry.subject_kind == "rating" else None
    return rated(rating) if rating is not None else {}


def _work(request: DeskRequest, work: Engagement | None, entry: Entry) -> dict[str, str] | None:
    """Where nothing else says what it was about: the piece of work."""
    if work is None or entry.subject_kind == "promise":
        return None
    return {"name": work.name, "href": here(request, "engagement", engagement=work.pk)}


def _feeling(request: DeskRequest, entry: Entry, *, feels: bool) -> dict[str, Any]:
    """What was said of how it felt, and the presses to say it and to take it back."""
    said = next(iter(vars(entry)["felt"]), None)
    return {
        "felt": _felt(said) if said is not None else None,
        "choices": [
            {"value": each.value, "sign": sign, "word": WORDS[each], "title": _asked(each)}
            for each, sign in SIGNS.items()
        ],
        "feeling_href": here(request, "feeling", entry=entry.pk) if feels else "",
        "taken_back_href": here(request, "feeling_taken_back", entry=entry.pk),
    }


def _felt(said: Feeling) -> dict[str, str]:
    feels = Feeling.Feels(said.feels)
    sentences = {
        Feeling.Feels.GOOD: _("It felt good to them"),
        Feeling.Feels.NEUTRAL: _("It felt neither good nor bad to them"),
        Feeling.Feels.BAD: _("It felt bad to them"),
    }
    suggested = said.standing == Feeling.Standing.SUGGESTED
    return {
        "value": said.feels,
        "sign": SIGNS[feels],
        "tone": TONES[feels],
        "text": sentences[feels],
        "reason": said.reason,
        "by": _("suggested") if suggested else str(said.said_by.user if said.said_by else ""),
    }


def _asked(feels: Feeling.Feels) -> str:
    return {
        Feeling.Feels.GOOD: _("It felt good"),
        Feeling.Feels.NEUTRAL: _("It felt neither good nor bad"),
        Feeling.Feels.BAD: _("It felt bad"),
    }[feels]
