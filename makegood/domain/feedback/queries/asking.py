"""Reading whom we ask, and who was asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of, set_of
from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.models import (
    ASKED_HERE,
    STILL_TO_ASK,
    STILL_TO_REMIND,
    Asking,
    Invitation,
    Press,
    Stop,
    Survey,
    Version,
)
from makegood.domain.feedback.rules import asking as rules
from makegood.domain.promises.models import OPEN, Promise
from makegood.foundation.journal.importable import Shown
from makegood.foundation.links import queries as links
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.prepared import Given, prepared


def asking_on(on: Asking.On) -> Asking | None:
    """What is asked by itself on such a thing, if anything is."""
    found: Asking | None = (
        Asking.objects.filter(Shown("survey__import_batch"), on=on, ended_at=None)
        .select_related("survey")
        .first()
    )
    return found


def standing(survey: Survey) -> Version | None:
    """Its newest published questions."""
    published = survey.versions.filter(published_at__isnull=False)
    return published.order_by("number").last()


def is_retired(survey: Survey) -> bool:
    """Whether nobody is asked it any more, as the row says now."""
    return Survey.objects.filter(pk=survey.pk, retired_at__isnull=False).exists()


def is_open(survey: Survey, *, now: datetime) -> bool:
    """Whether a link opens it to anybody."""
    return links.newest(Link.Purpose.ANYBODY, survey.pk, now=now) is not None


def usual_survey() -> Survey | None:
    """What is asked after a delivery; where nothing is by itself, what was published last."""
    asking = asking_on(Asking.On.DELIVERED)
    if asking is not None:
        return asking.survey
    rows = Version.objects.filter(published_at__isnull=False, survey__retired_at=None)
    rows = rows.filter(Shown("survey__import_batch"))
    newest = rows.select_related("survey").order_by("published_at", "id").last()
    return newest.survey if newest else None


def open_survey(survey_id: int) -> Invitation | None:
    """What anybody is asked by a survey that is open, as an invitation that is never kept."""
    survey = Survey.objects.filter(pk=survey_id, retired_at=None).first()
    version = standing(survey) if survey else None
    return Invitation(survey=survey, version=version) if version else None


def retired(survey_id: int) -> Survey | None:
    """A survey that nobody is asked any more."""
    found: Survey | None = Survey.objects.filter(pk=survey_id, retired_at__isnull=False).first()
    return found


def due(*, now: datetime) -> list[int]:
    """The invitations that a letter may ask now, in the order in which they may be asked."""
    found = Invitation.objects.filter(STILL_TO_ASK, ASKED_HERE, ask_at__lte=now)
    return list(found.order_by("ask_at", "id").values_list("pk", flat=True))


def to_remind(*, now: datetime) -> list[int]:
    """Those whose letter arrived some days ago, and who have not pressed anything since."""
    found = Invitation.objects.filter(
        STILL_TO_REMIND,
        asked_at__range=(now - rules.REMIND_UNTIL, now - rules.REMIND_AFTER),
        letter__state=Letter.State.SENT,
        response=None,
        presses=None,
    )
    return list(found.order_by("asked_at", "id").values_list("pk", flat=True))


def by_number(number: int) -> Invitation:
    """An invitation with what its letter says."""
    related = ("customer", "engagement", "survey", "version", "member__user")
    rows = Invitation.objects.select_related(*related)
    found: Invitation = rows.get(pk=number)
    return found


def unanswered(**whose: Any) -> QuerySet[Invitation]:
    """What stands to be asked, or was asked and nothing pressed since; nobody dropped it."""
    return Invitation.objects.filter(dropped_at=None, response=None, presses=None, **whose)


def asked_about(entries: Collection[int]) -> bool:
    """Whether somebody is asked, or stands to be, because of one of these."""
    return Invitation.objects.filter(dropped_at=None, because_id__in=entries).exists()


def open_for(customer: Customer, *, now: datetime) -> Invitation | None:
    """What this person was asked last, where they have pressed nothing yet and still may."""
    whose = Customer.objects.filter(set_of(customer))
    return _asked_last(unanswered(customer__in=whose), now)


def asked_by_link(engagement: Engagement, *, now: datetime) -> Invitation | None:
    """What is asked about this work by a link that no letter brought, and is not answered yet."""
    return _asked_last(unanswered(engagement=engagement, letter=None), now)


def _asked_last(found: QuerySet[Invitation], now: datetime) -> Invitation | None:
    opens = found.filter(
        survey__retired_at=None,
        asked_at__isnull=False,
        link__revoked_at=None,
        link__expires_at__gt=now,
    ).select_related("version", "engagement", "customer", "link")
    last: Invitation | None = opens.order_by("-asked_at", "-id").first()
    return last


def is_stopped(customers: Collection[int]) -> bool:
    """Whether one of these, who are one person, wants to be asked no more."""
    return Stop.objects.filter(customer__in=customers, taken_back_at=None).exists()


def asked_since(customers: Collection[int], since: datetime) -> bool:
    """Whether one of these, who are one person, was asked by a letter since then."""
    return Invitation.objects.filter(customer__in=customers, asked_at__gte=since).exists()


def is_delivered(engagement_id: int | None) -> bool:
    """Whether what we would ask about is there: nothing of the work is owed, or owed again."""
    return engagement_id is None or not _owed(engagement_id).exists()


def is_kept_and_delivered(promise: Promise) -> bool:
    """Whether this delivery was kept, and with it all that is delivered of its work."""
    return promise.kept_at is not None and is_delivered(promise.engagement_id)


def _owed(engagement_id: int) -> QuerySet[Promise]:
    return Promise.objects.filter(
        OPEN, engagement=engagement_id, kind=Promise.Kind.DELIVERY, to="customer"
    )


def one_person(customer: Customer) -> list[int]:
    """The customer with all that turned out to be the same person."""
    return ids_of(customer)


def why_not(invitation: Invitation) -> Invitation.Dropped | None:
    """Why no letter may ask somebody, however long ago they were asked; None where it may."""
    assert invitation.customer is not None
    if is_retired(invitation.survey):
        return Invitation.Dropped.RETIRED
    if is_stopped(one_person(invitation.customer)):
        return Invitation.Dropped.STOPPED
    if not is_delivered(invitation.engagement_id):
        return Invitation.Dropped.NOT_DELIVERED
    if not invitation.customer.head.email:
        return Invitation.Dropped.NO_ADDRESS
    return None


def is_resting(customer: Customer, *, at: datetime) -> bool:
    """Whether they were asked not long ago, whatever about."""
    return asked_since(one_person(customer), at - rules.REST)


def of_link(link_id: int) -> Invitation:
    """The invitation that a link opens, with all that its page shows. Invitation.DoesNotExist where
    it opens none of ours.
    """
    related = ("link", "survey", "version", "customer", "engagement", "member__user")
    found: Invitation = Invitation.objects.select_related(*related).get(link=link_id)
    return found


def to_answer(link_id: int) -> Invitation:
    """The same, with as little as a press needs that is not refused."""
    for found in _to_answer(link=link_id):
        return found
    raise Invitation.DoesNotExist


@prepared
def _to_answer(link: Given) -> QuerySet[Invitation]:
    pointers = ("business", "survey", "version", "customer", "engagement", "member", "how")
    version = ("version__business", "version__content")
    customer = ("customer__business", "customer__language", "customer__merged_into")
    ends = [f"link__{name}" for name in ("business", "purpose", "nonce", "expires_at")]
    rows = Invitation.objects.filter(link=link).select_related("version", "customer", "link")
    waits = Exists(Press.objects.filter(invitation=OuterRef("pk")))
    return rows.only(*pointers, *version, *customer, *ends, "link__revoked_at").annotate(
        begun=F("response__id"), waits=waits
    )


def has_begun(invitation: Invitation) -> bool:
    """Whether a press had been kept when the invitation was read to be answered."""
    return vars(invitation)["begun"] is not None or vars(invitation)["waits"]


def pressed_by(press_id: int) -> Invitation | None:
    """Whose press it is, while it is not worked out."""
    rows = Invitation.objects.select_related("version", "customer")
    return rows.filter(presses=press_id).first()
