"""Every component in every state, at /ui, while we develop."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from makegood.interfaces.desk.door import View, open_to_all
from makegood.ui import gallery as ui


def in_development(view: View) -> View:
    """404 in production: the samples are ours alone."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.MODE != "development":
            raise Http404
        return view(request)

    return open_to_all("samples, shown in development only")(answer)


gallery = in_development(ui.gallery)
plain_gallery = in_development(ui.plain_gallery)
