"""How it stands between us and some customers, counted and listed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from makegood.domain.promises.models import OPEN, Promise
from makegood.domain.promises.queries.rates import rates
from makegood.domain.promises.queries.rows import BY_DUE, with_customer
from makegood.domain.promises.queries.stories import with_stories
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.rates import Rate

MOST = 30


@dataclass(frozen=True)
class Owed:
    """How many promises of ours to somebody are open, and how many of these are late."""

    open: int = 0
    late: int = 0

    def __add__(self, other: Owed) -> Owed:
        return Owed(self.open + other.open, self.late + other.late)


@dataclass(frozen=True)
class Standing:
    """How it stands with one person: what we owe, the due we missed first, how we kept our word.

    `theirs` is how many promises of theirs are open.
    """

    owed: Owed
    missed: Due | None
    theirs: int
    kept: Rate


def owed(heads: Mapping[int, int], *, now: datetime) -> dict[int, Owed]:
    """What we owe each person. `heads`: the head of every customer asked about. One question."""
    ours = Promise.objects.filter(OPEN, by=Promise.By.BUSINESS, customer__in=list(heads))
    late = Count("id", filter=Q(late_after__lt=now))
    counted = ours.values("customer").annotate(n=Count("id"), late=late)
    found: dict[int, Owed] = {}
    for key, n, n_late in counted.order_by().values_list("customer", "n", "late"):
        head = heads[key]
        found[head] = found.get(head, Owed()) + Owed(n, n_late)
    return found


def open_with(ids: Collection[int]) -> tuple[list[Promise], bool]:
    """What is open between us and one person with its stories, by its due; and whether more is."""
    found = with_customer().filter(OPEN, customer__in=ids).order_by(*BY_DUE)
    rows = list(found[: MOST + 1])
    return with_stories(rows[:MOST]), len(rows) > MOST


def standing_with(ids: Collection[int], *, now: datetime) -> Standing:
    """How it stands with one person, by their head and its aliases: in three questions."""
    still = Promise.objects.filter(OPEN, customer__in=ids)
    late = Q(by=Promise.By.BUSINESS, late_after__lt=now)
    counted = still.aggregate(
        open=Count("id", filter=Q(by=Promise.By.BUSINESS)),
        late=Count("id", filter=late),
        theirs=Count("id", filter=Q(by=Promise.By.CUSTOMER)),
    )
    missed = still.filter(late).order_by("late_after", "id").first() if counted["late"] else None
    kinds = [kind.kept for kind in rates(now=now, customers=ids)]
    return Standing(
        owed=Owed(counted["open"], counted["late"]),
        missed=missed.due if missed is not None else None,
        theirs=counted["theirs"],
        kept=Rate(kept=sum(one.kept for one in kinds), of=sum(one.of for one in kinds)),
    )
