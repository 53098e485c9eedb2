"""Which rows are found, by which of their words. A further kind is one more line.

A row may also be found by rows that hang on it (`Also`): a customer's further addresses, say.
"""

from __future__ import annotations

from dataclasses import dataclass

from makegood.domain.customers.models import Customer, Handle, Note, Tag
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, Ground, Hearing, Verification
from makegood.domain.search.models.word import Kind
from makegood.foundation.tenancy.owned import Owned


@dataclass(frozen=True)
class Also:
    """Rows that lead (`key`, a column) to the row that is found by their words too.

    Where a column says until when they stand (`stands_until`), only those that stand do.
    """

    model: type[Owned]
    key: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    stands_until: str = ""


@dataclass(frozen=True)
class Source:
    """What is found: its table, the columns that hold words, and those that hold numbers."""

    kind: Kind
    model: type[Owned]
    texts: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()


SOURCES = (
    Source(
        Kind.CUSTOMER,
        Customer,
        texts=("name", "organisation", "email", "phone"),
        numbers=("phone",),
        also=(
            Also(Handle, "customer_id", texts=("value",), numbers=("value",)),
            Also(Note, "customer_id", texts=("text",), stands_until="taken_back_at"),
            Also(Tag, "customer_id", texts=("name",)),
        ),
    ),
    Source(Kind.ENGAGEMENT, Engagement, texts=("name",)),
    Source(Kind.PROMISE, Promise, texts=("text",)),
    Source(
        Kind.CASE,
        Case,
        texts=("matter",),
        also=(
            Also(Ground, "case_id", texts=("words",)),
            Also(Hearing, "case_id", texts=("said", "expected", "wishes", "right_when")),
            Also(Verification, "case_id", texts=("words",)),
        ),
    ),
)
