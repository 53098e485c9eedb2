"""`import`: promises out of a CSV file into a business's ledger."""

from __future__ import annotations

import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.exchange.queries import known
from makegood.domain.exchange.rules.arrivals import Arrival, Sorted, sort_out
from makegood.domain.exchange.rules.leftovers import leftovers
from makegood.domain.exchange.rules.mapping import Ending, Join, Mapping, mapping_from, separators
from makegood.domain.exchange.rules.table import Bad, Table, read_table
from makegood.domain.promises.models import Promise
from makegood.foundation.accounts.actions import open_business
from makegood.foundation.accounts.queries import memberships
from makegood.foundation.tenancy.models import Business, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.bar import Bar
from makegood.interfaces.cli.chunks import bring_in_chunks
from makegood.kit.refusal import Refusal

EXAMPLE = Path(__file__).parents[2] / "mapping.toml"
SHOWN = 10


class AsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Help whose example keeps its lines."""


class Command(BaseCommand):
    help = """Bring promises into a business's ledger from a CSV file, as a mapping (TOML) says.

Run again, it brings in only the rows that are new. A row that is here already stays as it is,
whatever a later file says of it: what happens from now on is pressed on the desk. Begin with
--dry-run, which writes nothing. Ends with 1 when rows were left out."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = AsWritten
        parser.epilog = f"A mapping that says all it can:\n\n{EXAMPLE.read_text()}"
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument(
            "--mapping", type=Path, required=True, help="which column is what (TOML; see below)"
        )
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument(
            "--business", metavar="SLUG", help="the business, as its address says it: /desk/SLUG/"
        )
        where.add_argument("--new-business", metavar="NAME", help="open a business for these rows")
        parser.add_argument(
            "--owner", metavar="EMAIL", help="who owns it: an e-mail that signs in here"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")
        parser.add_argument(
            "--bad", type=Path, metavar="FILE", help="write the rows that cannot come in, with why"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            left_out = self._import(**options)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        except OperationalError as wrong:
            said = _("The database did not answer: %(why)s. Run it again: what came in is kept.")
            raise CommandError(said % {"why": wrong}) from wrong
        if left_out:
            said = ngettext("%(n)s row was left out.", "%(n)s rows were left out.", left_out)
            raise CommandError(said % {"n": left_out})

    def _import(
        self,
        *,
        file: Path,
        mapping: Path,
        business: str | None,
        new_business: str | None,
        owner: str | None,
        dry_run: bool,
        bad: Path | None,
        **_options: Any,
    ) -> int:
        """How many rows were left out."""
        says = _mapping(mapping)
        target = _named(business) if business else None
        person = None if target else _owner(owner, new_business or "")
        zone = says.zone or (target.zone if target else "")
        if not zone:
            raise Refusal(_("A new business needs a time zone: say one in the mapping's [times]."))
        table = _table(file, says, None)
        beside = {join.name: file.parent / join.file for join in says.joins}
        joined = {join.name: _table(beside[join.name], says, join) for join in says.joins}
        found = sort_out(table, says, joined, zone=ZoneInfo(zone), now=timezone.now())
        self._say_what_it_holds(file, table, found)
        read = {file, mapping, *beside.values()}
        _save(bad, found.bad, table, reading=read)
        if dry_run:
            self._say_what_would_happen(target, found)
        else:
            target = target or self._open(person, new_business or "", zone)
            found = self._write(target, f"{says.source}: {file.name}", table, found)
            _save(bad, found.bad, table, reading=read)
        self._say_what_is_bad(found.bad, bad)
        return len(found.bad)

    def _open(self, owner: User | None, name: str, zone: str) -> Business:
        assert owner is not None
        member = open_business(name=name, owner=owner, zone=zone, locale="en", at=timezone.now())
        slug = member.business.slug
        self.stdout.write(
            _("Opened %(name)s: from now on, --business %(slug)s.")
            % {"name": member.business.name, "slug": slug}
        )
        return member.business

    def _write(self, business: Business, source: str, table: Table, found: Sorted) -> Sorted:
        """Bring in what is new; what the ledger refused is bad too."""
        began = time.monotonic()
        bar = Bar(self.stderr, len(found.arrivals))
        outcome = bring_in_chunks(
            business=business, source=source, arrivals=found.arrivals, tell=bar.show
        )
        bar.end()
        self.stdout.write(
            _("%(came)s came in, %(here)s were here already and stay as they are.")
            % {"came": outcome.came, "here": outcome.here}
        )
        self.stdout.write(_("It took %(seconds).1f s.") % {"seconds": time.monotonic() - began})
        cells = {row.line: row.cells for row in table.rows}
        bad = [*found.bad, *(replace(one, cells=cells[one.line]) for one in outcome.bad)]
        return replace(found, bad=sorted(bad, key=lambda one: one.line))

    def _say_what_it_holds(self, file: Path, table: Table, found: Sorted) -> None:
        self.stdout.write(
            _("%(file)s, read as %(encoding)s: %(rows)s rows.")
            % {
                "file": file.name,
                "encoding": table.encoding,
                "rows": len(table.rows) + len(table.bad),
            }
        )
        late = sum(one.is_late for one in found.arrivals)
        counted = dict.fromkeys(Ending, 0)
        for one in found.arrivals:
            counted[one.ending] += 1
        self.stdout.write(
            _("%(kept)s kept in time, %(late)s kept late, %(withdrawn)s withdrawn, %(open)s open; ")
            % {
                "kept": counted[Ending.KEPT] - late,
                "late": late,
                "withdrawn": counted[Ending.WITHDRAWN],
                "open": counted[Ending.OPEN],
            }
            + _("%(bad)s that cannot come in.") % {"bad": len(found.bad)}
        )

    def _say_what_would_happen(self, business: Business | None, found: Sorted) -> None:
        here = _known(business, found.arrivals) if business else set()
        self.stdout.write(
            _("%(new)s would come in, %(here)s are here already. A dry run: nothing was written.")
            % {"new": len(found.arrivals) - len(here), "here": len(here)}
        )

    def _say_what_is_bad(self, bad: Sequence[Bad], path: Path | None) -> None:
        for one in bad[:SHOWN]:
            self.stderr.write(_("Line %(line)s: %(why)s") % {"line": one.line, "why": one.reason})
        if path:
            self.stderr.write(_("All that were left out: %(path)s") % {"path": path})
        elif len(bad) > SHOWN:
            self.stderr.write(
                _("And %(n)s more: --bad FILE writes them all.") % {"n": len(bad) - SHOWN}
            )


def _mapping(path: Path) -> Mapping:
    """What a mapping says. A refusal also says where a whole one can be read."""
    text = _bytes(path).decode(errors="replace")
    try:
        return mapping_from(text, kinds=tuple(Promise.Kind.values))
    except Refusal as refusal:
        see = _("“import --help” shows a whole mapping.")
        raise Refusal(f"{refusal.sentence} {see}") from refusal


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        said = {"path": path, "why": wrong.strerror}
        raise Refusal(_("%(path)s cannot be read: %(why)s.") % said) from wrong


def _table(path: Path, says: Mapping, join: Join | None) -> Table:
    return read_table(
        _bytes(path),
        name=path.name,
        needed=says.columns_of(join),
        encoding=says.encoding,
        separators=separators(says),
    )


def _save(path: Path | None, bad: Sequence[Bad], table: Table, *, reading: set[Path]) -> None:
    """Write the rows that stay outside. Done before the import too: a full disk shows at once."""
    if path is None:
        return
    if path.resolve() in {other.resolve() for other in reading}:
        raise Refusal(_("--bad would write over a file that is being read: name another."))
    try:
        # With a mark, so that a spreadsheet reads it as UTF-8.
        path.write_text(leftovers(bad, table.columns), encoding="utf-8-sig", newline="")
    except OSError as wrong:
        said = {"path": path, "why": wrong.strerror}
        raise Refusal(_("%(path)s cannot be written: %(why)s.") % said) from wrong


def _named(slug: str) -> Business:
    business = Business.objects.filter(slug=slug).first()
    if business is None:
        raise Refusal(
            _("There is no business “%(slug)s”. Its name stands in its address, behind /desk/.")
            % {"slug": slug}
        )
    return business


def _owner(email: str | None, name: str) -> User:
    """Who shall own the new business. Refused: nobody, or somebody who has one of that name."""
    if not email:
        raise Refusal(_("Say whose business it is: --owner, the e-mail they sign in with."))
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise Refusal(
            _("Nobody signs in here with %(email)s. Sign up first, or name another --owner.")
            % {"email": email}
        )
    for member in memberships(person):
        if member.business.name == " ".join(name.split()):
            raise Refusal(
                _("They have a business of that name: --business %(slug)s.")
                % {"slug": member.business.slug}
            )
    return person


def _known(business: Business, arrivals: Sequence[Arrival]) -> set[str]:
    with enter(business):
        return known([one.key for one in arrivals])
