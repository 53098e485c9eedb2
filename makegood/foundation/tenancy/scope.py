"""Which business we are working for. `enter(business)` is the only way in.

django-scopes keeps the scope (one context variable, so a new thread starts outside); what a
scope means is decided here and in `owned.py`. Its own `scope(business=…)`, `scope(business=None)`,
lists and `scopes_disabled()` open nothing here, because only `enter` makes an `_Entered`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django_scopes import get_scope
from django_scopes import scope as keep_scope
from django_scopes.exceptions import ScopeError

from makegood.foundation.tenancy.business import Business

__all__ = ["ScopeError", "current_business", "current_business_id", "enter"]

SETTING = "mg.business"


@dataclass(frozen=True)
class _Entered:
    """The door's own mark on a scope."""

    business: Business


@contextmanager
def enter(business: Business) -> Iterator[Business]:
    """Work for this business until the block ends. Entering a second business is refused.

    On PostgreSQL the block is one transaction that carries the business in `mg.business`
    (local to the transaction, so safe behind a pooler). On SQLite it is the scope alone:
    a transaction around a page that only reads would take the write lock.

    Do not enter in a generator that streams: its scope would be its caller's between rows.
    """
    _refuse(business)
    if connection.vendor != "postgresql":
        with keep_scope(business=_Entered(business)):
            yield business
        return
    with transaction.atomic():
        before = _tell_database(str(business.pk))
        with keep_scope(business=_Entered(business)):
            yield business
        # Inside a longer transaction the setting would outlive the block. And where a refusal of
        # the database was swallowed this raises, while Django would roll back without a word.
        _tell_database(before)


def current_business() -> Business:
    """The business we are in; ScopeError outside."""
    entered = get_scope().get("business")
    if not isinstance(entered, _Entered):
        raise ScopeError("No business has been entered: use enter(business).")
    return entered.business


def current_business_id() -> int:
    """Its id; ScopeError outside."""
    return current_business().pk


def _refuse(business: object) -> None:
    """ScopeError unless this is a saved business, and the one we are in if we are in one."""
    if not isinstance(business, Business) or business.pk is None:
        raise ScopeError("enter() needs one saved business.")
    entered = get_scope().get("business")
    if isinstance(entered, _Entered) and entered.business.pk != business.pk:
        raise ScopeError("Leave one business before entering another.")


def _tell_database(business: str) -> str:
    """Set the business of this transaction; what it was before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)",
            [SETTING, SETTING, business],
        )
        before: str = cursor.fetchone()[0]
    return before
