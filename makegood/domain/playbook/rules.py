"""What holds where a business has not said otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from makegood.kit.office_hours import NeverOpen, OfficeHours

LONGEST_LEAD = 10
# What customers wait for is asked about two working days before; the rest comes by itself.
LEADS = {"delivery": 2, "milestone": 2}

LONGEST_REPLY = 40
# Within how many office hours each step of a case is promised: fast at first, then with care.
LONGEST_RECOVERY = 200
RECOVERY_TIMES = {
    "acknowledge": 4,
    "hear": 8,
    "facts": 8,
    "remedy": 8,
    "verify": 16,
    "cause": 40,
    "prevent": 40,
}
# What a role may spend on putting something right, in hundredths; None: whatever it takes.
MOST_AUTHORITY = 10**9
AUTHORITY: dict[str, int | None] = {"owner": None, "manager": 25_000, "member": 5_000, "viewer": 0}
# "Twelve good experiences make up for one bad", as Ruby Newell-Legner says in her trainings
# ("Understanding Customers"). No study of it is known to us: a business sets its own.
GOOD_FOR_BAD = 12
MOST_GOOD_FOR_BAD = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def reply_by(hours: OfficeHours, within: int, *, now: datetime) -> datetime | None:
    """By when whoever writes at `now` hears from us, in UTC; None where no time is promised.

    `within` so many office hours, and until the quarter of an hour is full: they have yet to write.
    """
    if not within or not any(hours.week):
        return None
    try:
        ends = hours.add(now, timedelta(hours=within))
    except NeverOpen:
        return None
    return ends + (EPOCH - ends) % QUARTER
