"""`export`: everything of a business into one file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from makegood.domain.exchange.actions.exporting import record_made
from makegood.domain.exchange.queries.exported import everything
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

WHOEVER_RUNS_US = Actor("rule", rule="export command")


class Command(BaseCommand):
    help = """Write everything of a business into one ZIP: CSV for people, JSON Lines for programs.
Passwords, links and mail servers are not in it."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the ZIP to write; it must not be there yet")
        parser.add_argument(
            "--business",
            metavar="SLUG",
            required=True,
            help="the business, as its address says it: /desk/SLUG/",
        )

    def handle(self, *_args: Any, file: Path, business: str, **_options: Any) -> None:
        found = Business.objects.filter(slug=business).first()
        if found is None:
            raise CommandError(
                _("There is no business “%(slug)s”. Its name stands in its address, behind /desk/.")
                % {"slug": business}
            )
        try:
            size = _write(found, file)
        except OSError as wrong:
            said = {"path": file, "why": wrong.strerror}
            raise CommandError(_("%(path)s cannot be written: %(why)s.") % said) from wrong
        with enter(found):
            record_made(size=size, by=WHOEVER_RUNS_US, at=timezone.now())
        self.stdout.write(_("%(path)s: %(size)s bytes.") % {"path": file, "size": size})


def _write(business: Business, path: Path) -> int:
    """Readable by whoever runs us alone; how many bytes. A file that is half there is removed."""
    path.touch(mode=0o600, exist_ok=False)
    try:
        with path.open("wb") as file, enter(business):
            return sum(file.write(piece) for piece in everything())
    except BaseException:
        path.unlink()
        raise
