"""Which interface says that something went wrong: the one whose address was asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from makegood.interfaces.desk import errors as desk
from makegood.interfaces.portal import errors as portal

BY_LINK = ("/l/", "/c/", "/q/", "/a/", "/s/")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith(BY_LINK):
        return portal.not_found(request, exception)
    return desk.not_found(request, exception)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.path.startswith(BY_LINK):
        return portal.stale_form(request, reason)
    return desk.stale_form(request, reason)


def broken(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(BY_LINK):
        return portal.broken(request)
    return desk.broken(request)
