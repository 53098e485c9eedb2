"""Opening a case: by hand, by a customer's press, or because something happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers import queries as customers
from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.engagements.models import Engagement
from makegood.domain.recovery.actions.listening import Words, acknowledge, hear
from makegood.domain.recovery.actions.walking import hold, pointers, walk_on
from makegood.domain.recovery.events import CaseJoined, CaseOpened, CaseTaken
from makegood.domain.recovery.models import Case, Ground, How
from makegood.domain.recovery.queries.progress import standing_case
from makegood.domain.recovery.rules.words import short
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

ONE_PRESS = timedelta(minutes=1)
# Who speaks anew is answered anew, whatever we said before.
SPOKEN = (Case.OpenedAs.CONCERN, Case.OpenedAs.LOW_SCORE)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a case is about: whose, part of which work, in a few words; and who sees to it."""

    customer: Customer
    engagement: Engagement | None = None
    words: str = ""
    owner: Member | None = None


@transaction.atomic
def open_by_hand(
    *,
    who: Customer | str,
    matter: str,
    member: Member,
    by: Actor,
    at: datetime,
    engagement: Engagement | None = None,
    acknowledged: How | None = None,
) -> Case:
    """A case as a member writes it down, maybe while they are on the phone (`acknowledged`).

    `who` is a customer or a name; somebody named for the first time is met. In the same matter as
    an open case it joins that one. The same pressed twice within a minute is one. Refused: nobody,
    nothing said, too many words (200), and another customer's work.
    """
    words = short(matter, field="matter")
    if not words:
        raise Refusal(_("What went wrong? A few words are enough."), field="matter")
    if isinstance(who, str):
        if not who.strip():
            raise Refusal(_("For whom did it go wrong? A name is enough."), field="who")
        who = customers.named(who) or meet(name=who, by=by, at=at)
    _refuse_others_work(who, engagement)
    about = Matter(customer=who, engagement=engagement, words=words, owner=member)
    case = _open_or_join(about, Case.OpenedAs.BY_HAND, None, by=by, at=at)
    if acknowledged is not None:
        acknowledge(case=case, how=acknowledged, member=member, by=by, at=at)
    return case


@transaction.atomic
def raise_concern(
    *,
    customer: Customer,
    words: str,
    by: Actor,
    at: datetime,
    engagement: Engagement | None = None,
) -> Case:
    """A customer's press on their page, and a sentence. By when they hear back is a promise.

    The same pressed twice is one. Refused: no words, too many (5,000), and another's work.
    """
    if not words.strip():
        raise Refusal(_("What went wrong? A sentence is enough."), field="words")
    _refuse_others_work(customer, engagement)
    about = Matter(customer=customer, engagement=engagement)
    standing = standing_case(about.customer, about.engagement)
    last = standing.hearings.last() if standing is not None else None
    said = Words(said=words).cleaned()
    if standing is not None and last is not None and last.said == said.said:
        return standing
    case = _open_or_join(about, Case.OpenedAs.CONCERN, None, by=by, at=at)
    hear(case=case, words=said, how=How.PAGE, member=None, by=by, at=at)
    return case


@transaction.atomic
def open_or_join(
    *, entry: Entry, opened_as: Case.OpenedAs, about: Matter, by: Actor, at: datetime
) -> Case | None:
    """What happened opens a case, or joins the open one of the same matter; None if it did before.

    The same matter is the same piece of work; of none, the same customer's.
    """
    standing_case(about.customer, about.engagement)
    if Ground.objects.filter(entry=entry).exists():
        return None
    return _open_or_join(about, opened_as, entry, by=by, at=at)


@transaction.atomic
def take(*, case: Case, owner: Member, by: Actor, at: datetime) -> bool:
    """This member sees to it from now on. True if this press did it."""
    hold(case)
    if case.owner_id == owner.pk:
        return False
    Case.objects.filter(pk=case.pk).update(owner=owner)
    case.owner = owner
    record(CaseTaken(**pointers(case), member=owner.pk), by=by, at=at)
    return True


def _open_or_join(
    about: Matter, opened_as: Case.OpenedAs, entry: Entry | None, *, by: Actor, at: datetime
) -> Case:
    standing = standing_case(about.customer, about.engagement)
    if standing is not None:
        _join(standing, about, opened_as, entry, by=by, at=at)
        return standing
    case: Case = Case.objects.create(
        customer=about.customer,
        engagement=about.engagement,
        matter=about.words,
        opened_at=at,
        opened_as=opened_as,
        because_id=entry.pk if entry is not None else None,
        owner=about.owner,
    )
    opened = record(CaseOpened(**pointers(case), opened_as=opened_as), by=by, at=at)
    _put_to(case, about, opened_as, entry or opened, at)
    walk_on(case, opened.pk, by=by, at=at)
    return case


def _join(
    case: Case,
    about: Matter,
    opened_as: Case.OpenedAs,
    entry: Entry | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    hold(case)
    last = case.grounds.last()
    is_again = last is not None and last.words == about.words and last.at > at - ONE_PRESS
    if entry is None and opened_as == Case.OpenedAs.BY_HAND and is_again:
        return
    joined = record(CaseJoined(**pointers(case), opened_as=opened_as), by=by, at=at)
    _put_to(case, about, opened_as, entry or joined, at)
    if opened_as in SPOKEN and case.acknowledged_at is not None:
        unsaid = {"acknowledged_at": None, "acknowledged_how": "", "acknowledged_by": None}
        Case.objects.filter(pk=case.pk).update(acknowledgement=None, **unsaid)
        hold(case)
        walk_on(case, joined.pk, by=by, at=at)


def _put_to(
    case: Case, about: Matter, opened_as: Case.OpenedAs, entry: Entry, at: datetime
) -> None:
    Ground.objects.create(case=case, entry=entry, opened_as=opened_as, words=about.words, at=at)


def _refuse_others_work(customer: Customer, engagement: Engagement | None) -> None:
    if engagement is not None and engagement.customer_id not in ids_of(customer):
        raise Refusal(_("That is somebody else's work. Which one is it?"), field="engagement")
