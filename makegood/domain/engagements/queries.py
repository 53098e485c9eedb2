"""Finding pieces of work."""

from __future__ import annotations

from collections.abc import Collection

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.engagements.models import Cadence, Engagement


def get(engagement_id: int) -> Engagement:
    """One piece of work of our business; Engagement.DoesNotExist if it is not ours."""
    found: Engagement = Engagement.objects.select_related("customer").get(pk=engagement_id)
    return found


def hold(engagement: Engagement) -> Engagement:
    """Let nobody else change its rhythm, or promise its next update, until we are done."""
    held: Engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    return held


def cadence_of(engagement: Engagement) -> Cadence | None:
    """The rhythm in which its customer hears of it now; None where there is none."""
    return Cadence.objects.filter(engagement=engagement, ended_at=None).first()


def of_customer(ids: Collection[int], limit: int = 50) -> list[Engagement]:
    """The pieces of work of one person, by their head and its aliases: the newest first."""
    found = Engagement.objects.filter(customer__in=ids).order_by("-began_at", "-id")
    return list(found[:limit])


def named(customer: Customer, name: str) -> Engagement | None:
    """A customer's piece of work of this name, in any case; the newest where there are several."""
    found = Engagement.objects.filter(customer__in=ids_of(customer), name__iexact=name)
    return found.order_by("-began_at", "-id").first()


def names(customer: Customer, limit: int = 50) -> list[str]:
    """The names of a customer's pieces of work, to offer while typing: the newest first."""
    found = Engagement.objects.filter(customer__in=ids_of(customer)).order_by("-began_at", "-id")
    return list(dict.fromkeys(found.values_list("name", flat=True)[:limit]))
