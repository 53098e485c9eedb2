"""What can happen to a customer's record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from makegood.domain.customers.models import Consent, Handle
from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerMet(Event):
    """We wrote down a customer for the first time."""

    name: ClassVar[str] = "customer.met"
    subject_kind: ClassVar[str] = "customer"


@dataclass(frozen=True, kw_only=True)
class CustomerReachable(Event):
    """How they are reached was written down or changed. (The address itself is no fact.)"""

    name: ClassVar[str] = "customer.reachable"
    subject_kind: ClassVar[str] = "customer"

    by_mail: bool
    by_phone: bool


@dataclass(frozen=True, kw_only=True)
class CustomerEvent(Event):
    """Happened to what we know of a customer; the words lie on the rows."""

    name: ClassVar[str] = ""
    subject_kind: ClassVar[str] = "customer"


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(CustomerEvent):
    """Their name, organisation or stage was written anew."""

    name: ClassVar[str] = "customer.changed"

    what: tuple[Literal["name", "organisation", "stage"], ...]


@dataclass(frozen=True, kw_only=True)
class HandleAdded(CustomerEvent):
    """A further way to reach them was written down."""

    name: ClassVar[str] = "handle.added"

    handle: int
    kind: Handle.Kind


@dataclass(frozen=True, kw_only=True)
class HandleRemoved(CustomerEvent):
    """They are not reached in that way any more."""

    name: ClassVar[str] = "handle.removed"

    handle: int
    kind: Handle.Kind


@dataclass(frozen=True, kw_only=True)
class NoteMade(CustomerEvent):
    """A member wrote something down about them."""

    name: ClassVar[str] = "note.made"

    note: int


@dataclass(frozen=True, kw_only=True)
class NoteTakenBack(CustomerEvent):
    """A note does not stand any more."""

    name: ClassVar[str] = "note.taken_back"

    note: int


@dataclass(frozen=True, kw_only=True)
class TagAdded(CustomerEvent):
    """They are found by one more word."""

    name: ClassVar[str] = "tag.added"

    tag: int


@dataclass(frozen=True, kw_only=True)
class TagRemoved(CustomerEvent):
    """They are found by that word no more."""

    name: ClassVar[str] = "tag.removed"

    tag: int


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(CustomerEvent):
    """They agreed to something."""

    name: ClassVar[str] = "consent.given"

    consent: int
    to: Consent.To
    how: Consent.How


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(CustomerEvent):
    """They agree to it no more."""

    name: ClassVar[str] = "consent.withdrawn"

    consent: int
    to: Consent.To


@dataclass(frozen=True, kw_only=True)
class CustomerMerged(CustomerEvent):
    """The subject turned out to be another: an alias of theirs, with its own aliases `carried`."""

    name: ClassVar[str] = "customer.merged"

    into: int
    carried: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CustomerUnmerged(CustomerEvent):
    """The subject is somebody else after all, and so are those that go back with them."""

    name: ClassVar[str] = "customer.unmerged"

    out_of: int
    carried: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CustomersToldApart(CustomerEvent):
    """The subject and another look alike and are two."""

    name: ClassVar[str] = "customer.told_apart"

    other: int
