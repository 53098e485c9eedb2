"""What of a file is here already, and what an import brought."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.exchange.mappings import fitting, texts
from makegood.domain.exchange.models import Upload, UploadedFile
from makegood.domain.exchange.rules.bounds import Bounds, is_vcards
from makegood.domain.exchange.rules.confirmed import said_again
from makegood.domain.exchange.rules.guessing import LOOKED_AT, Guess, guess
from makegood.domain.exchange.rules.leftovers import OUR_COLUMNS
from makegood.domain.exchange.rules.mapping import LONGEST_MAPPING
from makegood.domain.exchange.rules.opening import VCARDS, AddressBook, opened, understood
from makegood.domain.exchange.rules.sorting import Reading
from makegood.domain.exchange.rules.table import Row, Rows
from makegood.domain.feedback.models import Rating
from makegood.domain.promises.models import Promise
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of, pieces_of
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal

AT_ONCE = 500
# What one job can look through; the command takes more.
BOUNDS = Bounds(rows=100_000)
KINDS = tuple(Promise.Kind.values)


def known(keys: Collection[str]) -> set[str]:
    """Which of these import keys are a promise, a rating or a customer of ours."""
    found = set[str]()
    for part in _parts(keys):
        promises = Promise.objects.filter(import_key__in=part)
        ratings = Rating.objects.filter(import_key__in=part)
        found |= set(promises.values_list("import_key", flat=True))
        customers = Customer.objects.filter(import_key__in=part)
        found |= set(ratings.values_list("import_key", flat=True))
        found |= set(customers.values_list("import_key", flat=True))
    return found


def promised(keys: Collection[str]) -> dict[str, Promise]:
    """The promises of these import keys, each with its customer and its piece of work."""
    whole = Promise.objects.select_related("customer", "engagement")
    return {
        promise.import_key: promise
        for part in _parts(keys)
        for promise in whole.filter(import_key__in=part)
    }


def _parts(keys: Collection[str]) -> Iterator[list[str]]:
    listed = list(keys)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]


def uploads() -> QuerySet[Upload]:
    """What was brought, the last first, each with its import and its files."""
    files = Prefetch("files", UploadedFile.objects.select_related("file").order_by("id"))
    found = Upload.objects.select_related("batch", "mends", "brought_by__user").prefetch_related(
        files
    )
    return found.order_by("-id")


def get(upload_id: int) -> Upload:
    """One upload of our business; Upload.DoesNotExist if it is not ours."""
    found: Upload = uploads().get(pk=upload_id)
    return found


def brought(upload: Upload) -> list[File]:
    """The files of an upload, as they were brought."""
    return [row.file for row in upload.files.all() if not row.left_out]


def left_out(upload: Upload) -> list[UploadedFile]:
    """The files we made of what cannot come in."""
    return [row for row in upload.files.all() if row.left_out]


def clear_mapping(upload: Upload) -> str:
    """The mapping about which nobody need be asked: of vCards, and of exports that we know.

    "" where somebody has to say which column is what.
    """
    files = data_of(upload)
    if len(files) != 1 or mapping_beside(upload):
        return ""
    with path_of(files[0]).open("rb") as content:
        if is_vcards(content.read(200)):
            return VCARDS
    try:
        return texts().get(fitting(_rows(files[0]).columns), "")
    except Refusal:
        return ""


def guess_of(upload: Upload) -> Guess | None:
    """What the columns of an upload are, as it was confirmed, else as we guess; None where it has
    several files, or no sense.

    The rows are those at the beginning: a look, not a reading.
    """
    files = data_of(upload)
    if len(files) != 1:
        return None
    try:
        rows = _rows(files[0])
        first = [row for row in islice(rows, LOOKED_AT) if isinstance(row, Row)]
    except Refusal:
        return None
    found = guess([name for name in rows.columns if name not in OUR_COLUMNS], first)
    return said_again(found, upload.said) if upload.said else found


def unreadable(upload: Upload) -> str:
    """Why a file of it cannot be read, in a sentence; "" where all can, or a mapping may know."""
    if mapping_beside(upload):
        return ""
    for file in data_of(upload):
        try:
            _rows(file)
        except Refusal as refusal:
            return refusal.sentence
    return ""


def _rows(file: File) -> Rows:
    return Rows(pieces_of(file)(), name=file.name, bounds=BOUNDS)


def mapping_beside(upload: Upload) -> str:
    """The mapping that was brought with the files, in TOML; "" where none was."""
    for file in brought(upload):
        if is_mapping(file) and file.size <= LONGEST_MAPPING:
            return path_of(file).read_text(encoding="utf-8", errors="replace")
    return ""


def ended_before(at: datetime) -> QuerySet[UploadedFile]:
    """The files, not forgotten yet, of uploads that came in, were undone or put aside before."""
    ended = Q(upload__batch__published_at__lt=at) | Q(upload__batch__undone_at__lt=at)
    found = UploadedFile.objects.filter(ended | Q(upload__dropped_at__lt=at))
    return found.filter(file__forgotten_at=None).select_related("file").order_by("id")


def under_way(sha256: str) -> Upload | None:
    """The upload of a file with this digest, while it comes in."""
    coming = uploads().filter(batch__published_at=None, batch__undone_at=None, batch__isnull=False)
    return coming.filter(files__file__sha256=sha256).first()


def is_mapping(file: File) -> bool:
    return file.name.casefold().endswith(".toml")


def source_of(upload: Upload) -> str:
    """From where an upload comes, in a word or two."""
    says = understood(upload.mapping, kinds=KINDS)
    return f"{says.source}: {says.first_of([file.name for file in data_of(upload)])}"


def source_said(upload: Upload) -> str:
    """The source of the one it mends, so that a row keeps its key; "" where it mends none."""
    return understood(upload.mends.mapping, kinds=KINDS).source if upload.mends else ""


def data_of(upload: Upload) -> list[File]:
    """The files of an upload that hold rows."""
    return [file for file in brought(upload) if not is_mapping(file)]


def reading_of(upload: Upload, *, now: datetime) -> Reading | AddressBook:
    """What an upload holds, as its mapping understands it. Refused: what `opened` refuses."""
    says = understood(upload.mapping, kinds=KINDS)
    zone = ZoneInfo(says.zone or current_business().zone)
    files = {file.name: pieces_of(file) for file in data_of(upload)}
    return opened(files, says, kinds=KINDS, zone=zone, now=now, bounds=BOUNDS)
