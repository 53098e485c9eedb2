"""Writing to a customer that a date has changed: drafted, read through, sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from makegood.domain.engagements.actions import describe
from makegood.domain.promises import letters
from makegood.domain.promises.actions.answering import see_answer
from makegood.domain.promises.actions.noticing import write_notice
from makegood.domain.promises.letters import NewDate
from makegood.domain.promises.models import Move, Notice, Promise
from makegood.domain.promises.queries import notices
from makegood.domain.promises.queries.today import is_late
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.moving import insist_on_another_day
from makegood.foundation.mail.rendering import Triple
from makegood.interfaces.desk import typed, wording
from makegood.interfaces.desk import when as whens
from makegood.interfaces.desk.acts import promise_or_404
from makegood.interfaces.desk.addresses import warn_beside
from makegood.interfaces.desk.door import BOTH, WRITE, DeskRequest, desk
from makegood.interfaces.desk.notice_forms import NoticeForm, drafted
from makegood.interfaces.desk.page import here, page, to_page
from makegood.interfaces.desk.when import local_now
from makegood.kit.refusal import Refusal

READ_THROUGH = "read"


@desk("tell a customer", methods=BOTH)
def write(request: DeskRequest, promise: int) -> HttpResponse:
    """Draft, read through, send. Reading through writes nothing."""
    found, now = promise_or_404(promise), local_now(request)
    if found.customer is None or found.to != Promise.To.CUSTOMER:
        raise Http404
    form = _form(request, found)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        new = _new_date(request, found, form, now)
        if READ_THROUGH in request.POST:
            return _page(request, found, form, _draft(request, found, form, new, now))
        notice = _write(request, found, form, new, now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, form)
    if notice.letter is None:
        messages.info(request, _("It is on their page. Hand the link over."))
    else:
        messages.info(request, _("It is on its way. They know once the mail server has taken it."))
    return to_page(request, here(request, "promise", promise=promise))


@transaction.atomic
def _write(
    request: DeskRequest, promise: Promise, form: NoticeForm, new: NewDate | None, now: datetime
) -> Notice:
    """The notice, in the language that was chosen; how they are reached is kept with it.

    So is their own date, with the work, where that is wanted.
    """
    said, kept = form.cleaned_data, form.kept_with_work
    if kept is not None and promise.engagement is not None:
        describe(engagement=promise.engagement, said=kept, by=request.actor, at=now)
    return write_notice(
        promise=promise,
        new=new,
        said=form.said,
        address=said["email"],
        phone=said["phone"],
        language=said["language"],
        member=request.member,
        by=request.actor,
        at=now,
        after=said["after"],
    )


@desk("tell a customer", methods=WRITE)
def see(request: DeskRequest, answer: int) -> HttpResponse:
    """Take note of what a customer answered."""
    given = notices.answer_of(answer)
    if given is None:
        raise Http404
    see_answer(given=given, member=request.member, by=request.actor, at=local_now(request))
    messages.info(request, _("Noted."))
    if request.POST.get("back") == "today":
        return redirect(here(request, "today"))
    return redirect(here(request, "promise", promise=given.notice.promise_id))


def _form(request: DeskRequest, promise: Promise) -> NoticeForm:
    customer = promise.who
    assert customer is not None
    last = notices.last_to(customer)
    initial = drafted(promise, last, _reach(request), customer)
    initial["after"] = notices.newest_about(promise)
    form = NoticeForm(
        request.POST or None,
        promise=promise,
        moved=_saw_it_so(request, promise) and _moved_untold(promise, local_now(request)),
        initial={**initial, **typed.again(request)},
    )
    warn_beside(form.fields["email"], customer)
    return form


def _saw_it_so(request: DeskRequest, promise: Promise) -> bool:
    """Whether the writer saw the date that is in force. Who named another one meant another."""
    now = str(promise.due_number)
    return request.POST.get("seen", now) == now


def _moved_untold(promise: Promise, now: datetime) -> bool:
    """Whether the last move is what they do not know: then no other date is asked for.

    Unless that day has passed as well.
    """
    untold = promise.due_number > 0 and promise.told_through < promise.due_number - 1
    return untold and not is_late(promise, now)


def _reach(request: DeskRequest) -> str:
    return f"{request.member}, {request.member.user.email}"


def _new_date(
    request: DeskRequest, promise: Promise, form: NoticeForm, now: datetime
) -> NewDate | None:
    if not form.asks_when:
        return None
    said = form.cleaned_data
    text = _("Update: %(what)s") % {"what": promise.text}
    return NewDate(
        due=whens.read(request, said["when"], now),
        reason=Move.Reason(said["reason"]),
        seen=said["seen"],
        is_unknown=said["unknown"],
        update_text=text[:500],
    )


def _draft(
    request: DeskRequest, promise: Promise, form: NoticeForm, new: NewDate | None, now: datetime
) -> Triple:
    """The letter as it would go, of a move that nobody has written down yet."""
    if new is not None and not new.is_unknown:
        insist_on_another_day(new.due, in_force=promise.due, now=now)
    move = promise.moves.order_by("number").last() if new is None else _planned(promise, new)
    if move is None:
        raise Refusal(_("It was not moved. To when will it be?"))
    if promise.who is not None:
        promise.who.language = form.cleaned_data["language"]
    known = notices.known(promise, now=now)
    notice = letters.draft(move, form.said, member=request.member, known=known, at=now)
    return letters.notice(notice, at=now, until=new.due if new and new.is_unknown else None)


def _planned(promise: Promise, new: NewDate) -> Move:
    old, to = promise.due, None if new.is_unknown else new.due
    number = promise.due_number + 1
    return Move(promise=promise, number=number, **_days("old", old), **_days("new", to))


def _days(which: str, due: Due | None) -> dict[str, Any]:
    if due is None:
        return {}
    return {f"{which}_from": due.first, f"{which}_to": due.last, f"{which}_at": due.at}


def _page(
    request: DeskRequest, promise: Promise, form: NoticeForm, draft: Triple | None = None
) -> HttpResponse:
    said = wording.exact_due(notices.known(promise, now=local_now(request)).due)
    context = {
        "promise": promise,
        "said": _("We said %(day)s") % {"day": said} if said else "",
        "who": str(promise.who),
        "form": form,
        "draft": draft,
        "notices_href": here(request, "notices", promise=promise.pk),
        "promise_href": here(request, "promise", promise=promise.pk),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return page(request, "interfaces/desk/notice.html", context, status=status)
