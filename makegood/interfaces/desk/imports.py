"""Bringing in what a business has: files are brought, looked through, brought in, taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from makegood.domain.exchange import queries
from makegood.domain.exchange.actions import uploading
from makegood.domain.exchange.models import Stage, Upload
from makegood.domain.exchange.rules.mapping import LONGEST_MAPPING
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

MOST_LISTED = 50
TONES = {Stage.IN: "kept", Stage.REFUSED: "missed", Stage.COMING: "waiting", Stage.READ: "told"}


class MappingForm(InOurWords):
    """Which column is what, in TOML."""

    mapping = forms.CharField(
        label=gettext_lazy("The mapping"),
        max_length=LONGEST_MAPPING,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )


@desk("bring in from elsewhere")
def show(request: DeskRequest) -> HttpResponse:
    return _imports_page(request)


@desk("bring in from elsewhere", methods=WRITE)
def bring(request: DeskRequest) -> HttpResponse:
    """Keep the files, then show what could be in them."""
    sent = request.FILES.getlist("files")
    try:
        upload = uploading.bring(
            files=[(one.name or "", one.chunks()) for one in sent],
            member=request.member,
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        return _imports_page(request, refused=refusal.sentence)
    return redirect(here(request, "upload", upload=upload.pk))


@desk("bring in from elsewhere")
def look(request: DeskRequest, upload: int) -> HttpResponse:
    return _upload_page(request, upload_or_404(upload))


@desk("bring in from elsewhere", methods=BOTH)
def map_columns(request: DeskRequest, upload: int) -> HttpResponse:
    """Say which column is what, and have it looked through."""
    found = upload_or_404(upload)
    form = MappingForm(request.POST or None, initial=_mapping_of(found))
    if not form.is_valid():
        return _upload_page(request, found, form)
    said = form.cleaned_data["mapping"]
    try:
        uploading.map_columns(upload=found, mapping=said, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        form.add_error("mapping", refusal.sentence)
        return _upload_page(request, found, form)
    return redirect(here(request, "upload", upload=upload))


@desk("bring in from elsewhere", methods=WRITE)
def confirm(request: DeskRequest, upload: int) -> HttpResponse:
    try:
        uploading.confirm(upload=upload_or_404(upload), by=request.actor, at=local_now(request))
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    return redirect(here(request, "upload", upload=upload))


@desk("bring in from elsewhere", methods=WRITE)
def take_back(request: DeskRequest, upload: int) -> HttpResponse:
    """Undo all of it, or put it aside before it came in."""
    found = upload_or_404(upload)
    if uploading.take_back(upload=found, by=request.actor, at=local_now(request)):
        messages.info(request, _("Taken back. What was here before is as it was."))
    return redirect(here(request, "upload", upload=upload))


@desk("bring in from elsewhere")
def left_out(request: DeskRequest, upload: int, file: int) -> HttpResponse:
    """The rows that cannot come in, to mend and bring again."""
    files = {one.pk: one for one in queries.left_out(upload_or_404(upload))}
    if file not in files or files[file].forgotten_at is not None:
        raise Http404
    return HttpResponse(
        path_of(files[file]).read_bytes(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, _left_out_name(files[file]))
        },
    )


def _mapping_form(upload: Upload) -> MappingForm:
    return MappingForm(initial=_mapping_of(upload))


def _mapping_of(upload: Upload) -> dict[str, str]:
    return {"mapping": upload.mapping or queries.mapping_beside(upload)}


def upload_or_404(upload: int) -> Upload:
    """An upload of our business; 404 when it is not ours."""
    try:
        return queries.get(upload)
    except Upload.DoesNotExist as missing:
        raise Http404 from missing


def _imports_page(request: DeskRequest, refused: str = "") -> HttpResponse:
    now = local_now(request)
    context = {
        "uploads": [_row(request, one, now) for one in queries.uploads()[:MOST_LISTED]],
        "uploads_href": here(request, "uploads"),
        "refused": refused,
    }
    status = 422 if refused else 200
    return page(request, "interfaces/desk/imports.html", context, status=status)


def _upload_page(
    request: DeskRequest, upload: Upload, form: MappingForm | None = None
) -> HttpResponse:
    now, stage = local_now(request), upload.stage
    files, ids = queries.brought(upload), {"upload": upload.pk}
    context = {
        **_row(request, upload, now),
        "files": [file.name for file in files],
        "stage": stage.value,
        "works": stage in {Stage.READING, Stage.COMING},
        "share": _share(upload),
        "found": upload.found or {},
        "counts": _counts(upload),
        "examples": _examples(upload, now),
        "left_out": [_left_out(request, upload, file) for file in queries.left_out(upload)],
        "maps": stage in {Stage.TO_MAP, Stage.REFUSED, Stage.READ, Stage.READING},
        "form": form or _mapping_form(upload),
        "opened": form is not None or stage is Stage.TO_MAP,
        "mapping_href": here(request, "upload_mapping", **ids),
        "confirmed_href": here(request, "upload_confirmed", **ids),
        "undone_href": here(request, "upload_undone", **ids),
        "imports_href": here(request, "imports"),
    }
    status = 422 if form is not None and form.is_bound else 200
    return page(request, "interfaces/desk/upload.html", context, status=status)


def _row(request: DeskRequest, upload: Upload, now: datetime) -> dict[str, Any]:
    files = queries.brought(upload)
    return {
        "name": files[0].name if files else str(upload),
        "href": here(request, "upload", upload=upload.pk),
        "when": wording.instant(upload.brought_at, now),
        "by": str(upload.brought_by),
        "says": _stands(upload),
        "tone": TONES.get(upload.stage, ""),
    }


def _stands(upload: Upload) -> str:
    """How far it is, in a sentence."""
    came = ngettext("%(n)s row came in.", "%(n)s rows came in.", upload.came) % {"n": upload.came}
    said = {
        Stage.TO_MAP: _("Say which column is what."),
        Stage.READING: _("We are looking through it."),
        Stage.REFUSED: upload.refused,
        Stage.READ: _("Looked through. Nothing has come in yet."),
        Stage.COMING: _("On its way: %(done)s of %(rows)s rows. Nothing shows before all are in.")
        % {"done": upload.done, "rows": upload.rows},
        Stage.IN: came,
        Stage.UNDONE: _("Taken back."),
        Stage.DROPPED: _("Put aside before anything came in."),
    }
    return said[upload.stage]


def _share(upload: Upload) -> int:
    """How much of it is done, in whole per cent."""
    return 100 * upload.done // upload.rows if upload.rows else 0


def _counts(upload: Upload) -> list[tuple[str, int]]:
    """What would happen, each kind with its number; kinds of which there is none are left out."""
    if not upload.found:
        return []
    counts = upload.found["counts"]
    named = (
        (_("New, would come in"), counts["new"]),
        (_("Here already, stay as they are"), counts["here"]),
        (_("Kept in time"), counts["kept"]),
        (_("Kept late"), counts["late"]),
        (_("Open"), counts["open"]),
        (_("Withdrawn"), counts["withdrawn"]),
        (_("Ratings"), counts["ratings"]),
        (_("Cannot come in"), counts["bad"]),
    )
    return [(name, n) for name, n in named if n]


def _examples(upload: Upload, now: datetime) -> list[dict[str, str]]:
    """The first rows as they would be, each in two lines."""
    found = upload.found["examples"] if upload.found else []
    return [
        {
            "what": one["what"],
            "says": " · ".join([_("line %(n)s") % {"n": one["line"]}, one["who"], _said(one, now)]),
        }
        for one in found
    ]


def _said(one: dict[str, str], now: datetime) -> str:
    days = {
        name: wording.day(date.fromisoformat(one[name]), now.date()) if one[name] else ""
        for name in ("made", "due", "ended")
    }
    sentences = {
        "kept": _("promised %(made)s for %(due)s, kept %(ended)s"),
        "withdrawn": _("promised %(made)s for %(due)s, withdrawn"),
        "open": _("promised %(made)s for %(due)s, open"),
    }
    return sentences[one["ending"]] % days


def _left_out(request: DeskRequest, upload: Upload, file: File) -> dict[str, str]:
    return {
        "name": _left_out_name(file),
        "href": here(request, "upload_left_out", upload=upload.pk, file=file.pk),
    }


def _left_out_name(file: File) -> str:
    stem, _dot, _ending = file.name.rpartition(".")
    return _("%(file)s, left out.csv") % {"file": stem or file.name}
