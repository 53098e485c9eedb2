"""Where a file lies."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from makegood.foundation.files.models import File


def path_of(file: File) -> Path:
    """Its bytes on this machine. (`place` is ours alone: nobody outside ever says it.)"""
    return Path(settings.FILES) / file.place
