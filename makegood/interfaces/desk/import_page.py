"""The page of what somebody brought: how far it is, what it holds, what would happen."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.exchange import queries
from makegood.domain.exchange.models import Stage, Upload, UploadedFile
from makegood.domain.exchange.queries.incoming import TAKEN_OUT
from makegood.foundation.files.models import File
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.import_forms import ColumnsForm, MappingForm
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now

LONGEST_NAMED = 60
TONES = {Stage.IN: "kept", Stage.REFUSED: "missed", Stage.COMING: "waiting", Stage.READ: "told"}


def upload_or_404(upload: int) -> Upload:
    """An upload of our business; 404 when it is not ours."""
    try:
        return queries.get(upload)
    except Upload.DoesNotExist as missing:
        raise Http404 from missing


def mapping_of(upload: Upload) -> dict[str, str]:
    """The mapping that was said, or came with the files."""
    return {"mapping": upload.mapping or queries.mapping_beside(upload)}


def upload_page(
    request: DeskRequest,
    upload: Upload,
    *,
    mapping: MappingForm | None = None,
    columns: ColumnsForm | None = None,
) -> HttpResponse:
    """How far an upload is, what it holds, and the forms that go on; those given as sent."""
    now, stage = local_now(request), upload.stage
    ids = {"upload": upload.pk}
    maps = stage in {Stage.TO_MAP, Stage.REFUSED, Stage.READ}
    chosen = columns or (_columns(upload) if maps else None)
    context = {
        "upload": upload_row(request, upload, now),
        "stage": stage.value,
        "works": stage in {Stage.READING, Stage.COMING},
        "share": _share(upload),
        "found": upload.found or {},
        "mends": upload_row(request, upload.mends, now) if upload.mends else None,
        "counts": _counts(upload),
        "noticed": (upload.found or {}).get("noticed", []),
        "examples": _examples(upload, now),
        "left_out": [_left_out(request, upload, row) for row in queries.left_out(upload)],
        "comes_back": upload.mapping == TAKEN_OUT,
        "several": stage is Stage.TO_MAP and _are_apart(upload),
        "maps": maps,
        "columns": chosen,
        "columns_open": stage is not Stage.READ or columns is not None,
        "mapping": mapping or MappingForm(initial=mapping_of(upload)),
        "mapping_open": mapping is not None
        or (stage is Stage.TO_MAP and chosen is None and not _are_apart(upload)),
        "columns_href": here(request, "upload_columns", **ids),
        "mapping_href": here(request, "upload_mapping", **ids),
        "confirmed_href": here(request, "upload_confirmed", **ids),
        "undone_href": here(request, "upload_undone", **ids),
        "imports_href": here(request, "imports"),
        "insights_href": here(request, "insights"),
        "customers_href": here(request, "customers"),
    }
    wrong = any(form is not None and form.is_bound for form in (mapping, columns))
    status = 422 if wrong else 200
    return page(request, "interfaces/desk/upload.html", context, status=status)


def upload_row(request: DeskRequest, upload: Upload, now: datetime) -> dict[str, Any]:
    """An upload in a line or two."""
    names = [file.name for file in queries.brought(upload)]
    return {
        "name": _name(names) or str(upload),
        # Where the name does not say them all.
        "files": names if any(name not in _name(names) for name in names) else [],
        "href": here(request, "upload", upload=upload.pk),
        "when": wording.instant(upload.brought_at, now),
        "by": str(upload.brought_by),
        "says": _stands(upload),
        "tone": TONES.get(upload.stage, ""),
    }


def _name(names: list[str]) -> str:
    """One or two by their names, if those are no longer than a line or two; else how many."""
    if len(names) == 1:
        return names[0] if len(names[0]) <= LONGEST_NAMED else f"{names[0][:40]}…{names[0][-12:]}"
    if len(names) == 2:
        both = _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
        if len(both) <= LONGEST_NAMED:
            return both
    return ngettext("%(n)s file", "%(n)s files", len(names)) % {"n": len(names)} if names else ""


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
        (_("People"), counts["people"]),
        (_("Surveys"), counts.get("surveys", 0)),
        (_("Answered surveys"), counts.get("answers", 0)),
        (_("Cases"), counts.get("cases", 0)),
        (_("Ideas"), counts.get("ideas", 0)),
        (_("Cannot come in"), counts["bad"]),
        (_("Not understood in part"), counts.get("noticed", 0)),
    )
    return [(name, n) for name, n in named if n]


def _examples(upload: Upload, now: datetime) -> list[dict[str, str]]:
    """The first rows as they would be, each in two lines."""
    found = upload.found["examples"] if upload.found else []
    return [
        {
            "what": one.get("what") or one["who"],
            "says": " · ".join(filter(None, _said(one, now))),
        }
        for one in found
    ]


def _said(one: dict[str, str], now: datetime) -> list[str]:
    line = _("line %(n)s") % {"n": one["line"]}
    if "ways" in one:
        return [line, one["ways"]]
    days = {
        name: wording.day(date.fromisoformat(one[name]), now.date()) if one[name] else ""
        for name in ("made", "due", "ended")
    }
    sentences = {
        "kept": _("promised %(made)s for %(due)s, kept %(ended)s"),
        "withdrawn": _("promised %(made)s for %(due)s, withdrawn"),
        "open": _("promised %(made)s for %(due)s, open"),
    }
    return [line, one["who"], sentences[one["ending"]] % days]


def _left_out(request: DeskRequest, upload: Upload, row: UploadedFile) -> dict[str, str]:
    ids = {"upload": upload.pk, "uploaded_file": row.pk}
    return {"name": left_out_name(row.file), "href": here(request, "upload_left_out", **ids)}


def left_out_name(file: File) -> str:
    """How the file of rows that cannot come in is called."""
    stem, _dot, _ending = file.name.rpartition(".")
    return _("%(file)s, left out.csv") % {"file": stem or file.name}


def _are_apart(upload: Upload) -> bool:
    """Several files that came without a mapping."""
    return len(queries.data_of(upload)) > 1 and not queries.mapping_beside(upload)


def _columns(upload: Upload) -> ColumnsForm | None:
    """Our guess to confirm; None where a mapping came along, or there is nothing to guess."""
    if queries.mapping_beside(upload):
        return None
    guess = queries.guess_of(upload)
    return ColumnsForm(guess) if guess is not None and guess.columns else None
