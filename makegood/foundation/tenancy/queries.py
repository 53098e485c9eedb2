"""Reading the business we work for."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import current_business_id


def staffed() -> QuerySet[Business]:
    """The businesses in which somebody works, the oldest first: in a retired demo nobody does."""
    at_work = Member.objects.filter(business=OuterRef("pk"), ended_at=None)
    return Business.objects.filter(Exists(at_work)).order_by("pk")


def hold_business() -> Business:
    """The business we are in, read anew and held until our transaction ends.

    Whoever holds it next waits, so that what must be decided one after the other in a business
    is. ScopeError outside a business; outside a transaction Django refuses.
    """
    return Business.objects.select_for_update(no_key=True).get(pk=current_business_id())
