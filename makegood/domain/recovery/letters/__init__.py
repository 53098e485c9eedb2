"""The letters of a case. None goes by itself, none blames anybody but us.

Each is drawn the same way before it is sent and when it is: without a link it is a draft.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from makegood.domain.playbook.queries import recovery_times
from makegood.domain.promises.letters import due_in_full, language_of
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.notices import said_as
from makegood.domain.promises.rules.due import Due
from makegood.domain.recovery.models import Case, Remedy
from makegood.domain.recovery.queries.progress import in_force
from makegood.domain.recovery.rules.steps import answer_hours, step_by
from makegood.foundation.accounts.queries import office_hours
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.models import Link
from makegood.foundation.mail.rendering import Triple, rendered
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business


def heard_you(
    case: Case, words: str, *, member: Member, at: datetime, link: Link | None = None
) -> Triple:
    """We heard you: what we understood, and by when they hear how we put it right."""
    with translation.override(language_of(case.who)):
        by_when = due_in_full(answer_due(case, at=at), at.astimezone(current_business().tz))
        context = _context(case, words, member, link) | {"by_when": by_when}
        return rendered("domain/recovery/letters/heard_you.html", context)


def remedy(
    said: Remedy, words: str, *, member: Member, at: datetime, link: Link | None = None
) -> Triple:
    """How we put it right, and by when."""
    zone = current_business().zone
    due = Due(zone=zone, first=said.due_on, last=said.due_on)
    with translation.override(language_of(said.case.who)):
        by_when = due_in_full(due, at.astimezone(current_business().tz))
        beside = {"promise": said.words, "by_when": by_when}
        context = _context(said.case, words, member, link) | beside
        return rendered("domain/recovery/letters/remedy.html", context)


def is_it_right(
    case: Case, promised: str, words: str, *, member: Member, link: Link | None = None
) -> Triple:
    """Is it right now? `promised` is what we did to put it right."""
    with translation.override(language_of(case.who)):
        context = _context(case, words, member, link) | {"promise": promised}
        return rendered("domain/recovery/letters/is_it_right.html", context)


def understood(case: Case, *, at: datetime) -> str:
    """What we may say first that we understood, in their language; theirs to read, ours to edit."""
    with translation.override(language_of(case.who)):
        if case.opened_as == Case.OpenedAs.MISSED:
            return _missed(case, at)
        if case.opened_as == Case.OpenedAs.LOW_SCORE:
            return _("You told us that it was not good. Thank you for saying so.")
        if case.opened_as == Case.OpenedAs.CONCERN:
            return _("You told us that something is not right. Thank you for saying so.")
        return ""


def answer_due(case: Case, *, at: datetime) -> Due:
    """By when they hear how we put it right: as promised, or as it would be promised at `at`."""
    if case.answer is not None:
        promised = in_force(case.answer)
        if promised.is_open and promised.due is not None:
            return promised.due
    within = answer_hours(recovery_times())
    by_when = step_by(office_hours(now=at), within, now=at)
    return Due(zone=current_business().zone, at=by_when)


def _missed(case: Case, at: datetime) -> str:
    entry = Entry.objects.filter(pk=case.because_id or 0).first()
    promise = Promise.objects.filter(pk=entry.subject_id).first() if entry is not None else None
    if entry is None or promise is None:
        return ""
    due = said_as(promise, int(entry.facts["due_number"]))[0]
    if due is None:
        return ""
    said = {"what": promise.text, "day": due_in_full(due, at.astimezone(current_business().tz))}
    sentence = _("We said %(day)s for “%(what)s”. That day passed, and you heard nothing from us.")
    return sentence % said


def _context(case: Case, words: str, member: Member, link: Link | None) -> dict[str, Any]:
    work = case.engagement
    return {
        "business": current_business().name,
        "who": case.who,
        "what": work.name if work is not None else "",
        "words": words,
        "sender": str(member),
        "link": f"{{link:{link.pk}}}" if link is not None else _("(the link to their page)"),
    }
