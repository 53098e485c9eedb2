"""How our word is kept, counted from the ledger, per kind and per month."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Substr

from makegood.domain.promises.models import OPEN, Promise, Telling
from makegood.domain.promises.rules.due import start_of_day
from makegood.domain.promises.rules.rates import Rate
from makegood.kit.weeks import next_month

# rules.rates.counts, said to the database; a property test holds the two together.
SAID = Q(late_after_first__isnull=False)
HELD_ON = Q(we_replaced=False)
KEPT = HELD_ON & Q(kept_at__lte=F("late_after_first"))
LATE = HELD_ON & Q(kept_at__gt=F("late_after_first"))
STILL_OPEN = HELD_ON & OPEN
GIVEN_UP = ~HELD_ON | Q(withdrawn_asked_by=Promise.AskedBy.US)
BY_OTHERS = HELD_ON & Q(withdrawn_at__isnull=False) & ~Q(withdrawn_asked_by=Promise.AskedBy.US)
TOO_LATE = Q(end_recorded=True, withdrawn_at__gt=F("late_after_first"))
WITHDRAWN_LATE = BY_OTHERS & TOO_LATE
WITHDRAWN_IN_TIME = BY_OTHERS & ~TOO_LATE


@dataclass(frozen=True, kw_only=True)
class KeptRate:
    """Kept by the first due, why the rest was not, and what is left out.

    `late` were kept after their first due, `overdue` are open past it, `given_up` we withdrew or
    replaced, `withdrawn_late` were withdrawn by others once it had passed.
    """

    kept: Rate
    late: int
    overdue: int
    given_up: int
    withdrawn_late: int
    withdrawn_left_out: int
    not_due: int


@dataclass(frozen=True, kw_only=True)
class KindRates(KeptRate):
    """Of one kind: kept by the first due; and of the rest, told before it passed."""

    kind: str
    told: Rate
    telling_not_recorded: int


def rates(*, now: datetime, since: datetime | None = None) -> list[KindRates]:
    """Rates of promises to customers whose first due lies since `since`, per kind with any.

    One that another replaced counts in its successor, and nowhere else.
    """
    heard = Telling.objects.filter(promise=OuterRef("pk"), taken_back_at=None)
    found = rated()
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
            **_counts(now),
            n_before=Count("id", filter=missed & Q(before=True)),
            n_known=Count("id", filter=missed & (Q(tellings_recorded=True) | Q(heard=True))),
            n_unknown=Count("id", filter=missed & Q(tellings_recorded=False, heard=False)),
        )
        .order_by("kind")
    )
    return [
        KindRates(
            kind=str(row["kind"]),
            told=Rate(kept=row["n_before"], of=row["n_known"]),
            telling_not_recorded=row["n_unknown"],
            **vars(_kept_of(row)),
        )
        for row in counted
    ]


def kept_rate(
    *, now: datetime, customers: Collection[int] | None = None, since: datetime | None = None
) -> Rate:
    """How our word to these customers (None: to all) was kept, of every kind.

    With `since`: what had fallen due since then.
    """
    due = SAID
    if since is not None:
        due = Q(late_after_first__gte=since, late_after_first__lt=now)
    if customers is None:
        return _kept_of(_ours().filter(due).aggregate(**_counts(now))).kept
    # When it was due is asked of each of theirs, and narrows nothing: SQLite would look them up by
    # it, among all that we promised to anybody.
    theirs = _ours().filter(customer__in=customers)
    return _kept_of(theirs.aggregate(**_counts(now, of=due))).kept


def rates_by_month(
    *, kind: str, zone: ZoneInfo, now: datetime, since: datetime, until: datetime
) -> dict[date, KeptRate]:
    """Of one kind, by the first of the month of its first due; months without any are not there.

    `since` and `until` bound the first due. An hour that was promised lies in the month that the
    calendar of `zone` shows; a day, in the month that was said.
    """
    found = rated().filter(kind=kind, late_after_first__gte=since, late_after_first__lte=until)
    month = Coalesce(_said_month(), _month_of_hour(zone, since, until))
    months = found.annotate(month=month).values("month").annotate(**_counts(now))
    return {
        date.fromisoformat(f"{row['month']}-01"): _kept_of(row) for row in months.order_by("month")
    }


def _said_month() -> Substr:
    """Out of the day as text: SQLite would ask Python for the month of each."""
    return Substr(Cast("due_first_to", CharField()), 1, 7)


def _month_of_hour(zone: ZoneInfo, since: datetime, until: datetime) -> Case:
    """Before which month's first instant it lies, for the same reason."""
    first, last = since.astimezone(zone).date().replace(day=1), until.astimezone(zone).date()
    steps = []
    while first <= last:
        after = next_month(first)
        said = Value(f"{first:%Y-%m}")
        steps.append(When(due_first_at__lt=start_of_day(after, zone), then=said))
        first = after
    return Case(*steps, output_field=CharField())


def rated() -> QuerySet[Promise]:
    """Ours to customers whose first due was said. One that was replaced counts in its successor."""
    return _ours().filter(SAID)


def _ours() -> QuerySet[Promise]:
    by, to = Promise.By.BUSINESS, Promise.To.CUSTOMER
    return Promise.objects.filter(by=by, to=to, successor=None)


def _counts(now: datetime, of: Q | None = None) -> dict[str, Count]:
    counted = {
        "n_kept": KEPT,
        "n_late": LATE,
        "n_overdue": STILL_OPEN & Q(late_after_first__lt=now),
        "n_given_up": GIVEN_UP,
        "n_withdrawn_late": WITHDRAWN_LATE,
        "n_withdrawn": WITHDRAWN_IN_TIME,
        "n_not_due": STILL_OPEN & Q(late_after_first__gte=now),
    }
    return {name: Count("id", filter=fate & (of or Q())) for name, fate in counted.items()}


def _kept_of(n: Mapping[str, Any]) -> KeptRate:
    missed = n["n_late"] + n["n_overdue"] + n["n_given_up"] + n["n_withdrawn_late"]
    return KeptRate(
        kept=Rate(kept=n["n_kept"], of=n["n_kept"] + missed),
        late=n["n_late"],
        overdue=n["n_overdue"],
        given_up=n["n_given_up"],
        withdrawn_late=n["n_withdrawn_late"],
        withdrawn_left_out=n["n_withdrawn"],
        not_due=n["n_not_due"],
    )
