"""The database as this version of the program wants it."""

from __future__ import annotations

from django.core.management import call_command


def bring_in_step() -> None:
    """Run what migrations are missing, and make the table of the limits. Safe to run again."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="limits", verbosity=0)
