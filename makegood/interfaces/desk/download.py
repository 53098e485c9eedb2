"""A kept file on its way to whoever asked for it: piece by piece, however large it is."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from makegood.foundation.files.models import File
from makegood.foundation.files.queries import pieces_of


def download(file: File, *, name: str, kind: str) -> StreamingHttpResponse:
    """The bytes of a file, to be saved under this name; `kind` says what they are (MIME)."""
    answer = StreamingHttpResponse(pieces_of(file)(), content_type=kind)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
