"""The people every test knows: a studio with its owner and a colleague, a stranger, a visitor.

Rows only, made cheaply; customers are met when a test asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business, Member, User
from makegood.foundation.tenancy.scope import enter

PASSWORD = "lemon-drizzle-on-a-monday"
SINCE = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Two businesses that must never meet, and who works where."""

    studio: Business
    owner: Member
    colleague: Member
    salon: Business
    stranger: Member
    visitor: User
    password: str = PASSWORD

    @property
    def alice(self) -> User:
        """Owns the studio."""
        return self.owner.user

    @property
    def bob(self) -> User:
        """Works for the studio."""
        return self.colleague.user

    @property
    def mallory(self) -> User:
        """Owns the salon and has no business in the studio."""
        return self.stranger.user

    @property
    def bakery(self) -> Customer:
        """The studio's customer, met the first time a test asks for them."""
        return _customer(self.owner, "the bakery")

    @property
    def anna(self) -> Customer:
        """The studio's other customer."""
        return _customer(self.owner, "Anna")

    @property
    def client_of_salon(self) -> Customer:
        """The stranger's customer, whom the studio must never see."""
        return _customer(self.stranger, "Gwen")


def make_cast() -> Cast:
    """Write the cast's rows: of each kind all at once, because two thousand tests ask for them."""
    studio = _business("fern-studio", "Fern Studio", "Europe/Berlin", "en", "EUR", "DE")
    salon = _business("salon-mallory", "Salon Mallory", "America/New_York", "en", "USD", "US")
    Business.objects.bulk_create([studio, salon])
    hashed = make_password(PASSWORD)
    people = [_person(name, hashed) for name in ("Alice", "Bob", "Mallory", "Victor")]
    alice, bob, mallory, victor = User.objects.bulk_create(people)
    owner = _member(studio, alice, Member.Role.OWNER)
    colleague = _member(studio, bob, Member.Role.MEMBER)
    stranger = _member(salon, mallory, Member.Role.OWNER)
    Member.objects.bulk_create([owner, colleague, stranger])
    return Cast(
        studio=studio,
        owner=owner,
        colleague=colleague,
        salon=salon,
        stranger=stranger,
        visitor=victor,
    )


def _customer(met_by: Member, name: str) -> Customer:
    with enter(met_by.business):
        return meet(name=name, by=Actor("member", met_by.pk), at=SINCE)


def _business(
    slug: str, name: str, zone: str, locale: str, currency: str, country: str
) -> Business:
    return Business(
        slug=slug,
        name=name,
        zone=zone,
        locale=locale,
        currency=currency,
        country=country,
        made_at=SINCE,
    )


def _person(name: str, hashed: str) -> User:
    return User(email=f"{name.lower()}@example.com", name=name, password=hashed)


def _member(business: Business, user: User, role: str) -> Member:
    return Member(business=business, user=user, role=role, joined_at=SINCE)
