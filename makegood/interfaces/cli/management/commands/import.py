"""`import`: promises out of a CSV file into a business's ledger."""

from __future__ import annotations

import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.exchange.queries import KINDS, known
from makegood.domain.exchange.queries.incoming import is_ours
from makegood.domain.exchange.rules.bounds import is_vcards, refuse_size
from makegood.domain.exchange.rules.leftovers import LeftOut, leftovers
from makegood.domain.exchange.rules.opening import (
    VCARDS,
    Found,
    Understood,
    opened,
    understood,
)
from makegood.domain.exchange.rules.sorting import Tally
from makegood.domain.exchange.rules.table import Bad
from makegood.foundation.accounts.actions import open_business
from makegood.foundation.accounts.queries import memberships
from makegood.foundation.tenancy.models import Business, User
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.bar import Bar
from makegood.interfaces.cli.chunks import bring_in_chunks
from makegood.interfaces.cli.coming_home import ComingHome
from makegood.kit.mailbox import in_one_form
from makegood.kit.refusal import Refusal

EXAMPLE = Path(__file__).parents[2] / "mapping.toml"
SHOWN = 10
AT_ONCE = 500
A_PIECE = 65_536


class AsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Help whose example keeps its lines."""


class Command(BaseCommand):
    help = """Bring promises into a business's ledger from a CSV file, as a mapping (TOML) says; or
what was taken out of Makegood (.zip), which needs none.

Run again, it brings in only the rows that are new. A row that is here already stays as it is,
whatever a later file says of it: what happens from now on is pressed on the desk. Begin with
--dry-run, which writes nothing. Ends with 1 when rows were left out."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = AsWritten
        parser.epilog = f"A mapping that says all it can:\n\n{EXAMPLE.read_text()}"
        parser.add_argument("file", type=Path, help="the CSV or vCard file, or an export")
        parser.add_argument(
            "--mapping", type=Path, help="which column is what (TOML; see below); none for vCards"
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
        mapping: Path | None,
        business: str | None,
        new_business: str | None,
        owner: str | None,
        dry_run: bool,
        bad: Path | None,
        **_options: Any,
    ) -> int:
        """How many rows were left out."""
        is_export = file.is_file() and is_ours(file)
        says = None if is_export else _mapping(mapping, file)
        target = _named(business) if business else None
        person = None if target else _owner(owner, new_business or "")
        if says is None:
            _refuse_writing_over(bad, {file})
            home = ComingHome(file, out=self.stdout, err=self.stderr)
            new = home.look_through(target)
            if dry_run:
                self.stdout.write(_("A dry run: nothing was written."))
            if dry_run or not new:
                return 0
            return home.bring_in(target or self._open(person, new_business or "", home.zone), bad)
        zone = says.zone or (target.zone if target else "")
        if not zone:
            raise Refusal(_("A new business needs a time zone: say one in the mapping's [times]."))
        beside = {name: file.parent / name for name in says.beside}
        files = {path.name: _content(path) for path in (file, *beside.values())}
        reading = opened(files, says, kinds=KINDS, zone=ZoneInfo(zone), now=timezone.now())
        left_out = LeftOut()
        rows = self._look_through(reading, target, left_out)
        _refuse_writing_over(bad, {file, mapping or file, *beside.values()})
        _save(bad, file.name, left_out, reading)
        if dry_run:
            self.stdout.write(_("A dry run: nothing was written."))
        else:
            target = target or self._open(person, new_business or "", zone)
            self._write(target, f"{says.source}: {file.name}", reading, rows, left_out)
            _save(bad, file.name, left_out, reading)
        self._say_what_is_bad(left_out, bad)
        return left_out.count

    def _look_through(self, reading: Found, target: Business | None, left_out: LeftOut) -> int:
        """Say what the files hold, and note what cannot come in; how many rows could."""
        tally, here, coming = Tally(), 0, iter(reading)
        while part := list(islice(coming, AT_ONCE)):
            for one in part:
                tally.add(one)
            left_out.add(one for one in part if isinstance(one, Bad))
            keys = [one.key for one in part if not isinstance(one, Bad)]
            here += len(_known(target, keys)) if target else 0
        self._say_what_it_holds(reading, tally)
        said = _("%(new)s would come in, %(here)s are here already.")
        self.stdout.write(said % {"new": tally.sound - here, "here": here})
        return tally.sound

    def _open(self, owner: User | None, name: str, zone: str) -> Business:
        assert owner is not None
        member = open_business(name=name, owner=owner, zone=zone, locale="en", at=timezone.now())
        slug = member.business.slug
        self.stdout.write(
            _("Opened %(name)s: from now on, --business %(slug)s.")
            % {"name": member.business.name, "slug": slug}
        )
        return member.business

    def _write(
        self,
        business: Business,
        source: str,
        reading: Found,
        rows: int,
        left_out: LeftOut,
    ) -> None:
        """Bring in what is new; what the ledger refused is bad too."""
        began, bar = time.monotonic(), Bar(self.stderr, rows)
        coming = (one for one in reading if not isinstance(one, Bad))
        outcome = bring_in_chunks(business=business, source=source, coming=coming, tell=bar.show)
        bar.end()
        left_out.add(outcome.bad)
        self.stdout.write(
            _("%(came)s came in, %(here)s were here already and stay as they are.")
            % {"came": outcome.came, "here": outcome.here}
        )
        self.stdout.write(_("It took %(seconds).1f s.") % {"seconds": time.monotonic() - began})

    def _say_what_it_holds(self, reading: Found, tally: Tally) -> None:
        self.stdout.write(
            _("%(file)s, read as %(encoding)s: %(rows)s rows.")
            % {"file": reading.name, "encoding": reading.encoding, "rows": tally.rows}
        )
        if tally.people:
            self.stdout.write(_("%(n)s people.") % {"n": tally.people})
        self.stdout.write(
            _("%(kept)s kept in time, %(late)s kept late, %(withdrawn)s withdrawn, %(open)s open; ")
            % asdict(tally)
            + _("%(bad)s that cannot come in.") % {"bad": tally.bad}
        )
        if tally.ratings:
            self.stdout.write(_("%(n)s ratings.") % {"n": tally.ratings})

    def _say_what_is_bad(self, left_out: LeftOut, path: Path | None) -> None:
        for one in left_out.held[:SHOWN]:
            said = {"file": one.file, "line": one.line, "why": one.reason}
            self.stderr.write(_("%(file)s, line %(line)s: %(why)s") % said)
        if path and left_out.count:
            self.stderr.write(_("All that were left out: %(path)s") % {"path": path})
        elif left_out.count > SHOWN:
            more = {"n": left_out.count - SHOWN}
            self.stderr.write(_("And %(n)s more: --bad FILE writes them all.") % more)


def _mapping(path: Path | None, file: Path) -> Understood:
    """What a mapping says. A refusal also says where a whole one can be read."""
    if path is None:
        if not is_vcards(next(_content(file)(), b"")[:200]):
            raise Refusal(_("Say which column is what: --mapping. “import --help” shows one."))
        return understood(VCARDS, kinds=KINDS)
    text = _bytes(path).decode(errors="replace")
    try:
        return understood(text, kinds=KINDS)
    except Refusal as refusal:
        see = _("“import --help” shows a whole mapping.")
        raise Refusal(f"{refusal.sentence} {see}") from refusal


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        said = {"path": path, "why": wrong.strerror}
        raise Refusal(_("%(path)s cannot be read: %(why)s.") % said) from wrong


def _content(path: Path) -> Callable[[], Iterator[bytes]]:
    """A file's bytes, piece by piece, as often as they are asked for."""

    def pieces() -> Iterator[bytes]:
        try:
            with path.open("rb") as file:
                refuse_size(path.stat().st_size, name=path.name)
                while piece := file.read(A_PIECE):
                    yield piece
        except OSError as wrong:
            said = {"path": path, "why": wrong.strerror}
            raise Refusal(_("%(path)s cannot be read: %(why)s.") % said) from wrong

    return pieces


def _refuse_writing_over(path: Path | None, reading: set[Path]) -> None:
    if path is not None and path.resolve() in {other.resolve() for other in reading}:
        raise Refusal(_("--bad would write over a file that is being read: name another."))


def _save(path: Path | None, first: str, left_out: LeftOut, reading: Found) -> None:
    """Write the rows that stay outside. Done before the import too: a full disk shows at once.

    Those of the first file to this path, those of another beside it, under its name too.
    """
    if path is None:
        return
    files = {first: leftovers([], reading.columns[first])} | left_out.files(reading.columns)
    for name, text in files.items():
        place = path if name == first else path.with_name(f"{path.stem} {name}")
        try:
            # With a mark, so that a spreadsheet reads it as UTF-8.
            place.write_text(text, encoding="utf-8-sig", newline="")
        except OSError as wrong:
            said = {"path": place, "why": wrong.strerror}
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
    person = User.objects.filter(email__iexact=in_one_form(email)).first()
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


def _known(business: Business, keys: Sequence[str]) -> set[str]:
    with enter(business):
        return known(keys)
