"""Asking whether it is right now, hearing that it is or is not, and ending without that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.recovery.actions.posting import post
from makegood.domain.recovery.actions.walking import (
    close,
    end_remedy,
    hold,
    pointers,
    reopen,
    walk_on,
)
from makegood.domain.recovery.events import (
    CaseFoundRight,
    CaseFoundWrong,
    VerificationAsked,
)
from makegood.domain.recovery.letters import is_it_right
from makegood.domain.recovery.models import Case, How, Verification
from makegood.domain.recovery.queries.progress import asks, done_in, standing_remedy
from makegood.domain.recovery.rules.remedies import MOST_ASKS, may_close_unanswered
from makegood.domain.recovery.rules.steps import Way, next_step
from makegood.domain.recovery.rules.words import lines
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def ask_verification(
    *,
    case: Case,
    number: int,
    words: str,
    address: str,
    member: Member,
    by: Actor,
    at: datetime,
) -> Verification:
    """Ask by letter whether it is right now, for the first or the second time (`number`).

    The same pressed twice asks once. Refused: a third time, before the remedy is kept, a case that
    is closed, and no address.
    """
    words = lines(words, field="words")
    hold(case)
    so_far = asks(case)
    if 0 < number <= len(so_far):
        return so_far[number - 1]
    if next_step(done_in(case)) != Way.VERIFY:
        raise Refusal(_("There is nothing to ask yet: first it is put right."))
    if number != len(so_far) + 1 or number > MOST_ASKS:
        raise Refusal(_("They were asked twice. Call them, or close the case."))
    remedy = standing_remedy(case)
    asked: Verification = Verification.objects.create(
        case=case, remedy=remedy, asked_at=at, asked_by=member
    )
    entry = record(VerificationAsked(**pointers(case), number=number), by=by, at=at)
    sent = post(
        case,
        lambda link: is_it_right(case, str(remedy or ""), words, member=member, link=link),
        kind=Letter.Kind.IS_IT_RIGHT,
        about=asked.pk,
        address=address,
        member=member,
        because=entry.pk,
        by=by,
        at=at,
    )
    Verification.objects.filter(pk=asked.pk).update(letter=sent.letter, link=sent.link)
    asked.refresh_from_db()
    walk_on(case, entry.pk, by=by, at=at, anew=True)
    return asked


@transaction.atomic
def answer(
    *,
    case: Case,
    is_right: bool,
    words: str,
    how: How,
    member: Member | None,
    by: Actor,
    at: datetime,
) -> Verification:
    """They say that it is right, or not yet: on their page, or to a member.

    Right closes the case. Not right opens it again, if it was closed, and asks for another remedy;
    where another case of the same work is open meanwhile, that one goes on. The same said twice is
    one. Refused: a case that we parted over, and more than 5,000 characters.
    """
    words = lines(words, field="words")
    hold(case)
    if case.closing == Case.Closing.PARTED:
        raise Refusal(_("This case is closed. If something is not right, tell us anew."))
    last: Verification | None = case.verifications.filter(answered_at__isnull=False).last()
    if last is not None and _is_the_same(case, last, is_right, words, member):
        return last
    given = _written(case, is_right=is_right, words=words, how=how, heard_by=member, at=at)
    if is_right:
        entry = record(CaseFoundRight(**pointers(case), how=how), by=by, at=at)
        close(case, Case.Closing.VERIFIED, entry.pk, by=by, at=at)
        return given
    entry = record(CaseFoundWrong(**pointers(case), how=how), by=by, at=at)
    remedy = standing_remedy(case)
    if remedy is not None:
        end_remedy(case, remedy, by=by, at=at)
    if case.is_open or reopen(case, by=by, at=at):
        walk_on(case, entry.pk, by=by, at=at)
    return given


@transaction.atomic
def close_unanswered(*, case: Case, by: Actor, at: datetime) -> bool:
    """They were asked twice, had three days, and did not answer. True if this press did it.

    Refused: anything less. It does not count as put right.
    """
    hold(case)
    if not case.is_open:
        return False
    asked = asks(case)
    last = asked[-1].asked_at if asked else None
    if not may_close_unanswered(len(asked), last, now=at):
        raise Refusal(_("Ask them twice, and give them three days. Or call them."))
    return close(case, Case.Closing.NO_ANSWER, None, by=by, at=at)


@transaction.atomic
def part(*, case: Case, why: str, by: Actor, at: datetime) -> bool:
    """We part over it, with our reasons. True if this press did it. Not put right.

    Refused: no reasons, and too many words (5,000).
    """
    why = lines(why, field="why")
    if not why:
        raise Refusal(_("Why do we part? Our reasons stay with the case."), field="why")
    hold(case)
    if not case.is_open:
        return False
    return close(case, Case.Closing.PARTED, None, by=by, at=at, parted_why=why)


def _is_the_same(
    case: Case, last: Verification, is_right: bool, words: str, member: Member | None
) -> bool:
    """Whether it was said already, and the case stands as it was said then."""
    said = (last.is_right, last.words, last.heard_by)
    stands = (
        case.is_put_right if is_right else case.is_open and last.remedy != standing_remedy(case)
    )
    return said == (is_right, words, member) and stands


def _written(
    case: Case,
    *,
    is_right: bool,
    words: str,
    how: How,
    heard_by: Member | None,
    at: datetime,
) -> Verification:
    """The answer to what we asked last of this remedy, or one that nobody asked for."""
    remedy = standing_remedy(case)
    asked = case.verifications.filter(answered_at=None, remedy=remedy).last()
    said: dict[str, Any] = {"is_right": is_right, "words": words, "how": how}
    said |= {"heard_by": heard_by, "answered_at": at}
    if asked is None:
        given: Verification = Verification.objects.create(case=case, remedy=remedy, **said)
        return given
    Verification.objects.filter(pk=asked.pk, answered_at=None).update(**said)
    asked.refresh_from_db()
    return asked
