"""A promise's story in sentences, out of the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.promises.models import Move, Notice, Outlook, Promise, Telling
from makegood.domain.promises.queries.passed import Passed, passed_dues
from makegood.domain.promises.queries.stories import story_of
from makegood.domain.promises.rules.due import Due, due_of
from makegood.domain.promises.rules.standing import Kept, Told
from makegood.foundation.accounts.queries import team
from makegood.foundation.journal import queries as journal
from makegood.foundation.journal.models import Entry
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here

KINDS = {
    "promise.made": "made",
    "promise.moved": "moved",
    "promise.told": "told_spoken",
    "promise.missed": "missed",
    "promise.kept": "kept",
    "promise.withdrawn": "withdrawn",
    "promise.waits": "waiting",
}


def kind_of(entry: Entry) -> str:
    """The mark of an entry: a letter's where they were told by letter."""
    if entry.event == "promise.told" and entry.facts["how"] == Telling.How.LETTER:
        return "told_letter"
    return KINDS.get(entry.event, "note")


def story(request: DeskRequest, promise: Promise, now: datetime) -> list[dict[str, Any]]:
    """The entries of ui/story.html, oldest first: what happened, and each due that passed unkept.

    What nobody recorded the time of stands at the end. A due that passed stands once, as it is
    known now; that it was noted then is its “Why?”.
    """
    names = team(request.business)
    moves = {move.number: move for move in story_of(promise).moves}
    entries, passed_by = journal.about("promise", promise.pk), passed_dues(promise, now=now)
    noted = _noted(entries, passed_by)
    happened = [
        (
            is_undated(entry, promise),
            entry.happened_at,
            {
                "kind": kind_of(entry),
                **_time(request, entry.happened_at, now, dated=not is_undated(entry, promise)),
                "text": sentence(entry, promise, moves, now),
                "words": _words(entry, moves),
                "by": said_by(entry, names),
                "why_href": here(request, "entry", entry=entry.pk),
            },
        )
        for entry in entries
        if entry not in noted.values()
    ]
    passed = [
        (
            False,
            one.late_after,
            {
                "kind": "missed",
                "text": _passed(one, now),
                **_time(request, one.late_after, now, dated=True),
                **_why(request, noted.get(one.number)),
            },
        )
        for one in passed_by
    ]
    return [shown for *_when, shown in sorted([*happened, *passed], key=lambda each: each[:2])]


def _noted(entries: list[Entry], passed: list[Passed]) -> dict[int, Entry]:
    """The entries that say of a due that passed, by its number, that they had not heard."""
    numbers = {one.number for one in passed}
    missed = [one for one in entries if one.event == "promise.missed"]
    return {n: one for one in missed if (n := one.facts["due_number"]) in numbers}


def _why(request: DeskRequest, entry: Entry | None) -> dict[str, str]:
    return {"why_href": here(request, "entry", entry=entry.pk)} if entry else {}


def is_undated(entry: Entry, promise: Promise) -> bool:
    """Whether the entry's time is the import's own, because the data does not say when it was."""
    return entry.event == "promise.withdrawn" and not promise.end_recorded


def _time(request: DeskRequest, at: datetime, now: datetime, *, dated: bool) -> dict[str, str]:
    if not dated:
        return {"at": _("when is not recorded")}
    return {
        "at": wording.instant(at, now),
        "at_iso": at.isoformat(),
        "at_exact": wording.exact_instant(at, request.business.tz),
    }


def _passed(one: Passed, now: datetime) -> str:
    """The second fact, of one due: did they hear in time that it would not hold?"""
    said = {
        Told.BEFORE: _told_before(one.days_before),
        Told.AFTER: _("%(day)s passed. They were told afterwards"),
        Told.NOT_TOLD: _("%(day)s passed. They were not told"),
        Told.NOT_RECORDED: _("%(day)s passed. Whether they were told is not recorded"),
    }[one.told]
    day = _day(one.due, now)
    return said % {"day": day[:1].upper() + day[1:], "n": one.days_before}


def _told_before(days: int) -> str:
    if days == 0:
        return _("%(day)s passed. They had been told that day")
    return ngettext(
        "%(day)s passed. They had been told %(n)s day before",
        "%(day)s passed. They had been told %(n)s days before",
        days,
    )


def sentence(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    """What an event says, in a plain sentence."""
    say = SENTENCES.get(entry.event)
    return say(entry, promise, moves, now) if say else entry.event


def said_by(entry: Entry, names: dict[int, str]) -> str:
    """Who did it."""
    if entry.by == Entry.By.MEMBER:
        return names.get(entry.by_id or 0, _("a former member"))
    if entry.by == Entry.By.RULE:
        return _("by a rule")
    return str(Entry.By(entry.by).label)


def _made(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    day = {"day": _day(_first_said(entry, promise), now)}
    if entry.facts.get("succeeds"):
        return _("Promised instead of what we said before, for %(day)s") % day
    if promise.by == Promise.By.CUSTOMER:
        return _("They said %(day)s") % day
    return _("We said %(day)s") % day


def _first_said(entry: Entry, promise: Promise) -> Due | None:
    """The due that was said then; a successor has inherited an earlier one as its first."""
    first, last, at = (entry.facts.get(name) for name in ("due_from", "due_to", "due_at"))
    if at is not None:
        return due_of(promise.zone, None, None, datetime.fromisoformat(at))
    if first is None or last is None:
        return promise.due_first
    return due_of(promise.zone, date.fromisoformat(first), date.fromisoformat(last), None)


def _moved(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    move = moves.get(entry.facts.get("move", 0))
    if move is None:
        return _("Moved")
    if move.new_due is None:
        said = _("No date for now")
    else:
        said = _("Moved to %(day)s") % {"day": _day(move.new_due, now)}
    return f"{said}: {Move.Reason(move.reason).label}"


def _missed(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    given_up = moves.get(entry.facts["due_number"] + 1)
    due = given_up.old_due if given_up is not None else promise.due
    return _("We said %(day)s; the day passed and they had not heard") % {"day": _day(due, now)}


def _answered(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    said = Notice.Option(entry.facts["choice"]).label
    return _("They answered: %(said)s") % {"said": said}


def _foreseen(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    if entry.facts["says"] == Outlook.Says.HOLDS:
        return _("We said that it will hold")
    return _("We said that it may not hold")


def _told(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    how = Telling.How(entry.facts["how"]).label
    said = _("They were told %(how)s") % {"how": how}
    if (entry.recorded_at - entry.happened_at).total_seconds() < 60:
        return said
    entered = _("written down %(when)s") % {"when": wording.instant(entry.recorded_at, now)}
    return f"{said} ({entered})"


def _kept(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    said = {Kept.EARLY: _("Kept early"), Kept.ON_TIME: _("Kept"), Kept.LATE: _("Kept late")}
    return said.get(entry.facts.get("kept"), _("Kept"))


def _withdrawn(entry: Entry, promise: Promise, moves: dict[int, Move], now: datetime) -> str:
    asked = Promise.AskedBy(entry.facts["asked_by"]).label
    return _("Withdrawn: %(why)s") % {"why": asked}


SENTENCES: dict[str, Callable[[Entry, Promise, dict[int, Move], datetime], str]] = {
    "promise.made": _made,
    "promise.moved": _moved,
    "promise.told": _told,
    "promise.missed": _missed,
    "promise.kept": _kept,
    "promise.withdrawn": _withdrawn,
    "promise.restored": lambda *_args: _("Owed again: what it was about is open again"),
    "promise.reopened": lambda *_args: _("Not kept after all: “kept” was taken back"),
    "promise.untold": lambda *_args: _("They were not told after all"),
    "promise.outlook_said": _foreseen,
    "promise.notice_written": lambda *_args: _("We wrote to them about the new date"),
    "promise.notice_answered": _answered,
    "promise.answer_seen": lambda *_args: _("We took note of their answer"),
    "promise.placed": lambda *_args: _("Put where it belongs among our work"),
    "promise.waits": lambda *_args: _("It waits for another promise"),
    "promise.waits_no_more": lambda *_args: _("It waits no more"),
}


def _words(entry: Entry, moves: dict[int, Move]) -> str:
    move = moves.get(entry.facts.get("move", 0)) if entry.event == "promise.moved" else None
    return move.words if move else ""


def _day(due: Due | None, now: datetime) -> str:
    return wording.due(due, now)
