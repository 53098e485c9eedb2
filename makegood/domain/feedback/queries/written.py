"""What people wrote and showed, response by response."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from makegood.domain.customers.queries.aliases import know_heads
from makegood.domain.feedback.models import Attachment, Reason, Response, Survey, SurveyAnswer
from makegood.domain.feedback.queries.attachments import of_responses
from makegood.domain.feedback.rules.reasons import What
from makegood.domain.promises.models import Promise

PER_PAGE = 20
FEW = 500


@dataclass(frozen=True)
class Written:
    """One response with what was written in it, by question, the reasons named so far, and the
    files that it shows.
    """

    response: Response
    answers: list[SurveyAnswer]
    reasons: list[Reason]
    promises: list[int]
    files: list[Attachment]


def written(
    survey: Survey, *, since: datetime, until: datetime, narrowed: Q, what: What | None, page: int
) -> tuple[list[Written], bool]:
    """A page (from 1) of those who wrote or showed something, the newest first, and whether there
    are more.

    `narrowed` speaks of responses. `what`: only where a reason says so, suggested or confirmed.
    A few questions, for however many.
    """
    rows = Response.objects.filter(survey=survey, started_at__gte=since, started_at__lt=until)
    words = SurveyAnswer.objects.filter(response=OuterRef("pk")).exclude(text="")
    files = Attachment.objects.filter(response=OuterRef("pk"))
    rows = rows.filter(narrowed, Exists(words) | Exists(files))
    if what is not None:
        rows = rows.filter(_about(what))
    first = (page - 1) * PER_PAGE
    found = list(_with_words(rows).order_by("-started_at", "-id")[first : first + PER_PAGE + 1])
    return _gathered(found[:PER_PAGE]), len(found) > PER_PAGE


def _about(what: What) -> Q | Exists:
    """Whose words are about it. Where that is seldom they are named: to ask each response would be
    to read them all for the sake of a few.
    """
    said = Reason.objects.filter(what=what, taken_off_at=None).order_by()
    some = list(said.values_list("response", flat=True)[: FEW + 1])
    return Q(pk__in=some) if len(some) <= FEW else Exists(said.filter(response=OuterRef("pk")))


def again(response: Response) -> Written:
    """One of them as it is now."""
    (one,) = _gathered(list(_with_words(Response.objects.filter(pk=response.pk))))
    return one


def _gathered(shown: list[Response]) -> list[Written]:
    know_heads([one.customer for one in shown])
    files = of_responses([one.pk for one in shown])
    promised = _promised([one.engagement_id for one in shown if one.engagement_id])
    return [
        Written(
            response=one,
            answers=sorted(vars(one)["words"], key=attrgetter("pk")),
            reasons=sorted(vars(one)["named"], key=attrgetter("pk")),
            promises=promised.get(one.engagement_id or 0, []),
            files=files.get(one.pk, []),
        )
        for one in shown
    ]


def get(response_id: int) -> Response:
    """A response of our business; Response.DoesNotExist if it is none of ours."""
    found: Response = Response.objects.select_related("customer", "survey").get(pk=response_id)
    return found


def _with_words(rows: QuerySet[Response]) -> QuerySet[Response]:
    # In no order: for the sake of one SQLite would go through all of them in it.
    words = SurveyAnswer.objects.exclude(text="").order_by()
    named = Reason.objects.filter(taken_off_at=None).order_by()
    named = named.select_related("confirmed_by__user")
    return rows.select_related("customer", "engagement", "version").prefetch_related(
        Prefetch("answers", words, to_attr="words"), Prefetch("reasons", named, to_attr="named")
    )


def _promised(works: list[int]) -> dict[int, list[int]]:
    """Of each piece of work its last delivery to the customer; a milestone where it has none."""
    kinds = (Promise.Kind.DELIVERY, Promise.Kind.MILESTONE)
    rows = Promise.objects.filter(
        engagement__in=works, kind__in=kinds, by=Promise.By.BUSINESS, to=Promise.To.CUSTOMER
    )
    found: dict[int, list[int]] = {}
    deliveries: set[int] = set()
    listed = rows.filter(successor=None).order_by("pk").values_list("engagement", "pk", "kind")
    for work, promise, kind in listed:
        is_delivery = kind == Promise.Kind.DELIVERY
        if is_delivery:
            deliveries.add(work)
        if is_delivery or work not in deliveries:
            found[work] = [promise]
    return found
