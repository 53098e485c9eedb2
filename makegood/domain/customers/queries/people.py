"""The people we serve, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from makegood.domain.customers.models import Customer, Tag
from makegood.domain.customers.rules import name_key
from makegood.foundation.journal.importable import Shown
from makegood.foundation.journal.models import Entry

PAGE = 50
MOST_TAGS = 30


def people(
    *, search: str = "", stage: str = "", tag: str = "", newest: bool = False, page: int = 1
) -> tuple[list[Customer], bool]:
    """A page (from 1) of our customers with their tags, and whether there is a next one.

    Each person once, under their head's name; an alias's name and tags find them too. By name, or
    those written down last first. `stage` and `tag` narrow it; "" does not.
    """
    found = Customer.objects.filter(merged_into=None)
    if stage:
        found = found.filter(stage=stage)
    if tag:
        tagged = _shown_tags().filter(key=tag)
        either = Q(pk__in=tagged.values("customer"))
        found = found.filter(either | Q(pk__in=tagged.values("customer__merged_into")))
    if search:
        found = found.filter(_called(search))
    order = ("-pk",) if newest else ("name_key", "pk")
    tags = Prefetch("tags", Tag.objects.order_by("key"))
    start = (page - 1) * PAGE
    rows = list(found.order_by(*order).prefetch_related(tags)[start : start + PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def _called(search: str) -> Q:
    """Whose name, or an alias's, or whose organisation holds these words."""
    key = name_key(search)
    names = Customer.objects.filter(name_key__contains=key, merged_into__isnull=False)
    organisation = Q(organisation__icontains=search.strip())
    return Q(name_key__contains=key) | organisation | Q(pk__in=names.values("merged_into"))


def tags_in_use() -> list[tuple[str, str]]:
    """The tags that most customers bear, as key and name, by name."""
    counted = _shown_tags().values("key").annotate(n=Count("id"), written=Min("name"))
    common = counted.order_by("-n", "key").values_list("key", "written")[:MOST_TAGS]
    return sorted(common)


def _shown_tags() -> QuerySet[Tag]:
    """None of whom an import holds that is under way, or was undone."""
    return Tag.objects.filter(Shown("customer__import_batch"))


def sets_of(heads: Iterable[Customer]) -> dict[int, int]:
    """The head of each customer who is one of these or an alias of one: id → head's id."""
    keys = [one.pk for one in heads]
    merged = Customer.objects.filter(merged_into__in=keys) if keys else ()
    return {key: key for key in keys} | {one.pk: one.head_id for one in merged}


def last_touched(ids: Iterable[int]) -> dict[int, datetime]:
    """When something last happened that each of these customers lived through."""
    lived = Entry.objects.filter(customer_id__in=list(ids)).exclude(phase="")
    last = lived.values("customer_id").annotate(last=Max("happened_at")).order_by()
    return {key: at for key, at in last.values_list("customer_id", "last") if key is not None}
