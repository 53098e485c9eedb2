"""What is found by words: customers, pieces of work, promises, and what went wrong.

What the index says is never shown: it names candidates, and the rows come through the managers of
their own models, which know what is hidden. Each step ends at some hundreds of them, so a search
among a million words asks as often, and nearly as long, as one among ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import heads_among, know_heads, together_with
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Case
from makegood.domain.search.models import SOURCES, Kind, Word
from makegood.domain.search.rules.asking import Asked, asked
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import current_business_id

SHOWN = 8
# So many rows are looked at that hold all the words; and so few customers may one word name for
# what is theirs to be found by it too.
MOST = 300
FEW = 50
LAST_SIGN = "\U0010ffff"
THEIRS = {Kind.CUSTOMER: "customer", Kind.ENGAGEMENT: "engagement"}
MODELS = {source.kind: source.model for source in SOURCES}


@dataclass(frozen=True)
class Found:
    """Rows of one kind, the newest first, and whether there are more."""

    rows: list[Any] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True)
class Result:
    """What was asked for, and what was found of each kind."""

    asked: Asked
    customers: Found = Found()
    engagements: Found = Found()
    promises: Found = Found()
    cases: Found = Found()

    @property
    def groups(self) -> tuple[Found, ...]:
        return (self.customers, self.engagements, self.promises, self.cases)

    def __bool__(self) -> bool:
        return any(found.rows for found in self.groups)


def search(text: str) -> Result:
    """What is found by all of these words, in any order, each the beginning of one.

    An alias is shown as its head; what stands under either is found by the names of both.
    """
    what = asked(text)
    if not what:
        return Result(what)
    looked = Look(what)
    works, promises = (kind.objects.select_related("customer") for kind in (Engagement, Promise))
    cases = Case.objects.select_related("customer", "engagement")
    found = Result(
        what,
        customers=looked.find(Kind.CUSTOMER, Customer.objects.all()),
        engagements=looked.find(Kind.ENGAGEMENT, works, under=[Kind.CUSTOMER]),
        promises=looked.find(Kind.PROMISE, promises, under=list(THEIRS)),
        cases=looked.find(Kind.CASE, cases, under=list(THEIRS)),
    )
    know_heads(row.customer for group in found.groups[1:] for row in group.rows)
    return found


class Look:
    """One search: how many rows each word names, and whose rows are found by their names."""

    def __init__(self, what: Asked) -> None:
        self._words = what.words
        self._often = _often(what.words)
        self._owners = {kind: self._few(kind) for kind in THEIRS}
        self._owners[Kind.CUSTOMER] = _whole_sets(self._owners[Kind.CUSTOMER])
        self._numbered = _keys(Kind.CUSTOMER, what.numbers) if what.numbers else []

    def find(self, kind: Kind, rows: QuerySet[Any], *, under: Iterable[Kind] = ()) -> Found:
        """The newest rows of a kind in which all the words are found.

        A promise is found by its own words together with the names of its customer and its work:
        “bakery logo” are two words of two rows.
        """
        owners = [owner for owner in under if self._owners[owner]]
        keys = {*self._own(kind), *self._theirs(kind, rows, owners)}
        if kind is Kind.CUSTOMER:
            keys |= set(self._numbered)
        if not keys:
            return Found()
        named = heads_among(keys) if kind is Kind.CUSTOMER else Q(pk__in=keys)
        shown = list(rows.filter(named).order_by("-pk")[: SHOWN + 1])
        return Found(shown[:SHOWN], len(shown) > SHOWN)

    def _own(self, kind: Kind) -> list[int]:
        """Rows that hold all the words, looked for from the word that names the fewest."""
        rarest = min(self._words, key=lambda word: self._often[kind, word])
        if not self._often[kind, rarest]:
            return []
        others = [
            Exists(_entries(kind, word).filter(row_key=OuterRef("row_key")))
            for word in self._words
            if word != rarest
        ]
        found = _shown_entries(kind, rarest).filter(*others)
        return list(found.values_list("row_key", flat=True)[:MOST])

    def _theirs(self, kind: Kind, rows: QuerySet[Any], owners: list[Kind]) -> list[int]:
        """Rows of the few customers, and of the few pieces of work, that a word names.

        Unsorted: SQLite would read all rows backwards for the newest of them.
        """
        if not owners:
            return []
        holds = [self._has(kind, word, owners) for word in self._words]
        first, *others = (
            rows.filter(*holds, **{f"{THEIRS[one]}__in": self._named(one)})
            .order_by()
            .values_list("pk", flat=True)
            for one in owners
        )
        # One question of several parts: asked with OR, SQLite would read all of the business.
        return list(first.union(*others, all=True)[: MOST * len(owners)])

    def _named(self, owner: Kind) -> set[int]:
        """The few rows of this kind that any of the words names."""
        return {key for keys in self._owners[owner].values() for key in keys}

    def _has(self, kind: Kind, word: str, owners: Iterable[Kind]) -> Q:
        """A row holds this word, or what it stands under does."""
        own = Q(Exists(_entries(kind, word).filter(row_key=OuterRef("pk"))))
        theirs = (Q(**{f"{THEIRS[one]}__in": self._owners[one][word]}) for one in owners)
        return reduce(or_, theirs, own)

    def _few(self, kind: Kind) -> dict[str, list[int]]:
        """By word, the rows of a kind that it names, where these are few; empty where none is."""
        few = [word for word in self._words if 0 < self._often[kind, word] <= FEW]
        if not few:
            return {}
        named = reduce(or_, (_begins(word) for word in few))
        said = Word.objects.filter(named, _is_shown(kind), kind=kind)
        found = list(said.values_list("word", "row_key"))
        return {
            word: [key for said, key in found if said.startswith(word)] if word in few else []
            for word in self._words
        }


class Counted(Subquery):
    """How many rows a question has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = BigIntegerField()


def _often(words: Iterable[str]) -> dict[tuple[Kind, str], int]:
    """For each kind and word, how many rows it names, as far as we look: in one question."""
    each = [(kind, word) for kind in Kind for word in words]
    counts = [Counted(_shown_entries(kind, word).values("pk")[:MOST]) for kind, word in each]
    here = Business.objects.filter(pk=current_business_id())
    return dict(zip(each, here.values_list(*counts).get(), strict=True))


def _keys(kind: Kind, words: Iterable[str]) -> list[int]:
    """Rows of a kind that any of these words names."""
    any_of = reduce(or_, map(_begins, words))
    found = Word.objects.filter(any_of, _is_shown(kind), kind=kind)
    return list(found.values_list("row_key", flat=True)[:MOST])


def _whole_sets(named: dict[str, list[int]]) -> dict[str, list[int]]:
    """By word, the customers that it names, and all that are one person with them."""
    sets = together_with({key for keys in named.values() for key in keys})
    return {
        word: sorted({one for key in keys for one in sets.get(key, ())})
        for word, keys in named.items()
    }


def _entries(kind: Kind, word: str) -> QuerySet[Word]:
    return Word.objects.filter(_begins(word), kind=kind)


def _shown_entries(kind: Kind, word: str) -> QuerySet[Word]:
    """Of rows that are shown: the hidden ones of an import would fill up what is looked at."""
    return _entries(kind, word).filter(_is_shown(kind))


def _is_shown(kind: Kind) -> Exists:
    return Exists(MODELS[kind].objects.filter(pk=OuterRef("row_key")))


def _begins(word: str) -> Q:
    """As a stretch of the index: what LIKE would ask, row-level security asks of each row."""
    return Q(word__gte=word, word__lt=word + LAST_SIGN)
