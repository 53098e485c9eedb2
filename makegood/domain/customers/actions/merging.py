"""Two customers who are one: by alias, so that nothing else is rewritten and it can be undone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.events import CustomerMerged, CustomersToldApart, CustomerUnmerged
from makegood.domain.customers.models import Apart, Customer
from makegood.domain.customers.queries.aliases import last_merge, return_with
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import end
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.queries import hold_business
from makegood.kit.refusal import Refusal


@transaction.atomic
def merge(*, alias: Customer, into: Customer, by: Actor, at: datetime) -> bool:
    """`alias`, with its own aliases, is `into` from now on. True if this press did it.

    Aliases are flat: whoever is merged into an alias is merged into its head. Refused: a customer
    into itself or an alias of its own, and one who is somebody else's alias.
    """
    hold_business()  # Of two presses at once the second sees what the first one did.
    alias.refresh_from_db()
    into.refresh_from_db()
    head = into.head
    if alias.merged_into_id == head.pk and head.pk != alias.pk:
        return False
    if head.pk == alias.pk:
        raise Refusal(_("These are one and the same already."))
    if alias.merged_into_id is not None:
        raise Refusal(_("They were merged with somebody else meanwhile. Look at the page again."))
    theirs = Customer.objects.filter(merged_into=alias.pk)
    carried = tuple(theirs.order_by("pk").values_list("pk", flat=True))
    theirs.update(merged_into=head.pk)
    Customer.objects.filter(pk=alias.pk, merged_into=None).update(merged_into=head.pk)
    alias.merged_into = head
    event = CustomerMerged(subject_id=alias.pk, customer_id=alias.pk, into=head.pk, carried=carried)
    record(event, by=by, at=at)
    return True


@transaction.atomic
def unmerge(*, alias: Customer, by: Actor, at: datetime) -> bool:
    """They are two after all; who came along with the alias goes back with it. True if news.

    Letters to them went to the other's mailbox meanwhile: what those open, opens nothing any more.
    """
    hold_business()
    alias.refresh_from_db()
    head, merged = alias.merged_into_id, last_merge(alias.pk)
    if head is None:
        return False
    back = return_with(alias, merged) if merged is not None else []
    theirs = Customer.objects.filter(pk__in=back, merged_into=head)
    carried = tuple(theirs.order_by("pk").values_list("pk", flat=True))
    theirs.update(merged_into=alias.pk)
    Customer.objects.filter(pk=alias.pk, merged_into=head).update(merged_into=None)
    alias.merged_into = None
    event = CustomerUnmerged(
        subject_id=alias.pk, customer_id=alias.pk, out_of=head, carried=carried
    )
    record(event, by=by, at=at)
    since = merged.happened_at if merged is not None else None
    for theirs_again in (alias.pk, *carried):
        end(purpose=Link.Purpose.PAGE, opens=theirs_again, by=by, at=at, since=since)
    return True


@transaction.atomic
def tell_apart(
    *, customer: Customer, other: Customer, member: Member, by: Actor, at: datetime
) -> bool:
    """They look alike and are two: not suggested again. True if it is news.

    Refused: of a customer and itself.
    """
    if customer.pk == other.pk:
        raise Refusal(_("These are one and the same already."))
    one, two = sorted((customer.pk, other.pk))
    _row, is_new = Apart.objects.get_or_create(
        one_id=one, other_id=two, defaults={"said_by": member, "said_at": at}
    )
    if is_new:
        event = CustomersToldApart(subject_id=customer.pk, customer_id=customer.pk, other=other.pk)
        record(event, by=by, at=at)
    return is_new
