"""Today: one list in order of need."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from makegood.domain.playbook.queries import leads
from makegood.domain.promises.models import Answer, Notice, Promise
from makegood.domain.promises.queries.notices import Unseen, unseen_answers
from makegood.domain.promises.queries.today import Today, today
from makegood.domain.promises.rules.need import Need
from makegood.foundation.accounts.queries import office_hours
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.row import TONES
from makegood.interfaces.desk.rows import rows
from makegood.interfaces.desk.today_returned import came_back, put_apart, todays_views
from makegood.interfaces.desk.when import local_now
from makegood.kit.phone import dialled
from makegood.permissions import allows

HEADINGS = {
    Need.MISSED: gettext_lazy("Missed, not told"),
    Need.LATE: gettext_lazy("Late"),
    Need.AT_RISK: gettext_lazy("At risk"),
    Need.TODAY: gettext_lazy("Due today"),
    Need.TO_TELL: gettext_lazy("Waiting for you"),
    Need.THEIRS: gettext_lazy("Waiting for them"),
    Need.SOON: gettext_lazy("Soon"),
}


@desk("see the ledger")
def show(request: DeskRequest) -> HttpResponse:
    now = local_now(request)
    found = today(now=now, hours=office_hours(now=now), leads=leads())
    returned = came_back(request, now)
    put_apart(found, returned)
    context = {
        "views": todays_views(request, current="today"),
        "returned": returned,
        "answers": _answers(request, now),
        "beside": wording.full_day(now.date()),
        "groups": [_group(request, need, found, now) for need in HEADINGS if _of(need, found)],
        "done": rows(request, ((promise, None) for promise in found.done), now=now),
        "nothing_open": not found.groups and not returned,
        "empty_ledger": found.empty_ledger,
        "yesterday": _yesterday(found),
        "more": found.more,
        "ledger_href": here(request, "ledger"),
        "imported": _imported(request, found),
    }
    return page(request, "interfaces/desk/today.html", context)


def _answers(request: DeskRequest, now: datetime) -> list[dict[str, Any]]:
    """What customers answered to our notices and nobody noted yet."""
    return [_answer(request, unseen, now) for unseen in unseen_answers()]


def _answer(request: DeskRequest, unseen: Unseen, now: datetime) -> dict[str, Any]:
    given = unseen.given
    promise, noted = given.notice.promise, allows("tell a customer", request.member)
    customer = promise.who
    calls = given.choice == Notice.Option.CALL
    phone = customer.phone if calls and customer else ""
    return {
        "who": str(customer),
        "said": given.get_choice_display(),
        "words": unseen.words,
        "at": wording.instant(given.answered_at, now),
        "what": promise.text,
        "href": here(request, "promise", promise=promise.pk),
        "since": _moved_since(given, now),
        "phone": phone,
        "dials": dialled(phone),
        "action": here(request, "answer_seen", answer=given.pk) if noted else "",
    }


def _moved_since(given: Answer, now: datetime) -> str:
    """The day that they answered about, where it is not the one in force any more."""
    move, promise = given.notice.move, given.notice.promise
    if move.number == promise.due_number:
        return ""
    if move.new_due is None:
        return _("That was before it moved again.")
    said = {"day": wording.due(move.new_due, now)}
    return _("That was about %(day)s, before it moved again.") % said


def _group(request: DeskRequest, need: Need, found: Today, now: datetime) -> dict[str, Any]:
    return {
        "heading": HEADINGS[need],
        "id": f"need-{need.name.lower()}",
        "tone": TONES[need],
        "rows": rows(request, _of(need, found), now=now),
    }


def _of(need: Need, found: Today) -> list[tuple[Promise, Need]]:
    """What stands under the heading of a need: what we ask about stands beneath what is at risk."""
    together = (need, Need.ASKED) if need is Need.AT_RISK else (need,)
    return [(promise, each) for each in together for promise in found.groups.get(each, ())]


def _yesterday(found: Today) -> str:
    n = found.kept_yesterday
    if not n:
        return ""
    return ngettext(
        "Yesterday you kept %(n)s promise.", "Yesterday you kept %(n)s promises.", n
    ) % {"n": n}


def _imported(request: DeskRequest, found: Today) -> dict[str, str] | None:
    n = found.imported_overdue
    if not n:
        return None
    said = ngettext(
        "%(n)s imported promise is open past its date.",
        "%(n)s imported promises are open past their date.",
        n,
    ) % {"n": n}
    return {"text": said, "href": f"{here(request, 'ledger')}?which=imported-overdue"}
