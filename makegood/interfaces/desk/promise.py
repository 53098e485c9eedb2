"""One promise with its whole story, and what can be done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.promises.actions import moving, telling, withdrawing
from makegood.domain.promises.models import Move, Outlook, Promise, Telling
from makegood.domain.promises.queries import rows
from makegood.domain.promises.queries.neighbours import (
    LineOfPromises,
    line_of_promises,
    open_waits,
    waiting_on,
)
from makegood.domain.promises.queries.stories import story_of
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.needs import need_now
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.promise_forms import (
    MoveForm,
    ReplacementForm,
    TellingForm,
    WaitingForm,
    WithdrawalForm,
)
from makegood.interfaces.desk.promise_notices import written
from makegood.interfaces.desk.promise_part import part_of
from makegood.interfaces.desk.row import row
from makegood.interfaces.desk.story import story
from makegood.interfaces.desk.when import local_now
from makegood.kit import line
from makegood.kit.refusal import Refusal
from makegood.permissions import allows


@desk("see the ledger")
def show(request: DeskRequest, promise: int) -> HttpResponse:
    return promise_page(request, promise_or_404(promise), local_now(request))


@desk("move a promise", methods=BOTH)
def move(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    seen = {"seen": found.due_number}
    form = _move_form(found, request.POST or None, initial={**seen, **typed.again(request)})
    if not form.is_valid():
        return promise_page(request, found, now, move=form)
    try:
        _move(request, found, form.cleaned_data, now)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return _move_again(request, promise, form, now)
    messages.info(request, _moved(found, now, told=bool(form.cleaned_data.get("told"))))
    return redirect(here(request, "promise", promise=promise))


def _move_form(promise: Promise, *said: Any, **options: Any) -> MoveForm:
    """Whether they know is asked only where it was promised to somebody."""
    form = MoveForm(*said, **options)
    if promise.to != Promise.To.CUSTOMER:
        del form.fields["words"], form.fields["told"]
    return form


def _moved(promise: Promise, now: datetime, *, told: bool) -> str:
    said = _("No date for now.")
    if promise.due is not None:
        said = _("Moved to %(day)s.") % {"day": wording.due(promise.due, now)}
    if promise.to != Promise.To.CUSTOMER:
        return said
    known = _("They know.") if told else _("They do not know yet.")
    return f"{said} {known}"


def _move_again(request: DeskRequest, promise: int, form: MoveForm, now: datetime) -> HttpResponse:
    """The form as it was typed, beside the date as it is now: the next press is an informed one."""
    fresh = promise_or_404(promise)
    form.data = {**request.POST.dict(), "seen": fresh.due_number}
    return promise_page(request, fresh, now, move=form)


def _move(request: DeskRequest, promise: Promise, said: dict[str, Any], now: datetime) -> None:
    """To another date, or to none yet with the day of the next update."""
    due = whens.read(request, said["when"], now)
    common: dict[str, Any] = {
        "promise": promise,
        "reason": Move.Reason(said["reason"]),
        "seen": said["seen"],
        "by": request.actor,
        "at": now,
        "words": said.get("words", ""),
        "member": request.member,
        "told": Telling.How(said["told"]) if said.get("told") else None,
    }
    if said["unknown"]:
        text = _("Update: %(what)s") % {"what": promise.text}
        moving.move_to_unknown(until=due, update_text=text[:500], **common)
    else:
        moving.move(to=due, **common)


@desk("tell a customer", methods=BOTH)
def tell(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    form = TellingForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return promise_page(request, found, now, tell=form)
    try:
        telling.tell(
            promise=found,
            how=form.cleaned_data["how"],
            stated_by=request.member,
            by=request.actor,
            at=now,
            told_at=form.cleaned_data["told_at"],
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return promise_page(request, found, now, tell=form)
    messages.info(request, _("They know now."))
    return redirect(here(request, "promise", promise=promise))


@desk("withdraw a promise", methods=BOTH)
def withdraw(request: DeskRequest, promise: int) -> HttpResponse:
    found, now = promise_or_404(promise), local_now(request)
    form = WithdrawalForm(request.POST or None, initial=typed.again(request))
    if not form.is_valid():
        return promise_page(request, found, now, withdraw=form)
    freed = waiting_on(found)
    try:
        asked_by = Promise.AskedBy(form.cleaned_data["asked_by"])
        withdrawing.withdraw(promise=found, asked_by=asked_by, by=request.actor, at=now)
    except Refusal as refusal:
        form.add_error("asked_by", refusal.sentence)
        return promise_page(request, found, now, withdraw=form)
    messages.info(request, _("Withdrawn. It stays in the ledger."))
    for other in freed:
        if other.due is not None:
            said = {"what": other.text, "day": wording.due(other.due, now)}
            sentence = _(
                "“%(what)s” waited for this. Its date stays %(day)s: does that still hold?"
            )
            messages.warning(request, sentence % said)
    return redirect(here(request, "promise", promise=promise))


def promise_page(
    request: DeskRequest, promise: Promise, now: datetime, **forms: Any
) -> HttpResponse:
    """The promise with its line, its story, and every form; those given as they were sent."""
    marks = rows.line_of(promise, now=now)
    who = str(promise.customer) if promise.customer else ""
    writes = allows("move a promise", request.member) and promise.is_open
    neighbours = line_of_promises(promise)
    if not writes:
        _say_why_not(request, {name: form for name, form in forms.items() if name != "tell"})
    context = {
        "promise": promise,
        "who": who,
        "row": row(request, promise, now=now, need=need_now(request, promise, now)),
        "line": line.svg(marks, now=now, width=720, small=False),
        "line_narrow": line.svg(marks, now=now, width=340, small=False),
        "words": line.words(marks, now=now, to=who),
        "entries": story(request, promise, now),
        "neighbours": _neighbours(request, neighbours),
        "writes": writes,
        "move": forms.get("move") or _move_form(promise, initial={"seen": promise.due_number}),
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
        **part_of(request, promise, forms.get("place")),
        "outlook": Outlook.Says,
        **{
            f"{name}_href": here(request, name, promise=promise.pk)
            for name in (
                "moves",
                "told",
                "withdrawal",
                "waits",
                "replacement",
                "notices",
                "outlook",
            )
        },
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return page(request, "interfaces/desk/promise.html", context, status=status)


def replacement_form(
    promise: Promise, said: Any = None, *, initial: dict[str, str]
) -> ReplacementForm:
    """Whether they know is asked only where it was promised to somebody."""
    form = ReplacementForm(said, initial=initial, auto_id="instead_%s")
    if promise.to != Promise.To.CUSTOMER:
        del form.fields["told"]
    return form


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
