"""What cases do when something happens. An import opens none: nothing follows from it."""

from __future__ import annotations

from datetime import datetime

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions.asking import drop, plan
from makegood.domain.feedback.models import Asking, Invitation, Response
from makegood.domain.feedback.queries.asking import asked_about, unanswered
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.actions.falling_away import fall_away, stand_again
from makegood.domain.recovery.actions.learning import follow_prevention
from makegood.domain.recovery.actions.opening import Matter, open_or_join
from makegood.domain.recovery.actions.putting_right import follow_remedy
from makegood.domain.recovery.actions.unsaying import unsay
from makegood.domain.recovery.models import Case, Prevention, Remedy
from makegood.domain.recovery.queries.missed import opened_for
from makegood.domain.recovery.queries.progress import written_in
from makegood.domain.recovery.queries.promised import line_before
from makegood.domain.recovery.rules.opening import kept_after_all, opens_a_case
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry


def missed_opens_case(entry: Entry, *, at: datetime) -> None:
    """A day that the customer waited for passed, and they had not been told: a case."""
    related = ("customer", "engagement", "owner")
    promise = Promise.objects.filter(pk=entry.subject_id).select_related(*related).first()
    if promise is None or promise.customer is None:
        return
    if kept_after_all(promise.kept_at, entry.happened_at):
        return
    untold = promise.told_through < int(entry.facts["due_number"])
    if not opens_a_case(
        kind=promise.kind,
        to=promise.to,
        visible=promise.visible,
        recorded=promise.tellings_recorded,
        untold=untold,
    ):
        return
    about = Matter(
        customer=promise.customer,
        engagement=promise.engagement,
        words=promise.text[:200],
        owner=promise.owner,
    )
    by = Actor("rule", entry.pk, rule="missed, not told")
    open_or_join(entry=entry, opened_as=Case.OpenedAs.MISSED, about=about, by=by, at=at)


def low_score_opens_case(entry: Entry, *, at: datetime) -> None:
    """Somebody we know gave a low score: a case."""
    customer = Customer.objects.filter(pk=entry.customer_id or 0).first()
    if customer is None or not entry.facts["low"]:
        return
    work = Engagement.objects.filter(pk=entry.engagement_id or 0).first()
    answered = Response.objects.filter(pk=entry.subject_id).select_related("member").first()
    owner = answered.member if answered is not None else None
    about = Matter(customer=customer, engagement=work, owner=owner)
    by = Actor("rule", entry.pk, rule="low score")
    open_or_join(entry=entry, opened_as=Case.OpenedAs.LOW_SCORE, about=about, by=by, at=at)


def case_follows_promise(entry: Entry, *, at: datetime) -> None:
    """A remedy or a prevention was kept, was not after all, or was withdrawn: its case goes on.

    Of a missed day it was said that it was kept in time: the case that it opened falls away where
    nobody spoke of it, and stands again once that is taken back.

    The other steps have acts of their own: “kept” pressed in the ledger is not the act, and the
    case goes on asking for it.
    """
    by = Actor("rule", entry.pk, rule="promise of a case")
    line = line_before(entry.subject_id)
    for remedy in Remedy.objects.filter(promise__in=line).select_related("case"):
        follow_remedy(remedy=remedy, because=entry.pk, by=by, at=at)
    for prevention in Prevention.objects.filter(promise__in=line):
        follow_prevention(prevention=prevention, by=by, at=at)
    for case in opened_for(entry.subject_id):
        by = Actor("rule", entry.pk, rule="kept in time after all")
        if not fall_away(case=case, by=by, at=at):
            stand_again(case=case, by=by, at=at)


def closed_case_is_asked_about(entry: Entry, *, at: datetime) -> None:
    """A case was closed, however it was: whoever it was about will be asked how that went, once.

    Not where it was for nothing: nobody spoke of it, and there is nothing to ask about.
    """
    closed = Case.objects.filter(closed_at__isnull=False).exclude(closing=Case.Closing.KEPT)
    related = ("customer", "engagement", "owner")
    case = closed.filter(pk=entry.subject_id).select_related(*related).first()
    if case is None or asked_about(_closings(case)):
        return
    plan(
        on=Asking.On.PUT_RIGHT,
        because=entry,
        customer=case.customer,
        engagement=case.engagement,
        member=case.owner,
        by=Actor("rule", entry.pk, rule="case closed"),
        at=at,
    )


def reopened_case_is_not_asked_about(entry: Entry, *, at: datetime) -> None:
    """It is not right yet: nobody is asked how it went."""
    case = Case.objects.filter(pk=entry.subject_id, closed_at=None).first()
    if case is None:
        return
    by = Actor("rule", entry.pk, rule="case opened again")
    for one in unanswered(because_id__in=_closings(case)):
        drop(invitation=one, why=Invitation.Dropped.REOPENED, by=by, at=at)


def _closings(case: Case) -> list[int]:
    """The entries that say that it was closed."""
    closed = Entry.objects.filter(event="case.closed", subject_kind="case", subject_id=case.pk)
    return list(closed.values_list("pk", flat=True))


def case_letter_lost(entry: Entry, *, at: datetime) -> None:
    """A letter of a case was refused, or came back: what it said is asked for again."""
    case = written_in(entry.subject_id)
    if case is not None:
        by = Actor("rule", entry.pk, rule="letter of a case lost")
        unsay(case=case, letter_id=entry.subject_id, by=by, at=at)
