"""What a customer showed us: handed to a member to be saved, never shown as a page of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.feedback.actions import showing
from makegood.domain.feedback.models import Attachment
from makegood.domain.feedback.queries.attachments import bytes_shown, get, of_responses
from makegood.domain.feedback.rules.files import FileKind, is_filling
from makegood.domain.recovery.models import Case
from makegood.domain.recovery.queries.cases import with_answer
from makegood.domain.recovery.queries.named import names
from makegood.foundation.files.queries import bytes_kept
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import BOTH, DeskRequest, desk
from makegood.interfaces.desk.download import download
from makegood.interfaces.desk.ledger_asked import asked_number
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.kit.file_size import file_size
from makegood.permissions import allows

DELETE = "delete what a customer showed"
# Whatever a browser makes of it, it is no page of ours and runs nothing.
SHUT_IN: dict[str, Any] = {"sandbox": True}


@desk("see the answers")
def take(request: DeskRequest, attachment: int) -> HttpResponseBase:
    """Its bytes as they came, under a name of our own: theirs says nothing of what it is."""
    handed: Callable[..., HttpResponseBase] = _handed
    shut_in: Any = csp_update(SHUT_IN)(handed)
    answer: HttpResponseBase = shut_in(request, _attachment_or_404(attachment))
    return answer


@desk(DELETE, methods=BOTH)
def delete(request: DeskRequest, attachment: int) -> HttpResponse:
    """Asked once more, as nothing brings it back."""
    found = _attachment_or_404(attachment)
    assert found.response is not None
    case = _case_beside(request, found)
    if case is None:
        back, back_label = here(request, "response", response=found.response.pk), _("Their answer")
    else:
        back, back_label = here(request, "case", case=case.pk), names([case])[case.pk]
    if request.method == "POST":
        showing.forget_shown(attachment=found, by=request.actor, at=local_now(request))
        messages.info(request, _("It is deleted."))
        return redirect(back)
    context = {
        "file": drawn(request, found),
        "who": str(found.response.customer.head) if found.response.customer else "",
        "action": _delete_href(request, found, case.pk if case else None),
        "back_href": back,
        "back_label": back_label,
    }
    return page(request, "interfaces/desk/shown_file_deleting.html", context)


def _handed(request: DeskRequest, found: Attachment) -> HttpResponseBase:
    kind = FileKind(found.kind)
    name = f"{request.business.slug}-{found.pk}.{kind.value}"
    answer = download(found.file, name=name, kind=kind.mime)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def shown_in(
    request: DeskRequest, responses: Iterable[int], *, case: int | None = None
) -> list[dict[str, Any]]:
    """What these responses show, as shown_files.html wants it, beside this case if it is beside
    one. One question for all of them.
    """
    found = of_responses(list(responses))
    return [drawn(request, one, case) for files in found.values() for one in files]


def filling() -> str:
    """That there is soon no room for what customers show, and what makes some; or nothing."""
    if not is_filling(of_all=bytes_shown(), kept=bytes_kept()):
        return ""
    return _(
        "There is soon no room for files. Customers will be told so. Delete what they showed and "
        "you need no more, and put imports aside that never came in."
    )


def drawn(request: DeskRequest, one: Attachment, case: int | None = None) -> dict[str, Any]:
    """A file with its name and size, and where it is had and deleted; once it is, when that was."""
    if one.file.forgotten_at is not None:
        gone = wording.instant(one.file.forgotten_at, local_now(request))
        return {"gone": _("A file, deleted %(day)s") % {"day": gone}}
    may_delete = allows(DELETE, request.member)
    return {
        "name": one.file.name,
        "size": file_size(one.file.size),
        "href": here(request, "attachment", attachment=one.pk),
        "delete_href": _delete_href(request, one, case) if may_delete else "",
    }


def _delete_href(request: DeskRequest, one: Attachment, case: int | None) -> str:
    """Where it is deleted, and which case is come back to."""
    href = here(request, "attachment_deleted", attachment=one.pk)
    return f"{href}?case={case}" if case is not None else href


def _case_beside(request: DeskRequest, one: Attachment) -> Case | None:
    """The case on whose page it was pressed, if the answer belongs to it."""
    asked = asked_number(request.GET.get("case", ""))
    return with_answer(one.response_id, asked) if asked and one.response_id else None


def _attachment_or_404(attachment: int) -> Attachment:
    try:
        return get(attachment)
    except Attachment.DoesNotExist as missing:
        raise Http404 from missing
