"""Keeping what people brought, and forgetting it."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from makegood.foundation.files.events import FileForgotten, FileKept
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of
from makegood.foundation.files.rules import shown_name
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.refusal import Refusal

A_MEGABYTE = 1_000_000


@transaction.atomic
def keep(
    *,
    name: str,
    content: Iterable[bytes],
    most: int,
    by: Actor,
    at: datetime,
    ours: bool = False,
) -> File:
    """Keep these bytes. When this returns they are on the disk, and the row follows them.

    `ours`: we made it, and it takes no room. Refused, and nothing is left: more than `most` bytes.
    """
    place = secrets.token_hex(24)
    path = Path(settings.FILES) / place
    try:
        size, digest = _write(path, content, most)
    except Refusal:
        path.unlink(missing_ok=True)
        raise
    file: File = File.objects.create(
        name=shown_name(name), size=size, sha256=digest, place=place, kept_at=at, ours=ours
    )
    record(FileKept(subject_id=file.pk, size=size), by=by, at=at)
    return file


@transaction.atomic
def forget(*, file: File, by: Actor, at: datetime, name_too: bool = False) -> bool:
    """Delete its bytes, once this is committed. True if this call did it.

    `name_too`: what they called it may say as much as the file did, and goes with it.
    """
    gone: dict[str, Any] = {"forgotten_at": at, **({"name": ""} if name_too else {})}
    if not File.objects.filter(pk=file.pk, forgotten_at=None).update(**gone):
        return False
    record(FileForgotten(subject_id=file.pk), by=by, at=at)
    transaction.on_commit(lambda: path_of(file).unlink(missing_ok=True))
    return True


def _write(path: Path, content: Iterable[bytes], most: int) -> tuple[int, str]:
    """Size and SHA-256 of what was written, to the disk itself and not to its cache."""
    size, digest = 0, hashlib.sha256()
    with path.open("xb") as file:
        path.chmod(0o600)
        for piece in content:
            size += len(piece)
            if size > most:
                said = {"most": most // A_MEGABYTE}
                raise Refusal(_("That file is larger than %(most)s MB.") % said, field="files")
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return size, digest.hexdigest()
