"""What happened between us and some customers, or all of them, since a time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from makegood.domain.insights.rules.balance import Balance, Moments
from makegood.domain.playbook.queries import good_for_bad
from makegood.domain.promises.queries.rates import kept_rate
from makegood.domain.recovery.models import Case
from makegood.foundation.journal.importable import AboutShown
from makegood.foundation.journal.models import Feeling


def balance(*, since: datetime, now: datetime, customers: Collection[int] | None = None) -> Balance:
    """Of these customers; None is all of them, and how much was kept. Four questions at most."""
    whose = {} if customers is None else {"customer__in": customers}
    wrong = Case.objects.filter(opened_at__gte=since, **whose).exclude(closing=Case.Closing.KEPT)
    cases: dict[str, int] = wrong.aggregate(
        n=Count("id"), right=Count("id", filter=Q(closing=Case.Closing.VERIFIED))
    )
    felt = _felt(since, customers)
    return Balance(
        confirmed=_moments(felt, Feeling.Standing.CONFIRMED),
        suggested=_moments(felt, Feeling.Standing.SUGGESTED),
        kept=kept_rate(now=now, since=since) if customers is None else None,
        cases=cases["n"],
        put_right=cases["right"],
        weight=good_for_bad(),
    )


def _felt(since: datetime, customers: Collection[int] | None) -> dict[Any, int]:
    """How often each feeling stands, by who says it. What is said was lived through before."""
    found = Feeling.objects.filter(
        AboutShown("entry__"),
        taken_back_at=None,
        said_at__gte=since,
        entry__happened_at__gte=since,
    )
    if customers is not None:
        found = found.filter(entry__customer_id__in=customers)
    counted = found.order_by().values_list("standing", "feels").annotate(n=Count("id"))
    return {(standing, feels): n for standing, feels, n in counted}


def _moments(felt: dict[Any, int], standing: Feeling.Standing) -> Moments:
    return Moments(
        good=felt.get((standing, Feeling.Feels.GOOD), 0),
        bad=felt.get((standing, Feeling.Feels.BAD), 0),
        neither=felt.get((standing, Feeling.Feels.NEUTRAL), 0),
    )
