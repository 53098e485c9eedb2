"""Customers as a file tells of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from makegood.domain.customers.rules.names import name_key
from makegood.domain.customers.rules.reaching import reach_key

# The first two letters of a tag as RFC 5646 has it.
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Reached:
    """One way to reach somebody. `kind` is one of a handle's kinds."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A customer as a file tells of them. Without a key, one name is one customer.

    `met_at`: the first time that anything is said of them there; None where it does not say.
    """

    name: str
    key: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    further: tuple[Reached, ...] = ()
    notes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    met_at: datetime | None = None

    @property
    def known_as(self) -> str:
        """What tells them apart in an import."""
        return self.key or key_of_name(self.name)

    @property
    def ways(self) -> tuple[Reached, ...]:
        """Every way to reach them."""
        first = (Reached("email", self.email), Reached("phone", self.phone))
        return (*(way for way in first if way.value), *self.further)

    def joined_by(self, other: Person) -> Person:
        """The same, with the ways to reach them that another row says besides."""
        email, phone = self.email or other.email, self.phone or other.phone
        first = {("email", reach_key("email", email)), ("phone", reach_key("phone", phone))}
        known = ((way, (way.kind, reach_key(way.kind, way.value))) for way in other.ways)
        more = (way for way, key in known if key not in first)
        return replace(self, email=email, phone=phone, further=(*self.further, *more))


def key_of_name(name: str) -> str:
    """The import key of somebody of whom a file says no more than the name."""
    return f"name:{hashlib.sha256(name_key(name).encode()).hexdigest()}"


def language_code(said: str) -> str:
    """“de-AT” as "de"; "" for what is no code."""
    found = LANGUAGE.fullmatch(said.strip())
    return found[1].lower() if found else ""
