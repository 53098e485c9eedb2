"""The program's own figures of a business: its cases, its journal, and scores by lateness."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Count

from makegood.domain.insights.queries.rated import ratings_by_lateness
from makegood.domain.insights.rules.lateness import Band, lateness
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.models import Delivery, Entry
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

WORDS = {
    Band.WEEK_EARLY: "7+ days early",
    Band.EARLY: "1–6 days early",
    Band.ON_THE_DAY: "On the day",
    Band.LATE_THAT_DAY: "Late on the day",
    Band.LATE_3: "1–3 days late",
    Band.LATE_7: "4–7 days late",
    Band.LATE_14: "8–14 days late",
    Band.LATER: "15+ days late",
}


def counted(business: Business) -> dict[str, Any]:
    """What happened there: deliveries missed, letters sent, and what is left to follow."""
    with enter(business):
        deliveries = Promise.objects.filter(kind=Promise.Kind.DELIVERY).values("pk")
        missed = Entry.objects.filter(event="promise.missed", subject_id__in=deliveries)
        return {
            "deliveries": deliveries.count(),
            "missed": missed.count(),
            "missed, each once": missed.values("subject_id").distinct().count(),
            "letters sent": Letter.objects.filter(sent_at__isnull=False).count(),
            "reactions left": Delivery.objects.filter(done_at=None).count(),
            "scores": scores(business),
        }


def cases(business: Business) -> dict[str, Any]:
    """How many there are, for how many orders, what opened them, and what belongs to them."""
    with enter(business):
        every = _manager("Case").all()
        of_orders = every.values("engagement").annotate(n=Count("pk"))
        return {
            "cases": every.count(),
            "most of one order": max((one["n"] for one in of_orders), default=0),
            "cases of no order": every.filter(engagement=None).count(),
            "opened": dict(Counter(every.values_list("opened_as", flat=True))),
            "grounds": _manager("Ground").count(),
        }


def scores(business: Business) -> dict[str, dict[int, int]]:
    """How often each score was given, by how many days after the promised day it came."""
    zone = ZoneInfo(business.zone)
    with enter(business):
        said = lateness(ratings_by_lateness(zone=zone), out_of=5)
    return {WORDS[band]: dict(found.given) for band, found in said.bands.items()}


def _manager(name: str) -> Any:
    return apps.get_model("recovery", name)._default_manager
