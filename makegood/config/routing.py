"""Which database a table lives in."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

LIMITS = "limits"


class LimitsApart:
    """Counts of rate limits go to a connection of their own; everything else to the ledger."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return LIMITS if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool | None:
        return None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label == "django_cache":
            return db == LIMITS
        return False if db == LIMITS else None
