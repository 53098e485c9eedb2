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
