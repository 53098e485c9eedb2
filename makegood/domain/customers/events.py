"""What can happen to a customer's record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

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
