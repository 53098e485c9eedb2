"""`flush` empties every table. Tests do that between themselves; nobody else may."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush

from makegood.foundation.journal import append_only


class Command(flush.Command):
    """Django's own, which first lifts the wall around the journal and then puts it back.

    What stands after a migrate stands after this: it goes with tables, and this takes rows.
    """

    def handle(self, **options: Any) -> None:
        if settings.MODE != "test":
            raise CommandError("This would delete everything, the journal included: refused.")
        append_only.lift(using=options["database"])
        try:
            super().handle(**{**options, "inhibit_post_migrate": True})
        finally:
            append_only.put_up(using=options["database"])
