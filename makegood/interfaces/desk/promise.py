"""One promise with its whole story, and what can be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from makegood.domain.promises.models import Promise, Telling
from makegood.domain.promises.queries import rows
from makegood.domain.promises.queries.neighbours import LineOfPromises, line_of_promises, open_waits
from makegood.domain.promises.queries.stories import story_of
from makegood.domain.recovery.queries.named import names
from makegood.domain.recovery.queries.promised import put_right_by
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.customer_link import link_of
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.needs import need_now
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.promise_ahead import said_beside
from makegood.interfaces.desk.promise_forms import (
    TellingForm,
    WaitingForm,
    WithdrawalForm,
    move_form,
    replacement_form,
)
from makegood.interfaces.desk.promise_notices import written
from makegood.interfaces.desk.promise_part import part_of
from makegood.interfaces.desk.row import row
from makegood.interfaces.desk.story import story
from makegood.interfaces.desk.when import local_now
from makegood.kit import line
from makegood.permissions import allows

# What its forms do.
ACTS = (
    "kept_then",
    "moves",
    "told",
    "withdrawal",
    "waits",
    "replacement",
    "notices",
    "outlook",
)


@desk("see the ledger")
def show(request: DeskRequest, promise: int) -> HttpResponse:
    return promise_page(request, promise_or_404(promise), local_now(request))


def promise_page(
    request: DeskRequest, promise: Promise, now: datetime, **forms: Any
) -> HttpResponse:
    """The promise with its line, its story, and every form; those given as they were sent."""
    marks = rows.line_of(promise, now=now)
    who = str(promise.who or "")
    writes = allows("move a promise", request.member) and promise.is_open
    neighbours = line_of_promises(promise)
    if not writes:
        _say_why_not(request, {name: form for name, form in forms.items() if name != "tell"})
    shown = row(request, promise, now=now, need=need_now(request, promise, now))
    context = {
        "promise": promise,
        "who": who,
        "row": shown,
        "line": line.svg(marks, now=now, width=720, small=False),
        "line_narrow": line.svg(marks, now=now, width=340, small=False),
        "words": line.words(marks, now=now, to=who),
        "entries": story(request, promise, now),
        "neighbours": _neighbours(request, neighbours),
        "puts_right": _puts_right(request, promise),
        "writes": writes,
        "move": forms.get("move") or move_form(promise, initial={"seen": promise.due_number}),
        "tell": forms.get("tell") or TellingForm(),
        "withdraw": forms.get("withdraw") or WithdrawalForm(),
        "wait": forms.get("wait") or WaitingForm(others=rows.could_wait_for(promise)),
        "replace": forms.get("replace")
        or replacement_form(promise, initial={"what": promise.text}),
        **{f"opened_{name}": True for name in forms},
        "tellings": _tellings(request, promise, now),
        "tells": _tells(request, promise, neighbours),
        "waits": _waits(request, promise) if writes else [],
        "notices": written(request, promise, now),
        "link": link_of(request, promise, now),
        **part_of(request, promise, forms.get("place")),
        **said_beside(request, promise, shown["act"], now=now, done=forms.get("done")),
        **{f"{name}_href": here(request, name, promise=promise.pk) for name in ACTS},
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return page(request, "interfaces/desk/promise.html", context, status=status)


def _tells(request: DeskRequest, promise: Promise, neighbours: LineOfPromises) -> bool:
    """A call is remembered later: of one that has ended too, but not once another replaced it."""
    to_somebody = promise.to == Promise.To.CUSTOMER and neighbours.after is None
    return to_somebody and allows("tell a customer", request.member)


def _neighbours(request: DeskRequest, found: LineOfPromises) -> list[dict[str, str]]:
    """What stood here before, and what stands here now, each with its page."""
    said = (
        (_("Instead of"), found.before),
        (_("Promised instead"), found.after),
    )
    return [
        {"label": label, "what": other.text, "href": here(request, "promise", promise=other.pk)}
        for label, other in said
        if other is not None
    ]


def _puts_right(request: DeskRequest, promise: Promise) -> dict[str, str] | None:
    case = put_right_by(promise.pk)
    if case is None:
        return None
    return {"name": names([case])[case.pk], "href": here(request, "case", case=case.pk)}


def _waits(request: DeskRequest, promise: Promise) -> list[dict[str, str]]:
    """What it waits for, each to be waited for no longer."""
    return [
        {
            "words": _("It waits for “%(what)s”, then %(days)s")
            % {"what": link.on.text, "days": wording.working_days(link.working_days)},
            "end": here(request, "wait_ended", promise=promise.pk, waiting=link.pk),
            "about": link.on.text,
        }
        for link in open_waits(promise)
    ]


def _say_why_not(request: DeskRequest, forms: dict[str, Any]) -> None:
    """What a form was refused for, where the form itself is gone: somebody ended the promise."""
    for form in forms.values():
        for sentences in form.errors.values() if form.is_bound else ():
            messages.warning(request, " ".join(sentences))


def _tellings(request: DeskRequest, promise: Promise, now: datetime) -> list[dict[str, str]]:
    """What a member stated, each to be taken back if it was not so."""
    return [
        {
            "words": f"{Telling.How(each.how).label}, {wording.instant(each.told_at, now)}",
            "undo": here(request, "telling_undone", promise=promise.pk, said=each.pk),
        }
        for each in story_of(promise).tellings
        if each.how in Telling.SPOKEN
    ]
