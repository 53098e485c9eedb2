"""Two customers who were one are two again: what one was asked, the other may hold a link to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import last_merge
from makegood.domain.feedback.models import Invitation
from makegood.foundation.journal.models import Entry
from makegood.foundation.links.models import Link


def in_wrong_hands(unmerged: Entry) -> list[Invitation]:
    """What was asked of one of the two, by a link that the other may hold from when they were one.

    What those who left were asked, because letters to them went to the other's mailbox. What the
    others were asked only where those who left had a page of their own, which led there as well.
    """
    merged = last_merge(unmerged.subject_id, before=unmerged.pk)
    assert merged is not None  # How else would they have been one?
    left = {unmerged.subject_id, *unmerged.facts["carried"]}
    stayed = Customer.objects.filter(
        Q(pk=unmerged.facts["out_of"]) | Q(merged_into=unmerged.facts["out_of"])
    )
    span = (merged.happened_at, unmerged.happened_at)
    found = list(_opened_in(span, left))
    if _had_a_page(left, span):
        found += _opened_in(span, set(stayed.values_list("pk", flat=True)) - left)
    return found


def _opened_in(span: tuple[datetime, datetime], whose: Collection[int]) -> QuerySet[Invitation]:
    """Whatever opened meanwhile, but for what was begun before: that stood on no page of the
    other's, and no reminder went about it.
    """
    since, until = span
    standing = Invitation.objects.filter(
        customer__in=whose,
        link__revoked_at=None,
        link__made_at__lte=until,
        link__expires_at__gt=since,
    )
    return standing.exclude(response__started_at__lt=since).order_by("pk")


def _had_a_page(whose: Collection[int], span: tuple[datetime, datetime]) -> bool:
    """Whether a link to the page of one of these opened it meanwhile."""
    since, until = span
    pages = Link.objects.filter(purpose=Link.Purpose.PAGE, opens__in=whose, made_at__lte=until)
    revoked = Q(revoked_at=None) | Q(revoked_at__gt=since)
    return pages.filter(revoked, Q(expires_at=None) | Q(expires_at__gt=since)).exists()
