"""Deciding how we put it right, promising it, and telling them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.recovery.actions.listening import SPOKEN
from makegood.domain.recovery.actions.posting import post
from makegood.domain.recovery.actions.walking import end_remedy, hold, pointers, walk_on
from makegood.domain.recovery.events import RemedyAsked, RemedyDecided, RemedyTold
from makegood.domain.recovery.letters import remedy as letter_of
from makegood.domain.recovery.models import STANDING, Case, How, Remedy
from makegood.domain.recovery.queries.authority import may_promise
from makegood.domain.recovery.queries.progress import in_force, standing_remedy
from makegood.domain.recovery.rules.words import LONGEST_REMEDY, lines, short
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.money import MOST_CENTS
from makegood.kit.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Offer:
    """How we put it right: what we promise them, by which day, and what it costs us."""

    kind: Remedy.Kind
    words: str
    due_on: date
    cost_cents: int = 0


@transaction.atomic
def decide_remedy(*, case: Case, offer: Offer, member: Member, by: Actor, at: datetime) -> Remedy:
    """Promise the customer how we put it right. One that waits for somebody's word gives way.

    The same pressed twice is one. Refused: more than the member's role may decide, no words or
    too many (500), a day that has passed, where something else is promised already, and a case
    whose customer's side has ended.
    """
    hold(case)
    standing = standing_remedy(case)
    if standing is not None and standing.decided_at is not None:
        if _offers(standing, offer):
            return standing
        raise Refusal(_("It is decided already how we put this right. Change that promise."))
    _refuse_above(member, offer.cost_cents)
    asked = _asked(case, offer, member, at)
    return _decide(asked, member, by=by, at=at)


@transaction.atomic
def ask_to_decide(*, case: Case, offer: Offer, member: Member, by: Actor, at: datetime) -> Remedy:
    """Somebody who may decide on so much is asked to; until then nothing is promised.

    Refused: what `decide_remedy` refuses, but for the cost.
    """
    hold(case)
    standing = standing_remedy(case)
    if standing is not None and _offers(standing, offer):
        return standing
    if standing is not None and standing.decided_at is not None:
        raise Refusal(_("It is decided already how we put this right. Change that promise."))
    asked = _asked(case, offer, member, at)
    event = RemedyAsked(**pointers(case), remedy=asked.pk, cost_cents=asked.cost_cents)
    record(event, by=by, at=at)
    return asked


@transaction.atomic
def approve_remedy(*, remedy: Remedy, member: Member, by: Actor, at: datetime) -> bool:
    """A remedy that was asked for is decided, and promised. True if this press did it.

    Refused: more than the member's role may decide, a day that has passed meanwhile, and one that
    stands no more.
    """
    hold(remedy.case)
    remedy.refresh_from_db()
    if remedy.ended_at is not None:
        raise Refusal(_("Something else was decided meanwhile."))
    if remedy.decided_at is not None:
        return False
    _refuse_above(member, remedy.cost_cents)
    _decide(remedy, member, by=by, at=at)
    return True


@transaction.atomic
def tell_remedy(*, remedy: Remedy, how: How, member: Member, by: Actor, at: datetime) -> bool:
    """A member told them how we put it right. True if this press did it.

    Refused: what is not decided or stands no more, and any way but by phone, in person or by
    message.
    """
    if how not in SPOKEN:
        raise Refusal(_("How did you tell them: in person, by phone or by message?"), field="how")
    return _tell(remedy, how, by=by, at=at) is not None


@transaction.atomic
def write_remedy(
    *, remedy: Remedy, words: str, address: str, member: Member, by: Actor, at: datetime
) -> Letter | None:
    """Write to them how we put it right; None where somebody had told them.

    `words` go with the promise. Refused, besides what `tell_remedy` refuses: no address.
    """
    words = lines(words, field="words")
    because = _tell(remedy, How.LETTER, by=by, at=at)
    if because is None:
        return None
    sent = post(
        remedy.case,
        lambda link: letter_of(remedy, words, member=member, link=link, at=at),
        kind=Letter.Kind.REMEDY,
        about=remedy.pk,
        address=address,
        member=member,
        because=because,
        by=by,
        at=at,
    )
    Remedy.objects.filter(pk=remedy.pk).update(letter=sent.letter)
    remedy.letter = sent.letter
    return sent.letter


@transaction.atomic
def follow_remedy(*, remedy: Remedy, because: int, by: Actor, at: datetime) -> None:
    """Its promise was kept, was not after all, or was withdrawn: the case goes on from there.

    `because` is the entry that says so.
    """
    case = remedy.case
    hold(case)
    remedy.refresh_from_db()
    if remedy.promise is None or remedy.ended_at is not None or not case.is_open:
        return
    if in_force(remedy.promise).withdrawn_at is not None:
        because = end_remedy(case, remedy, by=by, at=at)
    walk_on(case, because, by=by, at=at)


def _asked(case: Case, offer: Offer, member: Member, at: datetime) -> Remedy:
    """The remedy, not decided yet, in the place of one that waited for somebody's word."""
    if not case.is_open:
        raise Refusal(_("This case is closed. If something is not right, open another."))
    words = short(offer.words, field="words", most=LONGEST_REMEDY)
    if not words:
        raise Refusal(_("What do you promise them? A few words are enough."), field="words")
    if not 0 <= offer.cost_cents <= MOST_CENTS:
        raise Refusal(_("What does it cost us? 0 is an answer too."), field="cost")
    if offer.due_on < at.astimezone(current_business().tz).date():
        raise Refusal(_("That day has passed already. When will it be?"), field="when")
    Remedy.objects.filter(STANDING, case=case).update(ended_at=at)
    asked: Remedy = Remedy.objects.create(
        case=case,
        kind=offer.kind,
        words=words,
        cost_cents=offer.cost_cents,
        due_on=offer.due_on,
        asked_by=member,
        asked_at=at,
    )
    return asked


def _decide(asked: Remedy, member: Member, *, by: Actor, at: datetime) -> Remedy:
    case = asked.case
    ground = case.grounds.first()
    terms = Terms(
        text=asked.words,
        customer=case.customer,
        engagement=case.engagement,
        kind=Promise.Kind.REMEDY,
        owner=case.owner or member,
        because=ground.entry_id if ground is not None else None,
    )
    due = Due(zone=current_business().zone, first=asked.due_on, last=asked.due_on)
    promise = make(terms=terms, due=due, by=by, at=at)
    decided = {"decided_at": at, "decided_by": member, "promise": promise}
    Remedy.objects.filter(pk=asked.pk, decided_at=None).update(**decided)
    asked.refresh_from_db()
    kind = Remedy.Kind(asked.kind)
    told = {"remedy": asked.pk, "cost_cents": asked.cost_cents}
    record(RemedyDecided(**pointers(case), kind=kind, **told), by=by, at=at)
    return asked


def _tell(remedy: Remedy, how: How, *, by: Actor, at: datetime) -> int | None:
    """The id of the entry that says so; None where they had been told."""
    case = remedy.case
    hold(case)
    remedy.refresh_from_db()
    if remedy.ended_at is not None or not case.is_open:
        raise Refusal(_("This does not stand any more. Look at the case again."))
    if remedy.decided_at is None:
        raise Refusal(_("It is not decided yet: somebody has to say yes first."))
    if remedy.told_at is not None:
        return None
    Remedy.objects.filter(pk=remedy.pk, told_at=None).update(told_at=at, told_how=how)
    remedy.told_at, remedy.told_how = at, how
    event = RemedyTold(**pointers(case), remedy=remedy.pk, how=how)
    entry = record(event, by=by, at=at)
    walk_on(case, entry.pk, by=by, at=at)
    return entry.pk


def _refuse_above(member: Member, cents: int) -> None:
    if not may_promise(member, cents):
        sentence = _("That is more than you may decide. Ask an owner or a manager to.")
        raise Refusal(sentence, field="cost")


def _offers(remedy: Remedy, offer: Offer) -> bool:
    """Whether it is the same: pressed twice."""
    same = (remedy.kind, remedy.words, remedy.cost_cents, remedy.due_on)
    return same == (
        offer.kind,
        short(offer.words, field="words", most=LONGEST_REMEDY),
        offer.cost_cents,
        offer.due_on,
    )
