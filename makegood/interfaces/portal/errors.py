"""What a customer sees when a link opens nothing, or a form has lost its page's token."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from makegood.domain.promises.models import Notice
from makegood.interfaces.portal import asked
from makegood.interfaces.portal.door import WRITE, Visit, portal, secret, shut
from makegood.interfaces.portal.page import framed

# Where a customer writes of what went wrong, and into which fields.
SPOKEN = frozenset({"concerns", "case_heard", "case_right"})
FIELDS = ("work", "words", "said", "expected", "wishes", "right_when", "right")


@secret
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same for what was revoked and what never was. Answers 404."""
    return render(request, "interfaces/portal/not_found.html", status=404)


@secret
def broken(request: HttpRequest) -> HttpResponse:
    """Answers 500, and asks the database nothing: it may be what broke."""
    said = render_to_string("interfaces/portal/broken.html")
    return HttpResponse(said, status=500)


@shut
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A press without the token of our page: what was written is shown, to be pressed once more.

    Answers 403. Only to whoever holds the pass: nobody else's words are shown on our page.
    """
    found = request.resolver_match
    try:
        if found is not None and found.url_name == "asked_answers":
            return asked.once_more(request, **found.kwargs)
        if found is not None and "link" in found.kwargs:
            return _once_more(request, **found.kwargs)
    except Http404:
        pass
    return _lost(request)


@secret
def _lost(request: HttpRequest) -> HttpResponse:
    return render(request, "interfaces/portal/lost_form.html", status=403)


@portal(methods=WRITE, ended=True)
def _once_more(request: HttpRequest, visit: Visit, **ids: Any) -> HttpResponse:
    if request.resolver_match and request.resolver_match.url_name in SPOKEN:
        sent = {name: request.POST[name] for name in FIELDS if name in request.POST}
        again: dict[str, Any] = {"action": request.path, "sent": sent}
        return framed(request, visit, "interfaces/portal/stale_words.html", again, status=403)
    said = request.POST.get("choice", "")
    offered = {option.value: option for option in Notice.Option}
    if "notice" in ids and said not in offered:
        raise Http404
    context = {
        "action": request.path,
        "choice": offered.get(said) if "notice" in ids else None,
        "words": request.POST.get("words", ""),
    }
    return framed(request, visit, "interfaces/portal/stale_form.html", context, status=403)
