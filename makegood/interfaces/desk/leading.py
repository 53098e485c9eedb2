"""Where a form leads, when it was sent in place."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

PLACE = "main"


def led_on(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """The answer; or, where it leads to another page than the one that stood there, go to that.

    Put in place of the page it would stand under the old address: a reload would show a form that
    was sent already.
    """
    leads = answer.headers.get("Location", "")
    if not leads or request.headers.get("HX-Target") != PLACE:
        return answer
    to, stood = urlsplit(leads), urlsplit(request.headers.get("HX-Current-URL", ""))
    if (to.path, to.query) == (stood.path, stood.query):
        return answer
    onwards = HttpResponseClientRedirect(leads)
    onwards.cookies = answer.cookies
    return onwards
