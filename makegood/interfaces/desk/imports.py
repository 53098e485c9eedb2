"""Bringing in what a business has: files are brought, looked through, brought in, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from makegood.domain.exchange import queries
from makegood.domain.exchange.actions import uploading
from makegood.domain.exchange.rules.confirmed import as_said
from makegood.domain.exchange.rules.mapping_text import mapping_text
from makegood.interfaces.desk.bodies import takes
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.download import download
from makegood.interfaces.desk.import_forms import ColumnsForm, MappingForm
from makegood.interfaces.desk.import_page import (
    left_out_name,
    mapping_of,
    upload_or_404,
    upload_page,
    upload_row,
)
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

MOST_LISTED = 50
# Of all files together, and what stands between them.
MOST_AT_ONCE = 130_000_000


@desk("bring in from elsewhere")
def show(request: DeskRequest) -> HttpResponse:
    return _imports_page(request)


@takes(MOST_AT_ONCE)
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
    return upload_page(request, upload_or_404(upload))


@desk("bring in from elsewhere", methods=BOTH)
def choose_columns(request: DeskRequest, upload: int) -> HttpResponse:
    """Confirm or correct what we took the columns for, and have the file looked through."""
    found = upload_or_404(upload)
    guess = queries.guess_of(found)
    if guess is None or request.method != "POST":
        return upload_page(request, found)
    form = ColumnsForm(guess, request.POST)
    if not form.is_valid():
        return upload_page(request, found, columns=form)
    name = queries.data_of(found)[0].name.rpartition(".")[0]
    source, said = queries.source_said(found) or slugify(name)[:60] or "file", form.confirmed()
    try:
        uploading.map_columns(
            upload=found,
            mapping=mapping_text(said, source=source),
            said=as_said(said),
            by=request.actor,
            at=local_now(request),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return upload_page(request, found, columns=form)
    return redirect(here(request, "upload", upload=upload))


@desk("bring in from elsewhere", methods=BOTH)
def map_columns(request: DeskRequest, upload: int) -> HttpResponse:
    """Say it in TOML instead."""
    found = upload_or_404(upload)
    form = MappingForm(request.POST or None, initial=mapping_of(found))
    if not form.is_valid():
        return upload_page(request, found, mapping=form)
    said = form.cleaned_data["mapping"]
    try:
        uploading.map_columns(upload=found, mapping=said, by=request.actor, at=local_now(request))
    except Refusal as refusal:
        form.add_error("mapping", refusal.sentence)
        return upload_page(request, found, mapping=form)
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
def left_out(request: DeskRequest, upload: int, uploaded_file: int) -> HttpResponseBase:
    """The rows that cannot come in, to mend and bring again."""
    found = {row.pk: row.file for row in queries.left_out(upload_or_404(upload))}
    file = found.get(uploaded_file)
    if file is None or file.forgotten_at is not None:
        raise Http404
    return download(file, name=left_out_name(file), kind="text/csv; charset=utf-8")


def _imports_page(request: DeskRequest, refused: str = "") -> HttpResponse:
    now = local_now(request)
    context = {
        "uploads": [upload_row(request, one, now) for one in queries.uploads()[:MOST_LISTED]],
        "uploads_href": here(request, "uploads"),
        "refused": refused,
    }
    status = 422 if refused else 200
    return page(request, "interfaces/desk/imports.html", context, status=status)
