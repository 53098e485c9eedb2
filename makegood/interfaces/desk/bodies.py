"""How much may be sent at once, refused by its length before a byte is read; and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase

from makegood.interfaces.desk.errors import too_large
from makegood.kit.whole_number import whole_number

View = Callable[..., HttpResponseBase]
# What people type. A page that takes files says how much itself.
MOST = 3_000_000
WRITTEN = "utf-8"


def takes(
    most: int,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Mark a page that takes files: so many bytes at once."""

    def mark(view: View) -> View:
        vars(view)["takes"] = most
        return view

    return mark


class CutShort(FileUploadHandler):
    """Keeps of each file little more than a page takes: enough to say that it was too large.

    So one video among their photos does not lose what they typed beside it.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= self._most else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        return None


class BoundedBodies:
    """Stands before whatever reads what was sent (the first is the check of a form's token).

    Whatever a header says, it is read as our pages are written: of the writings that Python knows
    some say signs that no database keeps, and some break.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding is not None:
            request.encoding = WRITTEN
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        most = getattr(view, "takes", MOST)
        refuse: Callable[[HttpRequest, int], HttpResponse]
        refuse = getattr(view, "too_large", too_large)
        said = whole_number(request.META.get("CONTENT_LENGTH") or "0", most=most)
        if said is None or (said > MOST and not _is_let_in(request, view, kwargs)):
            return refuse(request, most)
        each = getattr(view, "takes_of_each", None)
        if each is not None and not _is_read(request, each):
            return refuse(request, most)
        return None

    def process_exception(self, _request: HttpRequest, broke: Exception) -> HttpResponse | None:
        """Whoever went away before all of it was here hears nothing, and nothing is kept."""
        return HttpResponse(status=400) if isinstance(broke, UnreadablePostError) else None


def _is_let_in(request: HttpRequest, view: Callable[..., Any], kwargs: dict[str, Any]) -> bool:
    """Whether more than people type is read of whoever this is, where a view asks that first."""
    lets_in: Callable[..., bool] | None = getattr(view, "lets_in", None)
    return lets_in is None or lets_in(request, **kwargs)


def _is_read(request: HttpRequest, each: int) -> bool:
    """Whether a form is read, each file cut short; not one that brings more than a hundred."""
    request.upload_handlers.insert(0, CutShort(each))
    try:
        return len(request.POST) >= 0
    except TooManyFilesSent:
        return False
    except UnreadablePostError:  # They went away; the check of the form's token knows what to do.
        return True
