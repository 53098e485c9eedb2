"""Saying that we heard them, hearing them, and saying what happened on our side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.recovery.actions.posting import post
from makegood.domain.recovery.actions.walking import answer_by, hold, pointers, walk_on
from makegood.domain.recovery.events import CaseAccounted, CaseAcknowledged, CaseHeard
from makegood.domain.recovery.letters import heard_you
from makegood.domain.recovery.models import Account, Case, Hearing, How
from makegood.domain.recovery.rules.words import lines
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

SPOKEN = (How.PHONE, How.IN_PERSON, How.MESSAGE)


@dataclass(frozen=True, kw_only=True)
class Words:
    """A customer says what went wrong, what they expected, what they wish, what would be right."""

    said: str = ""
    expected: str = ""
    wishes: str = ""
    right_when: str = ""

    def cleaned(self) -> Words:
        """As it is kept. Refused: more than 5,000 characters of any."""
        return Words(**{name: lines(words, field=name) for name, words in vars(self).items()})


@transaction.atomic
def acknowledge(*, case: Case, how: How, member: Member, by: Actor, at: datetime) -> bool:
    """A member said to them that we heard them. True if this press did it.

    By when they hear how we put it right is promised with it. Refused: a case whose customer's
    side has ended, and any way but by phone, in person or by message.
    """
    if how not in SPOKEN:
        raise Refusal(_("How did you tell them: in person, by phone or by message?"), field="how")
    return _acknowledge(case, how, member, by=by, at=at) is not None


@transaction.atomic
def write_acknowledgement(
    *, case: Case, words: str, address: str, member: Member, by: Actor, at: datetime
) -> Letter | None:
    """Write to them that we heard them, in these words; None where somebody had said so before.

    Refused, besides what `acknowledge` refuses: no words, and no address.
    """
    words = lines(words, field="words")
    if not words:
        raise Refusal(_("What do you say to them?"), field="words")
    because = _acknowledge(case, How.LETTER, member, by=by, at=at)
    if because is None:
        return None
    sent = post(
        case,
        lambda link: heard_you(case, words, member=member, link=link, at=at),
        kind=Letter.Kind.CASE_HEARD,
        about=case.pk,
        address=address,
        member=member,
        because=because,
        by=by,
        at=at,
    )
    Case.objects.filter(pk=case.pk).update(acknowledgement=sent.letter)
    case.acknowledgement = sent.letter
    return sent.letter


def _acknowledge(case: Case, how: How, member: Member, *, by: Actor, at: datetime) -> int | None:
    """The id of the entry that says so; None where it was said before."""
    hold(case)
    if not case.is_open:
        raise Refusal(_("This case is closed: there is nothing to acknowledge any more."))
    if case.acknowledged_at is not None:
        return None
    said = {"acknowledged_at": at, "acknowledged_how": how, "acknowledged_by": member}
    Case.objects.filter(pk=case.pk, acknowledged_at=None).update(**said)
    entry = record(CaseAcknowledged(**pointers(case), how=how), by=by, at=at)
    if case.answer is None or not case.answer.is_open:
        Case.objects.filter(pk=case.pk).update(answer=answer_by(case, entry.pk, by=by, at=at))
    hold(case)
    walk_on(case, entry.pk, by=by, at=at)
    return entry.pk


@transaction.atomic
def hear(
    *, case: Case, words: Words, how: How, member: Member | None, by: Actor, at: datetime
) -> Hearing:
    """What the customer said, in their own words: on their page, or written down by a member.

    It is never edited; more is a further row, and the same said twice is one. Refused: nothing
    said, too many words (5,000), and a member's page.
    """
    words = words.cleaned()
    if not any(vars(words).values()):
        raise _nothing_said(how)
    if member is not None and how == How.PAGE:
        raise ValueError("What a member writes down was not said on their page.")
    hold(case)
    last: Hearing | None = case.hearings.last()
    if last is not None and last.heard_by == member and _says(last, words):
        return last
    said: Hearing = Hearing.objects.create(
        case=case, how=how, heard_by=member, heard_at=at, **vars(words)
    )
    entry = record(CaseHeard(**pointers(case), hearing=said.pk, how=how), by=by, at=at)
    walk_on(case, entry.pk, by=by, at=at)
    return said


@transaction.atomic
def account(*, case: Case, words: str, member: Member, by: Actor, at: datetime) -> Account:
    """What happened on our side, in a member's words. The same said twice is one.

    Refused: no words, and too many (5,000).
    """
    words = lines(words, field="words")
    if not words:
        raise Refusal(_("What happened on our side? A sentence is enough."), field="words")
    hold(case)
    last: Account | None = case.accounts.last()
    if last is not None and (last.words, last.written_by_id) == (words, member.pk):
        return last
    said: Account = Account.objects.create(case=case, words=words, written_by=member, written_at=at)
    entry = record(CaseAccounted(**pointers(case), account=said.pk), by=by, at=at)
    walk_on(case, entry.pk, by=by, at=at)
    return said


def _nothing_said(how: How) -> Refusal:
    """In words for whoever reads it: the customer on their page, or a member."""
    if how == How.PAGE:
        asked = _("Write a sentence: what did you expect, or what would be right?")
        return Refusal(asked, field="words")
    return Refusal(_("In their words: what did they expect, or what would be right?"))


def _says(hearing: Hearing, words: Words) -> bool:
    return all(getattr(hearing, name) == said for name, said in vars(words).items())
