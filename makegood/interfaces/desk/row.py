"""One promise as a row: who, what we said, when, the line, and the one act it needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.domain.promises.models import Outlook, Promise, Telling
from makegood.domain.promises.queries.rows import line_of
from makegood.domain.promises.queries.stories import story_of
from makegood.domain.promises.queries.today import is_late
from makegood.domain.promises.rules.due import has_passed, start_of_day
from makegood.domain.promises.rules.need import Need
from makegood.domain.promises.rules.standing import Kept
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.kit import line
from makegood.permissions import allows

KEEP, TELL, WALK = "keep a promise", "tell a customer", "put it right"

TONES = {
    Need.MISSED: "missed",
    Need.LATE: "missed",
    Need.AT_RISK: "risk",
    Need.ASKED: "risk",
    Need.TODAY: "",
    Need.TO_TELL: "told",
    Need.THEIRS: "waiting",
    Need.SOON: "",
}
# A template that looks for what is not there looks long: an act says all that it is not.
PLAIN = {"tone": "", "icon": "", "name": "", "value": "", "target": "", "whole": False, "href": ""}


def row(
    request: DeskRequest,
    promise: Promise,
    *,
    now: datetime,
    need: Need | None,
    announce: str = "",
    case: int | None = None,
) -> dict[str, Any]:
    """The context of ui/promise_row.html. `now` is in the business's zone; no need: it is done.

    `case` is the case whose next step it is: its act lies on that page.
    """
    marks = line_of(promise, now=now)
    customer = promise.who
    who = str(customer) if customer else ""
    due = promise.due
    return {
        "id": f"promise-{promise.pk}",
        "who": who or _("Ourselves"),
        "who_href": here(request, "customer", customer=customer.pk) if customer else "",
        "what": promise.text,
        "href": here(request, "promise", promise=promise.pk),
        "when": _when(promise, now, need),
        "when_iso": wording.machine_due(due),
        "when_exact": wording.exact_due(due),
        "tone": _tone(promise, need),
        "note_tone": "",
        **_note(promise, now, need),
        **_otherwise(request, promise, need),
        "line": line.svg(marks, now=now),
        "line_words": line.words(marks, now=now, to=who),
        "done": not promise.is_open,
        "act": _act(request, promise, need) if case is None else _walk(request, promise, case),
        "undo": _undo(request, promise),
        "settled": _settled(promise, now),
        "announce": announce,
    }


def _when(promise: Promise, now: datetime, need: Need | None) -> str:
    said = wording.due(promise.due, now)
    if need in {Need.MISSED, Need.LATE}:
        return _("We said %(day)s") % {"day": said}
    if need is Need.THEIRS and is_late(promise, now):
        return _("They said %(day)s") % {"day": said}
    return said


def _tone(promise: Promise, need: Need | None) -> str:
    if need is not None:
        return TONES[need]
    if promise.kept_at is not None:
        return "kept" if promise.kept is not Kept.LATE else "missed"
    return "waiting"


def _note(promise: Promise, now: datetime, need: Need | None) -> dict[str, str]:
    """What else is to be known of it; where it is good news, in a tone of its own."""
    if need is Need.LATE and promise.to == Promise.To.CUSTOMER:
        return {"note": _("They know"), "note_tone": "told"}
    return {"note": done_note(promise) if need is None else _open_note(promise, now, need)}


def _otherwise(request: DeskRequest, promise: Promise, need: Need | None) -> dict[str, str]:
    """Where it will not hold, the letter that says so lies drafted."""
    if need is not Need.ASKED or not allows(TELL, request.member):
        return {"other": "", "other_href": ""}
    return {"other": _("If not, write to them"), "other_href": _notice_of(request, promise)}


def _notice_of(request: DeskRequest, promise: Promise) -> str:
    return here(request, "notices", promise=promise.pk)


def _open_note(promise: Promise, now: datetime, need: Need) -> str:
    if story_of(promise).letter_lost:
        return _("The letter did not reach them")
    if need is Need.MISSED and not promise.tellings_recorded:
        return _("Whether they were told: not recorded")
    if need is Need.TO_TELL:
        return _("Moved. They do not know yet")
    if need is Need.AT_RISK:
        late = [wait.text for wait in story_of(promise).waits if has_passed(wait.late_after, now)]
        if late:
            return _("Waiting for: %(what)s") % {"what": late[0]}
        doubted = promise.outlook == Outlook.Says.AT_RISK
        return _("It may not hold") if doubted else _("Little time left")
    if need is Need.ASKED:
        return _("Will it hold?")
    return _("Theirs to do") if promise.by == Promise.By.CUSTOMER else ""


def done_note(promise: Promise) -> str:
    """How it ended, in two words."""
    return {
        Kept.EARLY: _("Kept early"),
        Kept.ON_TIME: _("Kept"),
        Kept.LATE: _("Kept late"),
        Kept.WITHDRAWN: _("Withdrawn"),
        Kept.NOT_YET: "",
    }[promise.kept]


def _act(request: DeskRequest, promise: Promise, need: Need | None) -> dict[str, Any] | None:
    """The one act a row needs: to tell, to say that it will hold, or that it is done."""
    lost = story_of(promise).letter_lost
    tells = lost or need in {Need.MISSED, Need.TO_TELL}
    if need is None or not allows(TELL if tells else KEEP, request.member):
        return None
    if promise.regular and allows(TELL, request.member):
        return _update(request, promise)
    if lost:
        return _reach_otherwise(request, promise)
    if need is Need.ASKED:
        return _holds(request, promise)
    if tells or (need is Need.AT_RISK and promise.to == Promise.To.CUSTOMER):
        writes = need is Need.AT_RISK or bool(promise.who and promise.who.email)
        return _write(request, promise) if writes else _phone(request, promise)
    return keeping(request, promise)


def keeping(request: DeskRequest, promise: Promise) -> dict[str, Any]:
    """The act that says it is done."""
    return PLAIN | {
        "label": _("It is here") if promise.by == Promise.By.CUSTOMER else _("Kept"),
        "action": here(request, "keeping", promise=promise.pk),
        "about": promise.text,
        "icon": "check",
    }


def _holds(request: DeskRequest, promise: Promise) -> dict[str, Any]:
    return PLAIN | {
        "label": _("It will hold"),
        "action": here(request, "outlook", promise=promise.pk),
        "name": "says",
        "value": Outlook.Says.HOLDS,
        "about": promise.text,
        "icon": "check",
    }


def _update(request: DeskRequest, promise: Promise) -> dict[str, Any]:
    """A regular update is kept by saying how its work is going, on the page of the work."""
    work = here(request, "engagement", engagement=promise.engagement_id)
    return PLAIN | {
        "label": _("Write the update"),
        "href": f"{work}#write",
        "about": promise.text,
        "icon": "mail",
    }


def _write(request: DeskRequest, promise: Promise) -> dict[str, Any]:
    return PLAIN | {
        "label": _("Write to them"),
        "href": _notice_of(request, promise),
        "about": promise.text,
        "icon": "mail",
    }


def _reach_otherwise(request: DeskRequest, promise: Promise) -> dict[str, Any]:
    """After a letter that did not reach them: by phone, or to another address."""
    calls = bool(promise.who and promise.who.phone)
    return _phone(request, promise) if calls else _write(request, promise)


def _phone(request: DeskRequest, promise: Promise) -> dict[str, Any]:
    return PLAIN | {
        "label": _("Told by phone"),
        "action": here(request, "tellings", promise=promise.pk),
        "name": "how",
        "value": Telling.How.PHONE,
        "about": promise.text,
        "icon": "phone",
    }


def _walk(request: DeskRequest, promise: Promise, case: int) -> dict[str, Any] | None:
    """A step of a case is kept by what is done on its page."""
    if not allows(WALK, request.member):
        return None
    return PLAIN | {
        "label": _("Go on with it"),
        "href": here(request, "case", case=case),
        "about": promise.text,
        "icon": "arrow-right",
    }


def _undo(request: DeskRequest, promise: Promise) -> dict[str, Any] | None:
    if promise.kept_at is None or not allows(KEEP, request.member):
        return None
    return PLAIN | {
        "label": _("Undo"),
        "action": here(request, "keeping_undone", promise=promise.pk),
        "about": promise.text,
        "tone": "quiet",
    }


def just_told(request: DeskRequest, telling: Telling) -> dict[str, Any]:
    """What a row shows when they were told a moment ago: that they know, and the way back."""
    promise = telling.promise
    undo = PLAIN | {
        "label": _("Undo"),
        "action": here(request, "telling_undone", promise=promise.pk, said=telling.pk),
        "about": promise.text,
        "tone": "quiet",
    }
    return {"note": _("They know"), "note_tone": "told", "undo": undo}


def _settled(promise: Promise, now: datetime) -> bool:
    """Whether it was kept before today.

    A slip of the thumb is seen within the day, while the row stands struck on Today. What was
    kept earlier counts in the rates: it is taken back on its own page, beside its story.
    """
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    kept_at = promise.kept_at
    return kept_at is not None and kept_at < start_of_day(now.date(), zone)
