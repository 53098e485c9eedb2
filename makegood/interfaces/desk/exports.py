"""Taking everything out: one file with all that a business has here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.exchange.actions import exporting
from makegood.domain.exchange.models import Export
from makegood.domain.exchange.queries.exports import KEPT_FOR, exports
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import WRITE, DeskRequest, desk
from makegood.interfaces.desk.download import download
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.kit.file_size import file_size

MOST_LISTED = 20
USUALLY_DONE = timedelta(minutes=10)


@desk("take everything out")
def show(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    listed = [_row(request, one, now) for one in exports()[:MOST_LISTED]]
    context = {
        "exports": listed,
        "works": any(not one["href"] for one in listed),
        "days": KEPT_FOR.days,
        "asked_href": here(request, "export_asked"),
        "imports_href": here(request, "imports"),
    }
    return page(request, "interfaces/desk/exports.html", context)


@desk("take everything out", methods=WRITE)
def ask(request: DeskRequest) -> HttpResponse:
    exporting.ask(member=request.member, by=request.actor, at=local_now(request))
    return redirect(here(request, "exports"))


@desk("take everything out")
def take(request: DeskRequest, export: int) -> HttpResponseBase:
    """The file itself."""
    found = exports().filter(pk=export).first()
    if found is None or found.file is None:
        raise Http404
    return download(found.file, name=found.file.name, kind="application/zip")


def _row(request: DeskRequest, export: Export, now: datetime) -> dict[str, Any]:
    file = export.file
    return {
        "name": file.name if file else _on_its_way(export, now),
        "href": here(request, "export_file", export=export.pk) if file else "",
        "size": file_size(file.size) if file else "",
        "when": wording.instant(export.asked_at, now),
        "by": str(export.asked_by),
    }


def _on_its_way(export: Export, now: datetime) -> str:
    if now - export.asked_at < USUALLY_DONE:
        return _("We are putting it together.")
    return _(
        "It takes too long from here. Whoever runs this server has it with: "
        "manage export --business %(slug)s FILE.zip"
    ) % {"slug": export.business.slug}
