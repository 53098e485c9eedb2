"""How it is going, on the customer's page: what they heard last, and when they hear again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.promises import letters
from makegood.domain.promises.models import Update
from makegood.domain.promises.queries import updates
from makegood.domain.promises.queries.for_customer import CustomersPage
from makegood.domain.promises.queries.updates import News
from makegood.domain.promises.rules.due import Due
from makegood.kit.line.dates import full_day


def going(seen: CustomersPage, now: datetime) -> dict[str, Any]:
    """Each piece of work with its last update and the next; then the news beside those.

    The next is a day that we promised; where none is promised, none is said.
    """
    news = updates.for_customer(seen.written, seen.updates, now=now)
    return {"works": [_work(one, now) for one in news], **_beside(seen, now)}


def _work(news: News, now: datetime) -> dict[str, str]:
    due = letters.due_in_full(news.next_due, now) if news.next_due else ""
    again = _("You hear from us again by %(next)s.") % {"next": due}
    return {
        "what": news.engagement.name,
        "said": _said(news.last, now) if news.last else "",
        "words": news.last.words if news.last else "",
        "next": again if due and not news.next_is_late else "",
        "missed": _missed(news.next_due, now) if news.next_is_late else "",
    }


def _said(last: Update, now: datetime) -> str:
    said = {"day": _day(last.written_at, now), "says": last.get_says_display()}
    return _("We wrote on %(day)s: %(says)s.") % said


def _beside(seen: CustomersPage, now: datetime) -> dict[str, str]:
    """When they last had news, and when the next comes that belongs to no regular updates."""
    single = [one for one in seen.updates if not one.regular]
    late = [one for one in single if one.late_after and one.late_after < now]
    ahead = [one.due for one in single if one not in late and one.due]
    said = [one.next_update for one in seen.notices if one.next_update]
    days = [day for day in said if day >= now.date()]
    next_day = letters.due_in_full(ahead[0], now) if ahead else ""
    if not ahead and days:
        next_day = full_day(min(days), now)
    return {
        "last": _day(seen.heard_at, now) if seen.heard_at else "",
        "next": next_day,
        "missed": _missed(late[0].due, now) if late else "",
    }


def _missed(due: Due | None, now: datetime) -> str:
    if due is None:
        return ""
    day = letters.due_in_full(due, now)
    return _("You were to hear more by %(day)s. We owe you that.") % {"day": day}


def _day(at: datetime, now: datetime) -> str:
    return full_day(at.astimezone(now.tzinfo).date(), now)
