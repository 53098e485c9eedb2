"""Which business we are working for. `enter(business)` is the only way in.

django-scopes keeps the scope (one context variable); what a missing scope means is decided
here and in `owned.py`, because its own managers let unscoped `.exists()`, `.create()` and
`bulk_create` pass, `scope(business=None)` filters nothing there, and `scopes_disabled()`
opens everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from django.db import connection, transaction
from django_scopes import get_scope
from django_scopes import scope as keep_scope
from django_scopes.exceptions import ScopeError

if TYPE_CHECKING:
    from makegood.foundation.tenancy.models import Business

__all__ = ["ScopeError", "current_business", "current_business_id", "enter"]


@contextmanager
def enter(business: Business) -> Iterator[Business]:
    """Work for this business until the block ends. Entering a second business is refused.

    On PostgreSQL the block is one transaction that carries the business in `mg.business`
    (local to the transaction, so safe behind a pooler). On SQLite it is the scope alone:
    a transaction around a page that only reads would take the write lock.
    """
    if business is None or business.pk is None:
        raise ScopeError("enter() needs a saved business.")
    inside = get_scope().get("business")
    if inside is not None and inside.pk != business.pk:
        raise ScopeError("Leave one business before entering another.")
    if connection.vendor != "postgresql":
        with keep_scope(business=business):
            yield business
        return
    with transaction.atomic(), keep_scope(business=business):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('mg.business', %s, true)", [str(business.pk)])
        yield business


def current_business() -> Business:
    """The business we are in; ScopeError outside."""
    business = get_scope().get("business")
    if business is None:
        raise ScopeError("No business has been entered: use enter(business).")
    return cast("Business", business)


def current_business_id() -> int:
    """Its id; ScopeError outside."""
    return current_business().pk
