"""What asking does when something happens."""

from __future__ import annotations

from datetime import datetime

from makegood.domain.feedback.actions.asking import drop, link_anew, plan
from makegood.domain.feedback.models import Asking, Invitation
from makegood.domain.feedback.queries.asking import is_kept_and_delivered, unanswered
from makegood.domain.feedback.queries.parting import in_wrong_hands
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry


def kept_work_is_asked_about(entry: Entry, *, at: datetime) -> None:
    """A delivery or a milestone was kept: whoever got it will be asked how it was."""
    promise = _promise(entry)
    if promise is None or promise.customer is None:
        return
    milestone = promise.kind == Promise.Kind.MILESTONE
    if not milestone and not is_kept_and_delivered(promise):
        return
    plan(
        on=Asking.On.MILESTONE if milestone else Asking.On.DELIVERED,
        because=entry,
        customer=promise.customer,
        engagement=promise.engagement,
        member=promise.owner,
        by=Actor("rule", entry.pk, rule="kept"),
        at=at,
    )


def taken_back_is_not_asked_about(entry: Entry, *, at: datetime) -> None:
    """It was not kept after all: nobody is asked, or asked once more, about what they have not."""
    promise = Promise.objects.filter(pk=entry.subject_id, kept_at=None).first()
    if promise is None:
        return
    kept = Entry.objects.filter(
        event="promise.kept", subject_kind="promise", subject_id=promise.pk
    ).values("pk")
    by = Actor("rule", entry.pk, rule="not kept after all")
    for one in unanswered(because_id__in=kept):
        drop(invitation=one, why=Invitation.Dropped.NOT_DELIVERED, by=by, at=at)


def two_again_answer_for_themselves(entry: Entry, *, at: datetime) -> None:
    """Two who were one: a link that the other may hold opens nothing any more."""
    by = Actor("rule", entry.pk, rule="two after all")
    for one in in_wrong_hands(entry):
        link_anew(invitation=one, by=by, at=at)


def _promise(entry: Entry) -> Promise | None:
    """The promise of the entry, where it is kept still and one that a customer is asked about."""
    kinds = (Promise.Kind.DELIVERY, Promise.Kind.MILESTONE)
    kept = Promise.objects.filter(kept_at__isnull=False, kind__in=kinds, to="customer")
    rows = kept.select_related("customer", "engagement", "owner")
    found: Promise | None = rows.filter(pk=entry.subject_id).first()
    return found
