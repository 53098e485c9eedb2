"""Reading who we are and when we are open."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from makegood.foundation.tenancy.models import Business, Closure, Member, OpeningPeriod, User
from makegood.foundation.tenancy.owned import put_together_once
from makegood.foundation.tenancy.prepared import prepared
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.office_hours import OfficeHours, Period
from makegood.kit.public_holidays import public_holidays

MOST_CLOSED_DAYS = 366


def memberships(user: User) -> list[Member]:
    """The businesses a person works for, the first joined first. (A directory: no scope.)"""
    found = Member.objects.filter(user=user, ended_at=None).select_related("business")
    return list(found.order_by("joined_at", "id"))


def demo_members() -> list[Member]:
    """Who works for a demo and for nobody else, by business. (A directory: no scope.)"""
    real = Member.objects.filter(ended_at=None, business__demo=False)
    found = Member.objects.filter(ended_at=None).exclude(user__in=real.values("user"))
    found = found.select_related("business", "user")
    return list(found.order_by("business_id", "id"))


def member_of(user: User, slug: str) -> Member | None:
    """The person's membership of the business with this slug; None for a stranger."""
    found = Member.objects.filter(user=user, business__slug=slug, ended_at=None)
    return found.select_related("business", "user").first()


def office_hours(*, now: datetime) -> OfficeHours:
    """Our week, closures, and the public holidays of last year, this and the next two."""
    business = current_business()
    closed = set(_holidays(business.country, business.region, now.year)) | {
        day for closure in _closures() for day in days_of(closure)
    }
    return OfficeHours(business.tz, tuple(map(tuple, week())), frozenset(closed))


def week() -> list[list[Period]]:
    """Our opening periods, Monday first."""
    days: list[list[Period]] = [[] for _ in range(7)]
    for weekday, opens, closes in _periods():
        days[weekday].append(Period(opens, closes))
    return days


def closures() -> list[Closure]:
    """Our own closures, the earliest first."""
    return list(_closures())


@prepared
def _periods() -> QuerySet[OpeningPeriod, tuple[int, int, int]]:
    return OpeningPeriod.objects.values_list("weekday", "opens", "closes")


@put_together_once
def _closures() -> QuerySet[Closure]:
    return Closure.objects.all()


def days_of(closure: Closure) -> list[date]:
    """The days of a closure, at most a year of them."""
    n = min((closure.last - closure.first).days + 1, MOST_CLOSED_DAYS)
    return [closure.first + timedelta(days=i) for i in range(n)]


def days_off(*, first: date, last: date) -> dict[date, str]:
    """Why we are closed on days of this stretch: a holiday's name, or our own closure's.

    Days on which we never open are in it without a name.
    """
    business, open_on = current_business(), week()
    stretch = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = {day: "" for day in stretch if any(open_on) and not open_on[day.weekday()]}
    known = _holidays(business.country, business.region, first.year)
    found |= {day: name for day, name in known.items() if first <= day <= last}
    for closure in _closures().filter(first__lte=last, last__gte=first):
        found |= {day: closure.name or found.get(day, "") for day in days_of(closure)}
    return {day: name for day, name in found.items() if first <= day <= last}


def holidays_ahead(business: Business, *, now: datetime) -> dict[date, str]:
    """The public holidays of our place from today to the end of next year."""
    today = now.astimezone(business.tz).date()
    known = _holidays(business.country, business.region, now.year)
    return {day: name for day, name in known.items() if today <= day <= date(now.year + 1, 12, 31)}


@lru_cache(maxsize=256)
def _holidays(country: str, region: str, year: int) -> dict[date, str]:
    if not country:
        return {}
    try:
        return public_holidays(country, region=region or None, years=range(year - 1, year + 3))
    except ValueError:
        return {}


def team(business: Business) -> dict[int, str]:
    """The names of all who work or worked here, by their member id."""
    found = Member.objects.filter(business=business).select_related("user")
    return {member.pk: str(member.user) for member in found}
