"""What of a file is here already, and what an import brought."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.models import Upload, UploadedFile
from makegood.domain.exchange.rules.bounds import Bounds
from makegood.domain.exchange.rules.mapping import LONGEST_MAPPING, Mapping, mapping_from
from makegood.domain.exchange.rules.sorting import Files, Reading
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.models import Promise
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of, pieces_of
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.journal.queries import worked_with_since
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal

AT_ONCE = 500
# What one job can look through; the command takes more.
BOUNDS = Bounds(rows=100_000)


def known(keys: Collection[str]) -> set[str]:
    """Which of these import keys have a promise or a rating with us."""
    found = set[str]()
    for part in _parts(keys):
        promises = Promise.objects.filter(import_key__in=part)
        ratings = Rating.objects.filter(import_key__in=part)
        found |= set(promises.values_list("import_key", flat=True))
        found |= set(ratings.values_list("import_key", flat=True))
    return found


def promised(keys: Collection[str]) -> dict[str, Promise]:
    """The promises of these import keys, each with its customer and its piece of work."""
    whole = Promise.objects.select_related("customer", "engagement")
    return {
        promise.import_key: promise
        for part in _parts(keys)
        for promise in whole.filter(import_key__in=part)
    }


def staying(batch: ImportBatch) -> QuerySet[Customer]:
    """The customers an import brought who stay when it is undone: we worked with them since."""
    return worked_with_since(batch, Customer.objects.filter(import_batch=batch))


def _parts(keys: Collection[str]) -> Iterator[list[str]]:
    listed = list(keys)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


def uploads() -> QuerySet[Upload]:
    """What was brought, the last first, each with its import."""
    return Upload.objects.select_related("batch", "brought_by__user").order_by("-id")


def get(upload_id: int) -> Upload:
    """One upload of our business; Upload.DoesNotExist if it is not ours."""
    found: Upload = uploads().get(pk=upload_id)
    return found


def brought(upload: Upload) -> list[File]:
    """The files of an upload, as they were brought."""
    rows = UploadedFile.objects.filter(upload=upload, left_out=False).select_related("file")
    return [row.file for row in rows.order_by("id")]


def left_out(upload: Upload) -> list[File]:
    """The files we made of what cannot come in."""
    rows = UploadedFile.objects.filter(upload=upload, left_out=True).select_related("file")
    return [row.file for row in rows.order_by("id")]


def mapping_beside(upload: Upload) -> str:
    """The mapping that was brought with the files, in TOML; "" where none was."""
    for file in brought(upload):
        if is_mapping(file) and file.size <= LONGEST_MAPPING:
            return path_of(file).read_text(encoding="utf-8", errors="replace")
    return ""


def is_mapping(file: File) -> bool:
    return file.name.casefold().endswith(".toml")


def first_of(files: Sequence[File], says: Mapping) -> File:
    """The file that holds the rows: the one the mapping does not speak of.

    Refused: none, or several.
    """
    first = [file for file in files if not is_mapping(file) and file.name not in says.files]
    if not first:
        raise Refusal(_("The mapping names every file as one beside: bring the one with the rows."))
    if len(first) > 1:
        said = {"files": ", ".join(file.name for file in first)}
        raise Refusal(_("Which of these holds the rows? Bring that one alone: %(files)s.") % said)
    return first[0]


def source_of(upload: Upload) -> str:
    """From where an upload comes, in a word or two."""
    says = says_of(upload)
    return f"{says.source}: {first_of(brought(upload), says).name}"


def says_of(upload: Upload) -> Mapping:
    """The mapping that was confirmed for an upload."""
    return mapping_from(upload.mapping, kinds=tuple(Promise.Kind.values))


def reading_of(upload: Upload, *, now: datetime) -> Reading:
    """What an upload holds, as its mapping understands it. Refused: what `Reading` refuses."""
    says, files = says_of(upload), brought(upload)
    zone = ZoneInfo(says.zone or current_business().zone)
    first = first_of(files, says)
    beside = {file.name: pieces_of(file) for file in files if file != first}
    content = Files(first.name, pieces_of(first), beside)
    return Reading(content, says, zone=zone, now=now, bounds=BOUNDS)
