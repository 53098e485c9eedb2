"""How a customer reaches us: whether we are here now, whom to write to, and by when we answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makegood.domain.playbook.queries import reply_time
from makegood.domain.playbook.rules import reply_by
from makegood.domain.promises.models import Notice
from makegood.domain.promises.queries.for_customer import correspondent
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.line.dates import full_day
from makegood.kit.office_hours import OfficeHours
from makegood.kit.phone import dialled

# Within this a weekday alone means one day and no other.
NEAR = 6


def reach(notices: list[Notice], now: datetime) -> dict[str, Any]:
    """What the foot of the page says. What nobody told us of ourselves is "" and left out.

    `now` is in the business's zone.
    """
    hours = office_hours(now=now)
    person = correspondent(notices)
    return {
        "hours": hours_now(hours, now),
        "is_open": hours.is_open(now),
        "words": notices[0].reach if notices else "",
        "who": str(person) if person else "",
        "mail": person.user.email if person else "",
        "phone": dialled(current_business().phone),
        "answer": answer_by(hours, reply_time(), str(person), now) if person else "",
    }


def hours_now(hours: OfficeHours, now: datetime) -> str:
    """Whether we are here, and until when or when again; "" where no hours are known."""
    if hours.is_open(now):
        return _until(hours.next_closing(now), now)
    opens = hours.next_opening(now)
    return _again(opens.astimezone(now.tzinfo), now) if opens else ""


def _until(closes: datetime | None, now: datetime) -> str:
    if closes is None:
        return _("We are here, day and night.")
    closes = closes.astimezone(now.tzinfo)
    last = closes - timedelta(minutes=1)  # Midnight ends the day before it.
    if last.date() != now.date():
        said = {"day": _day(last, now), "hour": _hour(closes)}
        return _("We are here until %(day)s at %(hour)s.") % said
    if closes.date() != now.date():
        return _("We are here until midnight.")
    return _("We are here until %(hour)s.") % {"hour": _hour(closes)}


def _again(opens: datetime, now: datetime) -> str:
    said = {"day": _day(opens, now), "hour": _hour(opens)}
    days = (opens.date() - now.date()).days
    if days == 0:
        return _("We are closed. We are back today at %(hour)s.") % said
    if days == 1:
        return _("We are closed. We are back tomorrow at %(hour)s.") % said
    return _("We are closed. We are back on %(day)s at %(hour)s.") % said


def answer_by(hours: OfficeHours, within: int, who: str, now: datetime) -> str:
    """By when somebody who writes now hears from us; "" where we promise no time.

    `within` is in office hours. To be shown this is no promise yet: they have to write first.
    """
    ends = reply_by(hours, within, now=now)
    if ends is None:
        return ""
    ends = ends.astimezone(now.tzinfo)
    said = {"who": who, "day": _day(ends, now), "hour": _hour(ends)}
    days = (ends.date() - now.date()).days
    if days == 0:
        return _("Write to %(who)s, and you hear from us today by %(hour)s.") % said
    if days == 1:
        return _("Write to %(who)s, and you hear from us tomorrow by %(hour)s.") % said
    return _("Write to %(who)s, and you hear from us by %(day)s %(hour)s.") % said


def _day(at: datetime, now: datetime) -> str:
    near = (at.date() - now.date()).days <= NEAR
    return formatted(at, "l") if near else full_day(at.date(), now)


def _hour(at: datetime) -> str:
    return formatted(at, pgettext("time of day: 15:00", "H:i"))
