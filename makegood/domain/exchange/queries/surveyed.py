"""A kept file, read as the answers to a survey elsewhere."""

from __future__ import annotations

import csv

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.bounds import Bounds
from makegood.domain.exchange.rules.decoding import Lines
from makegood.domain.exchange.rules.surveyed import MOST_RESPONSES, Brought, read
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import pieces_of
from makegood.kit.refusal import Refusal

MOST_BYTES = 20_000_000
BOUNDS = Bounds(bytes=MOST_BYTES, rows=MOST_RESPONSES)


def brought(file: int) -> File | None:
    """A file of ours whose bytes are here still."""
    found: File | None = File.objects.filter(pk=file, forgotten_at=None).first()
    return found if found is not None and found.name.casefold().endswith(".csv") else None


def answers_in(file: File) -> Brought:
    """What it holds. Refused: what cannot be read, and what no program that we know wrote."""
    lines = Lines(pieces_of(file)(), name=file.name, bounds=BOUNDS)
    try:
        return read(list(csv.reader(lines, strict=True)))
    except csv.Error as wrong:
        raise Refusal(_("That is no whole CSV file."), field="file") from wrong
