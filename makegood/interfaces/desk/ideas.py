"""What customers said that we could do: those that most people had come first."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.ideas.models import Idea
from makegood.domain.ideas.queries.ideas import Listed, listed
from makegood.domain.ideas.rules import Standing
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.ledger import LAST_PAGE
from makegood.interfaces.desk.ledger_asked import asked_number
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.permissions import allows

ENDED = (Standing.DONE, Standing.NOT_NOW)


@desk("see the ideas")
def show(request: DeskRequest) -> HttpResponse:
    which = next((one for one in ENDED if one == request.GET.get("which")), None)
    number = asked_number(request.GET.get("page", ""), LAST_PAGE) or 1
    found, more = listed(which, page=number)
    context = {
        "ideas": [_row(request, one) for one in found],
        "filters": _filters(request, which),
        "pages": _pages(request, which, number, more=more),
        "ended": which.value if which else "",
        "note_href": here(request, "idea_noted") if allows("note an idea", request.member) else "",
    }
    return page(request, "interfaces/desk/ideas.html", context)


def stands(idea: Idea, request: DeskRequest) -> str:
    """How far it is, in a few words."""
    now = local_now(request)
    if idea.done_at is not None:
        return _("Done %(day)s") % {"day": wording.instant(idea.done_at, now)}
    if idea.not_now_at is not None:
        return _("Not now")
    if idea.planned_at is None:
        return ""
    promise = idea.promise
    if promise is not None and promise.kept_at is not None:
        return _("Kept %(day)s: now say what you did") % {
            "day": wording.instant(promise.kept_at, now)
        }
    if promise is None or not promise.is_open or promise.due is None:
        return _("Planned")
    return _("Planned for %(day)s") % {"day": wording.due(promise.due, now)}


def _row(request: DeskRequest, one: Listed) -> dict[str, Any]:
    idea, people, know = one.idea, one.people, one.know
    said = ngettext("%(n)s person said it", "%(n)s people said it", people) % {"n": people}
    told = ngettext("%(n)s knows", "%(n)s know", know) % {"n": know}
    return {
        "title": idea.title,
        "href": here(request, "idea", idea=idea.pk),
        "stands": stands(idea, request),
        "people": said,
        "know": told if idea.done_at is not None else "",
    }


def _filters(request: DeskRequest, which: Standing | None) -> dict[str, Any]:
    choices = (("", _("Open")), (Standing.DONE, _("Done")), (Standing.NOT_NOW, _("Not now")))
    return {
        "label": _("Which ideas"),
        "choices": [
            {
                "href": _address(request, {"which": key} if key else {}),
                "label": label,
                "current": key == (which or ""),
            }
            for key, label in choices
        ],
    }


def _pages(request: DeskRequest, which: Standing | None, n: int, *, more: bool) -> dict[str, str]:
    kept = {"which": which.value} if which else {}
    before, after = ({**kept, "page": f"{n + by}"} for by in (-1, 1))
    return {
        "words": _("Page %(n)s") % {"n": n},
        "previous_href": _address(request, before) if n > 1 else "",
        "next_href": _address(request, after) if more else "",
    }


def _address(request: DeskRequest, said: dict[str, str]) -> str:
    address = here(request, "ideas")
    return f"{address}?{urlencode(said)}" if said else address
