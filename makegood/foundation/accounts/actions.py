"""Writing down businesses, their people, and when they are open."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import available_timezones

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from makegood.foundation.accounts.events import (
    BusinessChanged,
    BusinessOpened,
    BusinessRetired,
    ClosureAdded,
    ClosureRemoved,
    HoursChanged,
    MemberJoined,
    MemberNamed,
)
from makegood.foundation.accounts.queries import MOST_CLOSED_DAYS
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import actions as links
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Business, Closure, Member, OpeningPeriod, User
from makegood.foundation.tenancy.queries import hold_business
from makegood.foundation.tenancy.scope import current_business, enter
from makegood.kit.mailbox import in_one_form
from makegood.kit.office_hours import OfficeHours, Period
from makegood.kit.phone import dialled
from makegood.kit.refusal import Refusal

WEEKDAYS_NINE_TO_FIVE = tuple((Period(9 * 60, 17 * 60),) if day < 5 else () for day in range(7))
TRIES = 5
SAID_OF_ITSELF = ("name", "zone", "locale", "country", "region", "engagement_noun", "phone")
RESERVED = frozenset({"static", "new"})


@transaction.atomic
def open_business(
    *,
    name: str,
    owner: User,
    zone: str,
    locale: str,
    at: datetime,
    country: str = "",
    currency: str = "EUR",
    demo: bool = False,
) -> Member:
    """A new business with its owner, open on weekdays from nine to five until they say else.

    `zone` is an IANA name; one we do not know becomes UTC, to be set right in the settings.
    Letters of a `demo` never leave.
    """
    name = " ".join(name.split())
    if not name:
        raise Refusal(_("What is your business called?"), field="business")
    business = Business(
        name=name[:120],
        zone=zone if zone in available_timezones() else "UTC",
        locale=locale,
        country=country,
        currency=currency,
        demo=demo,
        made_at=at,
    )
    _save_under_a_free_slug(business)
    member = Member.objects.create(
        business=business, user=owner, role=Member.Role.OWNER, joined_at=at
    )
    with enter(business):
        _write_week(WEEKDAYS_NINE_TO_FIVE)
        by = Actor("member", member.pk)
        record(BusinessOpened(subject_id=business.pk), by=by, at=at)
    return member


@transaction.atomic
def change_business(
    *,
    name: str,
    zone: str,
    locale: str,
    country: str,
    region: str,
    engagement_noun: str,
    phone: str,
    by: Actor,
    at: datetime,
) -> Business:
    """Set what a business says of itself. Dues already frozen keep their instants.

    Refused: no name, a time zone that IANA does not know, and what no telephone can dial.
    """
    name = " ".join(name.split())[:120]
    if not name:
        raise Refusal(_("What is your business called?"), field="name")
    if zone not in available_timezones():
        raise Refusal(_("That time zone is not known. Choose a city near you."), field="zone")
    phone = " ".join(phone.split())[:40]
    if phone and not dialled(phone):
        raise Refusal(_("That is no phone number. Write it in digits."), field="phone")
    business = current_business()
    business.name = name
    business.zone = zone
    business.locale = locale
    business.country = country
    business.region = region
    business.engagement_noun = engagement_noun
    business.phone = phone
    business.save(update_fields=SAID_OF_ITSELF)
    record(BusinessChanged(subject_id=business.pk), by=by, at=at)
    return business


@transaction.atomic
def retire(*, by: Actor, at: datetime) -> None:
    """A demo makes way: nobody works there any more, no link opens it, and its address is free.

    Its rows stay as they are; the journal is for ever. ValueError for any but a demo.
    """
    business = hold_business()
    if not business.demo:
        raise ValueError("Only a demo is made anew: people live by the others.")
    for link in Link.objects.filter(revoked_at=None):
        links.revoke(link=link, by=by, at=at)
    Member.objects.filter(business=business, ended_at=None).update(ended_at=at)
    Business.objects.filter(pk=business.pk).update(slug=f"retired-{business.pk}")
    record(BusinessRetired(subject_id=business.pk), by=by, at=at)


@transaction.atomic
def join(*, user: User, role: Member.Role, by: Actor, at: datetime) -> Member:
    """A person works for our business from now on."""
    member = Member.objects.create(business=current_business(), user=user, role=role, joined_at=at)
    record(MemberJoined(subject_id=member.pk, role=role), by=by, at=at)
    return member


@transaction.atomic
def name_member(*, member: Member, name: str, by: Actor, at: datetime) -> None:
    """How a person is called, in every business of theirs. Refused: no name."""
    name = " ".join(name.split())[:120]
    if not name:
        raise Refusal(_("How are you called? Your letters are signed with it."), field="name")
    User.objects.filter(pk=member.user_id).update(name=name)
    member.user.name = name
    record(MemberNamed(subject_id=member.pk), by=by, at=at)


@transaction.atomic
def set_hours(*, week: Sequence[Sequence[Period]], by: Actor, at: datetime) -> None:
    """The business's week, Monday first. Refused: periods of a day that overlap."""
    business = current_business()
    try:
        OfficeHours(business.tz, tuple(tuple(sorted(day)) for day in week))
    except ValueError as wrong:
        sentence = _("Two opening times of one day overlap. Make one of them shorter.")
        raise Refusal(sentence, field="hours") from wrong
    hold_business()
    _write_week(week)
    record(HoursChanged(subject_id=business.pk), by=by, at=at)


@transaction.atomic
def add_closure(*, first: date, last: date, name: str, by: Actor, at: datetime) -> Closure:
    """Days on which the business is closed, both included. Said twice, it is one closure.

    Refused: ending before it begins, and more than a year.
    """
    if last < first:
        raise Refusal(_("It ends before it begins. Which day is the last?"), field="last")
    if (last - first).days >= MOST_CLOSED_DAYS:
        raise Refusal(_("That is longer than a year. Which day is the last?"), field="last")
    hold_business()
    said = {"first": first, "last": last, "name": name[:80]}
    same: Closure | None = Closure.objects.filter(**said).first()
    if same is not None:
        return same
    closure: Closure = Closure.objects.create(**said)
    record(ClosureAdded(subject_id=closure.pk), by=by, at=at)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: Actor, at: datetime) -> None:
    """Open on those days after all."""
    standing = Closure.objects.select_for_update(of=("self",)).filter(pk=closure.pk)
    if standing.first() is not None:
        # An entry is written while what it points at is still there: the wall looks.
        record(ClosureRemoved(subject_id=closure.pk), by=by, at=at)
        standing.delete()


def _write_week(week: Sequence[Sequence[Period]]) -> None:
    OpeningPeriod.objects.all().delete()
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(
            business=current_business(), weekday=weekday, opens=period.opens, closes=period.closes
        )
        for weekday, periods in enumerate(week)
        for period in periods
    )


def _save_under_a_free_slug(business: Business) -> None:
    """Its name as a slug; with a few letters behind it when another business has that one."""
    plain = slugify(business.name)[:50] or "business"
    for attempt in range(TRIES):
        business.slug = plain if attempt == 0 else f"{plain}-{secrets.token_hex(2)}"
        if business.slug in RESERVED:
            continue
        try:
            with transaction.atomic():
                business.save(force_insert=True)
        except IntegrityError:
            continue
        return
    raise Refusal(_("That name is much in demand. Add a word to it."), field="business")


@transaction.atomic
def write_down(*, email: str, name: str, password: str | None, at: datetime) -> User:
    """A person by their address; made with this password if we do not know them yet.

    Without a password they sign in by none.
    """
    email = in_one_form(email)
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    user = User(email=email, name=name)
    user.set_password(password)
    user.save(force_insert=True)
    return user


@transaction.atomic
def set_password(*, user: User, password: str | None, at: datetime) -> bool:
    """Another password, or none: whoever is in with the old one is out. False if it changed
    meanwhile.
    """
    old = user.password
    user.set_password(password)
    same = User.objects.filter(pk=user.pk, password=old)
    return same.update(password=user.password) == 1


@transaction.atomic
def forget_old_sessions(*, now: datetime) -> int:
    """Forget who was in, and what they typed last, once a session has expired; how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]
