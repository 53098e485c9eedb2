"""What can happen to a file. (Its name is no fact: people put names into names.)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from makegood.foundation.journal.events import Event


@dataclass(frozen=True, kw_only=True)
class FileKept(Event):
    name: ClassVar[str] = "file.kept"
    subject_kind: ClassVar[str] = "file"

    size: int


@dataclass(frozen=True, kw_only=True)
class FileForgotten(Event):
    """Its bytes were deleted."""

    name: ClassVar[str] = "file.forgotten"
    subject_kind: ClassVar[str] = "file"
