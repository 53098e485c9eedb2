"""Quick add: a sentence is read, shown back as chips, and promised with one press."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from makegood.domain.customers import queries as customers
from makegood.domain.customers.rules import LONGEST_NAME
from makegood.domain.promises.actions.making import ONCE, make_from_words
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules import reading
from makegood.domain.promises.rules.due import Due
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.page import here, new_once, page, to_page
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

LONGEST_LINE = 10_000
LONGEST_KEY = 64
ONE_DAY = timedelta(days=1)
BEFORE_A_DATE = re.compile(r"\b(?:by|until|till|before|on|bis|vor|am)\s+$", re.IGNORECASE)


@desk("make a promise", methods=BOTH)
def read(request: DeskRequest) -> HttpResponse:
    """Say back what was understood. Changes nothing; a POST because a sentence may be long."""
    text = (request.POST or typed.again(request)).get("text", "")[:LONGEST_LINE]
    shown = understood(request, text, local_now(request)) if text.strip() else None
    return _answer(request, text, shown)


@desk("make a promise", methods=BOTH)
def create(request: DeskRequest) -> HttpResponse:
    """Promise what the chips say. With something missing the chips come back, nothing lost."""
    now = local_now(request)
    if request.method != "POST":
        return _as_typed(request, typed.again(request) or _begun(request), now)
    said = _said(request.POST)
    try:
        promise = make_from_words(
            what=said["what"],
            who=said["who"],
            due=_due(request, said["when"], now),
            promised_by=_promised_by(said),
            owner=request.member,
            once_key=request.POST.get("once", "").replace("\x00", "")[:LONGEST_KEY],
            by=request.actor,
            at=now,
        )
    except Refusal as refusal:
        return _answer(request, said["text"], chips(request, said, now, refusal), status=422)
    messages.success(request, promised(promise, now), extra_tags="forget-quick-add")
    return to_page(request, here(request, "today"))


def _due(request: DeskRequest, when: str, now: datetime) -> Due:
    """The due that was shown. “In 2 hours” counts from then; a day that changed is asked about."""
    due = whens.read(request, when, now)
    shown = _instant(request.POST.get("seen", ""))
    if shown is None or shown == due.late_after or when != request.POST.get("read"):
        return due
    if due.at is not None and abs(due.at - shown) < ONE_DAY:
        return replace(due, at=shown)
    raise Refusal(_("The day has changed meanwhile. Is this still the date?"), field="when")


def _instant(text: str) -> datetime | None:
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        return None
    return said if said.tzinfo else None


def _said(form: Mapping[str, str]) -> dict[str, str]:
    """The chips as they were sent, with the sentence they came from."""
    said = {name: form.get(name, "") for name in ("text", "what", "who", "when", "by")}
    return {**said, "text": said["text"][:LONGEST_LINE]}


def _begun(request: DeskRequest) -> dict[str, str]:
    """What a link fills in: to whom. Nothing is read or changed."""
    who = request.GET.get("who", "").replace("\x00", "")[:LONGEST_NAME]
    return {"who": who} if who else {}


def _as_typed(request: DeskRequest, kept: dict[str, str], now: datetime) -> HttpResponse:
    """The chips as they stood before signing in again, or an empty line."""
    shown = chips(request, _said(kept), now, once=kept.get("once", "")) if kept else None
    return _answer(request, kept.get("text", ""), shown)


def understood(request: DeskRequest, text: str, now: datetime) -> dict[str, Any]:
    """The sentence taken apart, as the context of ui/quick_add_read.html."""
    found = whens.find(request, text, now)
    wrong = None if found else whens.unreadable(request, text, now)
    rest = reading.without(text, found.start, found.end) if found else _rest(text, wrong)
    known = customers.among(reading.phrases(rest))
    sentence = reading.take_apart(rest, known)
    said = {
        "text": text,
        "what": sentence.what,
        "who": sentence.who,
        "when": found.text if found else wrong or "",
        "by": Promise.By.CUSTOMER if sentence.by_customer else "",
    }
    problem = None
    if wrong:
        sentence_back = _("We read “%(words)s”. Which day did you mean?")
        problem = Refusal(sentence_back % {"words": wrong}, field="when")
    return chips(request, said, now, problem)


def _rest(text: str, wrong: str | None) -> str:
    """The sentence without the words that should have been its date ("by 32 May")."""
    if not wrong:
        return reading.tidy(text)
    start = text.find(wrong)
    cue = BEFORE_A_DATE.search(text[:start])
    return reading.without(text, cue.start() if cue else start, start + len(wrong))


def chips(
    request: DeskRequest,
    said: dict[str, str],
    now: datetime,
    problem: Refusal | None = None,
    *,
    once: str = "",
) -> dict[str, Any]:
    """What was understood, open to correction."""
    due = _due_or_none(request, said["when"], now)
    customer = customers.named(said["who"]) if said["who"] else None
    theirs = said["by"] == Promise.By.CUSTOMER
    errors = {problem.field: problem.sentence} if problem else {}
    # Under a key that was used nothing can be promised any more.
    key = "" if ONCE in errors else request.POST.get("once") or once
    hints = {
        "who": "" if customer else _("New customer") if said["who"] else _("Nobody: to ourselves"),
        "when": wording.exact_due(due) or _("“Friday” or “12 June” will do."),
    }
    labels = {
        "what": _("They promise") if theirs else _("What"),
        "who": _("From") if theirs else _("To"),
        "when": _("When"),
    }
    icons = {"what": "pencil", "who": "user", "when": "calendar"}
    shown = [
        {
            "name": name,
            "label": labels[name],
            "value": said[name],
            "icon": icons[name],
            "hint": hints.get(name, ""),
            "error": errors.get(name, ""),
            "choices": customers.names() if name == "who" else None,
        }
        for name in ("what", "who", "when")
    ]
    return {
        "action": here(request, "promises"),
        "text": said["text"],
        "chips": shown,
        "label": _("They promised it") if theirs else _("Promise it"),
        "problem": errors.get("") or errors.get(ONCE, ""),
        "hidden": [
            ("once", key or new_once()),
            ("by", said["by"]),
            ("read", said["when"]),
            ("seen", due.late_after.isoformat() if due else ""),
        ],
    }


def _due_or_none(request: DeskRequest, text: str, now: datetime) -> Due | None:
    try:
        return whens.read(request, text, now)
    except Refusal:
        return None


def _promised_by(said: dict[str, str]) -> Promise.By:
    theirs = said["by"] == Promise.By.CUSTOMER
    return Promise.By.CUSTOMER if theirs else Promise.By.BUSINESS


def promised(promise: Promise, now: datetime) -> str:
    """What was promised just now, to whom and for when."""
    day = wording.due(promise.due, now)
    if promise.customer is None:
        return _("Promised to ourselves for %(day)s.") % {"day": day}
    names = {"who": promise.who, "day": day}
    if promise.by == Promise.By.CUSTOMER:
        return _("%(who)s promised it for %(day)s.") % names
    return _("Promised to %(who)s for %(day)s.") % names


def _answer(
    request: DeskRequest, text: str, shown: dict[str, Any] | None, *, status: int = 200
) -> HttpResponse:
    quick = {"read_action": here(request, "promise_reading"), "text": text, "read": shown}
    template = "interfaces/desk/promise_making.html"
    if request.headers.get("HX-Request"):
        return render(request, "ui/quick_add_read.html", {"read": shown}, status=status)
    return page(request, template, {"quick_add": quick}, status=status)
