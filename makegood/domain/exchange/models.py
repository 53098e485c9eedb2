"""Files that a member brought to be taken in, how far that has come, and what was taken out."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from makegood.foundation.files.models import File
from makegood.foundation.journal.models import ImportBatch
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.owned import Owned


class Stage(StrEnum):
    """How far an upload is."""

    TO_MAP = "to_map"
    READING = "reading"
    REFUSED = "refused"
    READ = "read"
    COMING = "coming"
    IN = "in"
    UNDONE = "undone"
    DROPPED = "dropped"


class Upload(Owned):
    """What somebody brought: looked through first, then brought in piece by piece, unseen."""

    LONGEST_REFUSAL = 500

    brought_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    # The mapping in TOML, as the member confirmed it.
    mapping = models.TextField(blank=True)
    # What they said of its columns, to be asked with it again. None: nothing, or a mapping.
    said = models.JSONField(null=True)
    # The one whose left-out rows it brings, mended.
    mends = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # What was found when it was looked through: counts by name, and a few rows.
    found = models.JSONField(null=True)
    refused = models.CharField(max_length=LONGEST_REFUSAL, blank=True)
    batch = models.OneToOneField(ImportBatch, models.PROTECT, null=True, related_name="+")
    # Of so many rows so many are done, and so many promises and ratings came in.
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)
    dropped_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        indexes = [Index(fields=["business", "id"], name="upload_by_business")]
        constraints = [
            CheckConstraint(
                condition=Q(batch=None) | Q(dropped_at=None), name="upload_dropped_or_brought_in"
            ),
        ]

    def __str__(self) -> str:
        return f"upload {self.pk}"

    @property
    def stage(self) -> Stage:
        if self.dropped_at is not None:
            return Stage.DROPPED
        if self.batch is not None:
            return self._in_batch(self.batch)
        if self.refused:
            return Stage.REFUSED
        if not self.mapping:
            return Stage.TO_MAP
        return Stage.READING if self.found is None else Stage.READ

    def _in_batch(self, batch: ImportBatch) -> Stage:
        if batch.undone_at is not None:
            return Stage.UNDONE
        return Stage.COMING if batch.published_at is None else Stage.IN


class UploadedFile(Owned):
    """One of its files. One holds the rows; the mapping may find more in the others.

    `left_out`: one that we made, of the rows that cannot come in, to be mended and brought again.
    """

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="files")
    file = models.OneToOneField(File, models.PROTECT, related_name="+")
    left_out = models.BooleanField(default=False)

    class Meta(Owned.Meta):
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.file)


class Export(Owned):
    """Everything of the business in one file, as somebody asked for it. Kept for a few days."""

    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # None: it is being put together.
    file = models.OneToOneField(File, models.PROTECT, null=True, related_name="+")

    class Meta(Owned.Meta):
        constraints = [
            UniqueConstraint(
                fields=["business"], condition=Q(file=None), name="export_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
