"""How it stands between us and some customers, counted and listed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from makegood.domain.promises.models import OPEN, Promise
from makegood.domain.promises.queries.rates import kept_rate
from makegood.domain.promises.queries.rows import several
from makegood.domain.promises.rules.due import Due, has_passed
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


@dataclass(frozen=True)
class BetweenUs:
    """How it stands, what is open, whether more is; by id all that was fetched with stories."""

    standing: Standing
    open: list[Promise]
    more: bool
    rows: dict[int, Promise]


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


def between_us(ids: Collection[int], *, now: datetime, about: Collection[int] = ()) -> BetweenUs:
    """How it stands with one person, by their head and its aliases, and what is open, by its due.

    `about`: promises whose stories are wanted beside. All are fetched together.
    """
    still = _still_open(ids)
    ours = [due for due in still if due.ours]
    late = [due for due in ours if has_passed(due.late_after, now)]
    shown = [due.key for due in still[:MOST]]
    rows = several({*shown, *about, *(due.key for due in late[:1])})
    standing = Standing(
        owed=Owed(len(ours), len(late)),
        missed=rows[late[0].key].due if late else None,
        theirs=len(still) - len(ours),
        kept=kept_rate(now=now, customers=ids),
    )
    open_ones = [rows[key] for key in shown]
    return BetweenUs(standing, open_ones, more=len(still) > MOST, rows=rows)


class Open(NamedTuple):
    """An open promise: ours or theirs, and when it is late."""

    late_after: datetime | None
    key: int
    by: str

    @property
    def ours(self) -> bool:
        return self.by == Promise.By.BUSINESS


def _still_open(ids: Collection[int]) -> list[Open]:
    """By due, the dateless last. Sorted here: SQLite would read all that is open for the order."""
    found = Promise.objects.filter(OPEN, customer__in=ids).order_by()
    rows = [Open(*each) for each in found.values_list("late_after", "pk", "by")]
    return sorted(rows, key=lambda due: (due.late_after is None, due[:2]))
