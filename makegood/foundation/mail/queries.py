"""Reading the outbox."""

from __future__ import annotations

from django.db.models import QuerySet

from makegood.foundation.mail.models import Letter

PAGE = 50


def to_customers(*, page: int) -> tuple[list[Letter], bool]:
    """A page (from 1) of what was written to customers, newest first, and whether more follows.

    Account mail is its reader's alone: it opens their account, and is shown to nobody.
    """
    start = (page - 1) * PAGE
    rows = list(_to_customers().order_by("-id")[start : start + PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def to_customer(letter_id: int) -> Letter | None:
    """One letter to a customer of ours; None if it is none."""
    return _to_customers().filter(pk=letter_id).first()


def last_to(customer_id: int, address: str) -> Letter | None:
    """The last letter to a customer at an address; None if none was written."""
    found = _to_customers().filter(customer_id=customer_id, to_address=address)
    return found.order_by("-id").first()


def _to_customers() -> QuerySet[Letter]:
    return Letter.objects.exclude(kind=Letter.Kind.ACCOUNT)
