"""What can happen to files that were brought, before and beside their import, and to exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class UploadBrought(Event):
    name: ClassVar[str] = "upload.brought"
    subject_kind: ClassVar[str] = "upload"

    files: int


@dataclass(frozen=True, kw_only=True)
class UploadMapped(Event):
    """Somebody said which column is what."""

    name: ClassVar[str] = "upload.mapped"
    subject_kind: ClassVar[str] = "upload"


@dataclass(frozen=True, kw_only=True)
class UploadConfirmed(Event):
    """Somebody saw what would happen, and wants it."""

    name: ClassVar[str] = "upload.confirmed"
    subject_kind: ClassVar[str] = "upload"

    batch: int


@dataclass(frozen=True, kw_only=True)
class UploadDropped(Event):
    """It was put aside before anything came in."""

    name: ClassVar[str] = "upload.dropped"
    subject_kind: ClassVar[str] = "upload"


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Event):
    """Somebody wants everything of the business in one file."""

    name: ClassVar[str] = "export.asked"
    subject_kind: ClassVar[str] = "business"


@dataclass(frozen=True, kw_only=True)
class ExportMade(Event):
    """Everything of the business was written into one file."""

    name: ClassVar[str] = "export.made"
    subject_kind: ClassVar[str] = "business"

    size: int
