"""Promises as a calendar program reads them: iCalendar (RFC 5545, with names from RFC 7986)."""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from makegood.domain.promises.letters import due_in_full
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.feed import Feed, lasts
from makegood.domain.promises.rules.blocks import Span
from makegood.domain.promises.rules.due import Due
from makegood.foundation.tenancy.models import Business
from makegood.kit.line.dates import full_day

OURS = "-//Makegood//Promises//EN"
AGAIN_AFTER = timedelta(hours=1)
A_DAY = timedelta(days=1)
A_YEAR = timedelta(days=366)
# Some programs end a line at these inside a text, whatever the standard says.
LINE_ENDS = {"Cc", "Zl", "Zp"}


@dataclass(frozen=True)
class Names:
    """How events are named for good, and where a promise's page is."""

    key: bytes
    page: Callable[[int], str]

    def uid(self, what: str) -> str:
        """The same for the same thing, and telling nothing of it (RFC 7986, 5.3)."""
        said = hmac.digest(self.key, f"calendar|{what}".encode(), "sha256")
        return str(UUID(bytes=said[:16], version=4))


def calendar_of(feed: Feed, ours: Business, names: Names, *, now: datetime) -> bytes:
    """The whole feed, in the active language, in the business's zone.

    The calendar itself has no UID: programs that file by it would see one event in all.
    """
    calendar = Calendar()
    title = _("Promises · %(business)s") % {"business": plain(ours.name)}
    calendar.add("version", "2.0")
    calendar.add("prodid", OURS)
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    local = now.astimezone(ours.tz)
    for promise in feed.promises:
        at = feed.changed[promise.pk]
        calendar.add_component(_promise(promise, names, at, local))
        for n, span in enumerate(reversed(feed.blocks.get(promise.pk, [])), 1):
            calendar.add_component(_block(promise, names, span, n, at, local))
    _add_zones(calendar)
    written: bytes = calendar.to_ical()
    return written


def plain(text: str) -> str:
    """A text on one line, without what some program would take for the end of one."""
    kept = (" " if unicodedata.category(letter) in LINE_ENDS else letter for letter in text)
    return " ".join("".join(kept).split())


def _promise(promise: Promise, names: Names, at: datetime, now: datetime) -> Event:
    event = _event(names.uid(f"promise|{promise.pk}"), promise, names, at)
    due = promise.due
    assert due is not None
    _place(event, promise, due, now)
    event.add("summary", _summary(promise))
    event.add("status", "CANCELLED" if promise.withdrawn_at else "CONFIRMED")
    is_met = promise.kind == Promise.Kind.APPOINTMENT and promise.is_open and due.at is not None
    event.add("transp", "OPAQUE" if is_met else "TRANSPARENT")
    event.add("description", _description(promise, names.page(promise.pk), now))
    return event


def _block(
    promise: Promise, names: Names, span: Span, n: int, at: datetime, now: datetime
) -> Event:
    """Proposed work, named by its place from the due backwards: the last is moved the least."""
    event = _event(names.uid(f"work|{promise.pk}|{n}"), promise, names, at)
    event.add("dtstart", span.start.astimezone(now.tzinfo))
    event.add("dtend", span.end.astimezone(now.tzinfo))
    event.add("summary", _("Work on: %(what)s") % {"what": _summary(promise)})
    event.add("status", "TENTATIVE")
    event.add("transp", "OPAQUE")
    assert promise.due is not None
    said = {"day": due_in_full(promise.due, now)}
    lines = [_("Proposed, so that it is done by %(day)s.") % said, names.page(promise.pk)]
    event.add("description", "\n".join(lines))
    return event


def _event(uid: str, promise: Promise, names: Names, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    # Without a METHOD this is when it last changed (RFC 5545, 3.8.7.2): read twice, it is equal.
    event.add("dtstamp", at.astimezone(UTC))
    event.add("created", promise.made_at.astimezone(UTC))
    event.add("last-modified", at.astimezone(UTC))
    event.add("sequence", promise.due_number)
    event.add("url", names.page(promise.pk))
    return event


def _place(event: Event, promise: Promise, due: Due, now: datetime) -> None:
    """Whole days, the end the day after the last; or an instant in our zone."""
    if due.at is not None:
        starts = due.at.astimezone(now.tzinfo)
        event.add("dtstart", starts)
        event.add("dtend", (due.at.astimezone(UTC) + lasts(promise)).astimezone(now.tzinfo))
        return
    assert due.first is not None
    assert due.last is not None
    event.add("dtstart", due.first)
    event.add("dtend", due.last + A_DAY)


def _summary(promise: Promise) -> str:
    """“Logo proofs · the bakery”; what has ended says so first."""
    said = {"what": plain(promise.text), "who": plain(str(promise.who or ""))}
    if not promise.who:
        words = said["what"]
    elif promise.by == Promise.By.CUSTOMER:
        words = _("%(what)s · from %(who)s") % said
    else:
        words = _("%(what)s · %(who)s") % said
    if promise.kept_at:
        return _("Kept: %(what)s") % {"what": words}
    return _("Withdrawn: %(what)s") % {"what": words} if promise.withdrawn_at else words


def _description(promise: Promise, page: str, now: datetime) -> str:
    lines = [plain(promise.text), _said(promise, now)]
    first, moves = promise.due_first, promise.due_number
    if moves and first is not None:
        sentence = ngettext(
            "First said for %(day)s, moved %(n)s time.",
            "First said for %(day)s, moved %(n)s times.",
            moves,
        )
        lines.append(sentence % {"day": due_in_full(first, now), "n": moves})
    if promise.kept_at:
        lines.append(_("Kept on %(day)s.") % {"day": _day(promise.kept_at, now)})
    if promise.withdrawn_at and promise.end_recorded:
        lines.append(_("Withdrawn on %(day)s.") % {"day": _day(promise.withdrawn_at, now)})
    return "\n".join([*lines, page])


def _said(promise: Promise, now: datetime) -> str:
    """Who promised it to whom, and when."""
    said = {"who": plain(str(promise.who or "")), "day": _day(promise.made_at, now)}
    if promise.by == Promise.By.CUSTOMER:
        return _("%(who)s promised it to us on %(day)s.") % said
    if promise.to == Promise.To.CUSTOMER:
        return _("We promised it to %(who)s on %(day)s.") % said
    if promise.to == Promise.To.PUBLIC:
        return _("We promised it to everyone on %(day)s.") % said
    return _("We promised it to ourselves on %(day)s.") % said


def _day(at: datetime, now: datetime) -> str:
    return full_day(at.astimezone(now.tzinfo).date(), now)


def _add_zones(calendar: Calendar) -> None:
    """The rules of every zone that is named, for as long as anything in it lasts."""
    starts = [event.decoded("dtstart") for event in calendar.walk("VEVENT")]
    days = [at.date() for at in starts if isinstance(at, datetime)]
    if days:
        first, last = date(min(days).year - 1, 1, 1), max(days) + A_YEAR
        calendar.add_missing_timezones(first_date=first, last_date=last)
