"""Headers every page of the desk carries, and the number by which a request is found again."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

DEVICES = "camera=(), geolocation=(), microphone=()"
NUMBER: ContextVar[str] = ContextVar("number", default="-")
SOON = "60"


class Numbered(logging.Filter):
    """Puts the number of the request into each line of the log; “-” outside of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.number = NUMBER.get()
        return True


def headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Pages of a signed-in person are never stored by a cache; nothing of ours is embedded.

    The number is made here and never taken from the request, so that nobody writes into our log.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        # Not reset: the last lines about a request are written after this returns.
        NUMBER.set(secrets.token_hex(8))
        response = answer(request)
        response.headers["X-Request-ID"] = NUMBER.get()
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", DEVICES)
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", SOON)
        return response

    return middleware
