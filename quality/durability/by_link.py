"""What a customer presses by a link of their own: how it was, and that something is not right.

Imported when Django is set up and the environment names a private database.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.actions.pressing import answer_as_pressed, work_out
from makegood.domain.feedback.actions.surveys import begin, publish
from makegood.domain.feedback.models import Invitation, Press, Response, Survey, SurveyAnswer
from makegood.domain.feedback.rules.ready import after_delivery
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case, Hearing
from makegood.foundation.jobs.actions import OPEN
from makegood.foundation.jobs.models import Job
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import make
from makegood.foundation.links.models import Link
from makegood.foundation.links.rules import pass_of
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import current_business, enter

ACTS = ("answer", "concern")
Form = Mapping[str, str]


def press(act: str, text: str, *, by: Actor) -> tuple[str, Form, Client]:
    """Where the customer of this promise presses, what, and in a browser that has the pass."""
    customer = Promise.objects.select_related("customer").get(text=text).customer
    assert customer is not None
    if act == "answer":
        link = _asked(customer, by)
        said = {"page": "0", "overall": "2", "better": text, "enough": "1"}
        return reverse("asked_answers", kwargs={"link": link.pk}), said, _browser(link)
    link = _page(customer, by)
    return reverse("concerns", kwargs={"link": link.pk}), {"words": text}, _browser(link)


def work_out_presses(business: Business) -> None:
    """Make answers of what waits, as the job does that stands for each."""
    with enter(business):
        for one in Invitation.objects.exclude(presses=None).distinct():
            answer_as_pressed(invitation=one)


def done(business: Business) -> set[tuple[str, str]]:
    """What the database says customers said."""
    with enter(business):
        answered = SurveyAnswer.objects.filter(
            question="better", response__finished_at__isnull=False, response__overall=2
        )
        pressed = Press.objects.filter(said__overall=["2"], enough=True)
        raised = Hearing.objects.filter(how="page")
        return (
            {("answer", text) for text in answered.values_list("text", flat=True)}
            | {("answer", one.said["better"][0]) for one in pressed}
            | {("concern", text) for text in raised.values_list("said", flat=True)}
        )


def twice(business: Business, text: str) -> set[str]:
    """What counts more than once, whoever pressed again."""
    work_out_presses(business)
    with enter(business):
        answers = SurveyAnswer.objects.filter(question="better", text=text).count()
        heard = Hearing.objects.filter(said=text).count()
        found = {"answered": answers, "raised": heard}
    return {f"{text} {what} {n} times" for what, n in found.items() if n > 1}


def torn(business: Business) -> set[str]:
    """Answers and cases that are there by half."""
    with enter(business):
        journal = {
            name: set(Entry.objects.filter(event=name).values_list("subject_id", flat=True))
            for name in ("survey.scored", "survey.answered", "case.opened", "case.heard")
        }
        scored = Response.objects.exclude(overall=None).exclude(pk__in=journal["survey.scored"])
        ended = Response.objects.exclude(finished_at=None)
        ended = ended.exclude(pk__in=journal["survey.answered"])
        bare = Case.objects.annotate(n=Count("steps")).filter(n=0)
        silent = Case.objects.exclude(pk__in=journal["case.opened"])
        forgotten = Press.objects.exclude(pk__in=_worked_out_soon(business))
        unheard = Hearing.objects.exclude(case__in=journal["case.heard"])
        return (
            {f"response {one.pk} without its score in the journal" for one in scored}
            | {f"response {one.pk} ended without its entry" for one in ended}
            | {f"case {one.pk} without a step" for one in bare}
            | {f"case {one.pk} without its entry" for one in silent}
            | {f"hearing {one.pk} without its entry" for one in unheard}
            | {f"press {one.pk} that no job works out" for one in forgotten}
        )


def _worked_out_soon(business: Business) -> set[int]:
    """The presses that a job stands for."""
    jobs = Job.objects.filter(path=work_out.module_path, business_id=business.pk, state__in=OPEN)
    return {one.arguments["kwargs"]["press_id"] for one in jobs}


def _asked(customer: Customer, by: Actor) -> Link:
    """The link to what they are asked; the same for whoever presses again."""
    asked = Invitation.objects.filter(customer=customer).select_related("link").first()
    if asked is None:
        asked = invite(survey=_survey(by), customer=customer, by=by, at=timezone.now())
    assert asked.link is not None
    return asked.link


def _survey(by: Actor) -> Survey:
    known = Survey.objects.first()
    if known is not None:
        return known
    owner, now = Member.objects.filter(business=current_business()).first(), timezone.now()
    assert owner is not None
    survey = begin(name="How was it?", questionnaire=after_delivery(["en"]), by=by, at=now)
    publish(survey=survey, member=owner, by=by, at=now)
    return survey


def _page(customer: Customer, by: Actor) -> Link:
    now = timezone.now()
    known = links.newest(Link.Purpose.PAGE, customer.pk, now=now)
    return known or make(purpose=Link.Purpose.PAGE, opens=customer.pk, by=by, at=now)


def _browser(link: Link) -> Client:
    client = Client()
    said = pass_of(link.pk, link.nonce, key=settings.LINKS_KEY)
    client.cookies[f"{settings.LINK_COOKIE}{link.pk}"] = said
    return client
