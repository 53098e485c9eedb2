"""The files that customers showed us, as they go out: under names that say nothing of anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.shown import packed_name
from makegood.domain.feedback.models import Attachment
from makegood.foundation.files.queries import pieces_of

AT_ONCE = 200


def named(one: Attachment) -> str:
    """What they called it, and the file of the export that it is in."""
    if one.file.forgotten_at is not None:
        return _("a file that was deleted")
    return f"{one.file.name} ({packed_name(one.file.sha256, one.kind)})"


def shown_files() -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file of an answer, piece by piece; the same bytes once."""
    rows = Attachment.objects.filter(response__isnull=False, file__forgotten_at=None)
    found = rows.select_related("file").order_by("file__sha256", "kind", "pk")
    before = ""
    for one in found.iterator(chunk_size=AT_ONCE):
        name = packed_name(one.file.sha256, one.kind)
        if name != before:
            yield name, pieces_of(one.file)()
        before = name
