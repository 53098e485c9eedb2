"""Our own export, brought back from a terminal: looked through, then the same staged import."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import OutputWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from makegood.domain.exchange.actions.coming_back import go_on, look
from makegood.domain.exchange.actions.uploading import bring, confirm, take_back
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.exchange.queries import get, left_out, under_way
from makegood.domain.exchange.queries.counting import counted
from makegood.domain.exchange.queries.incoming import Incoming
from makegood.domain.exchange.queries.rebuilding import already
from makegood.domain.exchange.rules.unpacking import MOST_BYTES
from makegood.foundation.files.queries import path_of
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.bar import Bar
from makegood.kit.refusal import Refusal

A_PIECE = 65_536
# Between two looks whether all is in.
PIECES = 50
WHOEVER_RUNS_US = Actor("rule", rule="import command")


class ComingHome:
    """One export on its way back. Refused: what `Incoming` refuses."""

    def __init__(self, file: Path, *, out: OutputWrapper, err: OutputWrapper) -> None:
        self._file, self._out, self._err = file, out, err
        with Incoming(file) as incoming:
            self.zone = str(incoming.about_us().get("zone") or "")

    def look_through(self, target: Business | None) -> int:
        """Say what would come in; how many rows that are. Writes nothing."""
        with Incoming(self._file) as incoming:
            if target is None:
                counts = counted(incoming)
            else:
                with enter(target):
                    counts = counted(incoming, already)
        said = _("%(file)s, taken out of Makegood: %(lines)s rows, %(bad)s that cannot come in.")
        self._out.write(said % {"file": self._file.name, **counts})
        self._out.write(_("%(new)s would come in, %(here)s are here already.") % counts)
        return counts["new"]

    def bring_in(self, target: Business, bad: Path | None) -> int:
        """Bring in what is new; one that was cut short goes on. How many rows were left out."""
        with enter(target):
            upload = under_way(_digest(self._file)) or self._confirmed(target)
            bar = Bar(self._err, upload.rows)
        ids = {"of_business": target.pk, "upload_id": upload.pk}
        while upload.stage is Stage.COMING:
            go_on(**ids, pieces=PIECES, tell=bar.show)
            with enter(target):
                upload = get(upload.pk)
        bar.end()
        with enter(target):
            return self._ended(upload, bad)

    def _confirmed(self, target: Business) -> Upload:
        """Kept and confirmed; put aside again where another import is under way."""
        upload = bring(
            files=[(self._file.name, _pieces(self._file))],
            member=_owner(target),
            by=WHOEVER_RUNS_US,
            at=timezone.now(),
            most=MOST_BYTES,
        )
        look(of_business=target.pk, upload_id=upload.pk)
        try:
            confirm(upload=get(upload.pk), by=WHOEVER_RUNS_US, at=timezone.now())
        except Refusal:
            take_back(upload=upload, by=WHOEVER_RUNS_US, at=timezone.now())
            raise
        return get(upload.pk)

    def _ended(self, upload: Upload, bad: Path | None) -> int:
        counts = (upload.found or {}).get("counts", {})
        refused, here = counts.get("refused", 0), counts.get("here", 0)
        if upload.stage is Stage.UNDONE:
            raise Refusal(_("It was taken back on the desk meanwhile."))
        said = _("%(came)s came in, %(here)s were here already and stay as they are.")
        self._out.write(said % {"came": upload.came, "here": here})
        for one in (upload.found or {}).get("wrong", ()):
            told = {"file": one["file"], "line": one["line"], "why": one["reason"]}
            self._err.write(_("%(file)s, line %(line)s: %(why)s") % told)
        for n, row in enumerate(left_out(upload) if bad else ()):
            assert bad is not None
            place = bad.with_name(f"{bad.stem} {row.file.name}.csv") if n else bad
            _copied(path_of(row.file), place)
            self._err.write(_("All that were left out: %(path)s") % {"path": place})
        return int(refused)


def _owner(business: Business) -> Member:
    """Who stands in for those who are no members here."""
    owners = Member.objects.filter(business=business, role=Member.Role.OWNER, ended_at=None)
    found: Member = owners.select_related("user").order_by("pk")[0]
    return found


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as content:
        while piece := content.read(A_PIECE):
            yield piece


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _copied(file: Path, to: Path) -> None:
    try:
        to.write_bytes(file.read_bytes())
    except OSError as wrong:
        said = {"path": to, "why": wrong.strerror}
        raise Refusal(_("%(path)s cannot be written: %(why)s.") % said) from wrong
