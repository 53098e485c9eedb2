"""How our word is kept, counted from the ledger, per kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from makegood.domain.promises.models import OPEN, Promise, Telling
from makegood.domain.promises.rules.rates import Rate

# rules.rates.counts, said to the database; a property test holds the two together.
HELD_ON = Q(we_replaced=False)
KEPT = HELD_ON & Q(kept_at__lte=F("late_after_first"))
LATE = HELD_ON & Q(kept_at__gt=F("late_after_first"))
STILL_OPEN = HELD_ON & OPEN
GIVEN_UP = ~HELD_ON | Q(withdrawn_asked_by=Promise.AskedBy.US)
BY_OTHERS = HELD_ON & Q(withdrawn_at__isnull=False) & ~Q(withdrawn_asked_by=Promise.AskedBy.US)
TOO_LATE = Q(end_recorded=True, withdrawn_at__gt=F("late_after_first"))
WITHDRAWN_LATE = BY_OTHERS & TOO_LATE
WITHDRAWN_IN_TIME = BY_OTHERS & ~TOO_LATE


@dataclass(frozen=True)
class KindRates:
    """Of one kind: kept by the first due; of the rest, told before it passed; and what is left out.

    `late` were kept after their first due, `overdue` are open past it, `given_up` we withdrew or
    replaced, `withdrawn_late` were withdrawn by others once it had passed.
    """

    kind: str
    kept: Rate
    told: Rate
    late: int
    overdue: int
    given_up: int
    withdrawn_late: int
    withdrawn_left_out: int
    telling_not_recorded: int
    not_due: int


def rates(*, now: datetime, since: datetime | None = None) -> list[KindRates]:
    """Rates of promises to customers whose first due lies since `since`, per kind with any.

    One that another replaced counts in its successor, and nowhere else.
    """
    heard = Telling.objects.filter(promise=OuterRef("pk"), taken_back_at=None)
    found = Promise.objects.filter(
        by=Promise.By.BUSINESS,
        to=Promise.To.CUSTOMER,
        successor=None,
        late_after_first__isnull=False,
    )
    if since is not None:
        found = found.filter(late_after_first__gte=since)
    missed = LATE | STILL_OPEN & Q(late_after_first__lt=now) | GIVEN_UP | WITHDRAWN_LATE
    counted = (
        found.annotate(
            before=Exists(heard.filter(told_at__lte=OuterRef("late_after_first"))),
            heard=Exists(heard),
        )
        .values("kind")
        .annotate(
            n_kept=Count("id", filter=KEPT),
            n_late=Count("id", filter=LATE),
            n_overdue=Count("id", filter=STILL_OPEN & Q(late_after_first__lt=now)),
            n_given_up=Count("id", filter=GIVEN_UP),
            n_withdrawn_late=Count("id", filter=WITHDRAWN_LATE),
            n_withdrawn=Count("id", filter=WITHDRAWN_IN_TIME),
            n_before=Count("id", filter=missed & Q(before=True)),
            n_known=Count("id", filter=missed & (Q(tellings_recorded=True) | Q(heard=True))),
            n_unknown=Count("id", filter=missed & Q(tellings_recorded=False, heard=False)),
            n_not_due=Count("id", filter=STILL_OPEN & Q(late_after_first__gte=now)),
        )
        .order_by("kind")
    )
    return [_of(dict(row)) for row in counted]


def _of(row: Mapping[str, Any]) -> KindRates:
    n = {name: int(value) for name, value in row.items() if name != "kind"}
    missed = n["n_late"] + n["n_overdue"] + n["n_given_up"] + n["n_withdrawn_late"]
    return KindRates(
        kind=str(row["kind"]),
        kept=Rate(kept=n["n_kept"], of=n["n_kept"] + missed),
        told=Rate(kept=n["n_before"], of=n["n_known"]),
        late=n["n_late"],
        overdue=n["n_overdue"],
        given_up=n["n_given_up"],
        withdrawn_late=n["n_withdrawn_late"],
        withdrawn_left_out=n["n_withdrawn"],
        telling_not_recorded=n["n_unknown"],
        not_due=n["n_not_due"],
    )
