"""Where a case stands, in a sentence: what comes next and by when, or how it ended."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from makegood.domain.promises.rules.due import has_passed
from makegood.domain.recovery.queries.story import Learnt, Next, Story
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here


def stands(request: DeskRequest, told: Story, now: datetime) -> dict[str, str]:
    """The sentence; and what we change with its page, where that is all that is still to come."""
    if told.next is not None:
        return {"stands": _comes_next(told.next, told.asks, now)}
    change = told.learnt
    if change is None or change.due is None:
        return {"stands": _("This case has come to its end.")}
    return {
        "stands": _changes(told, change, now),
        "change": change.words,
        "change_href": here(request, "promise", promise=change.promise_id),
    }


def _comes_next(step: Next, asks: list[datetime], now: datetime) -> str:
    if asks:
        return _asked(step, asks, now)
    said = {"what": str(step.kind.label)}
    if step.due is None:
        return _("Next: %(what)s.") % said
    said["when"] = wording.due(step.due, now)
    if step.is_late:
        return _("We meant to by %(when)s: %(what)s.") % said
    return _("Next, by %(when)s: %(what)s.") % said


def _asked(step: Next, asks: list[datetime], now: datetime) -> str:
    """They have the word now; once more we ask only when their time has passed."""
    said = {
        "when": wording.day(asks[-1].astimezone(now.tzinfo).date(), now.date()),
        "by": wording.due(step.due, now),
    }
    if len(asks) > 1:
        return _("They were asked twice, the last time %(when)s.") % said
    if step.is_late:
        return _("They were asked %(when)s, and nothing has come. Ask once more.") % said
    return _("They were asked %(when)s. If nothing comes by %(by)s, ask once more.") % said


def _changes(told: Story, change: Learnt, now: datetime) -> str:
    assert change.due is not None
    said = {"when": wording.due(change.due, now)}
    if has_passed(change.due.late_after, now):
        return _("What we change was due %(when)s.") % said
    if told.case.is_put_right:
        return _("It is right. What we change is due %(when)s.") % said
    return _("Their side has ended. What we change is due %(when)s.") % said
