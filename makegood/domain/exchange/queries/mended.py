"""A file of left-out rows that we handed out, when it is brought again."""

from __future__ import annotations

from itertools import islice

from makegood.domain.exchange.models import Upload
from makegood.domain.exchange.queries import BOUNDS, KINDS, data_of, mapping_beside, uploads
from makegood.domain.exchange.rules.guessing import LOOKED_AT
from makegood.domain.exchange.rules.leftovers import FROM, LINE, REASON, origin_of
from makegood.domain.exchange.rules.mapping import mapping_from
from makegood.domain.exchange.rules.opening import is_of_vcards, understood
from makegood.domain.exchange.rules.people_mapping import is_of_people, people_mapping_from
from makegood.domain.exchange.rules.table import Rows
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import pieces_of
from makegood.kit.refusal import Refusal
from makegood.kit.whole_number import whole_number


def mended_of(upload: Upload) -> Upload | None:
    """The upload whose rows were left out, mended and brought as this one.

    None where nothing says so, and where its mapping does not read what was brought.
    """
    if mapping_beside(upload):
        return None
    files = data_of(upload)
    for file in files:
        beside = {other.name for other in files if other is not file}
        if origin := _origin(file, beside):
            return origin
    return None


def _origin(file: File, beside: set[str]) -> Upload | None:
    try:
        rows = Rows(pieces_of(file)(), name=file.name, bounds=BOUNDS)
        if not {LINE, REASON, FROM} <= set(rows.columns):
            return None
        number = whole_number(origin_of(islice(rows, LOOKED_AT)))
        if number is None:
            return None
        origin: Upload | None = uploads().filter(pk=number).exclude(mapping="").first()
        reads = origin is not None and _reads(origin.mapping, set(rows.columns), beside)
    except Refusal:
        return None
    return origin if reads else None


def _reads(mapping: str, columns: set[str], beside: set[str]) -> bool:
    """Whether a mapping is about a file of these columns, and about those beside it."""
    if is_of_vcards(mapping):
        return False
    if is_of_people(mapping):
        return not beside and people_mapping_from(mapping).needed <= columns
    names = set(understood(mapping, kinds=KINDS).beside)
    return beside <= names and mapping_from(mapping, kinds=KINDS).columns_of(None) <= columns
