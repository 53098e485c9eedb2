"""Reading what people showed us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from operator import attrgetter

from django.db.models import QuerySet, Sum

from makegood.domain.feedback.models import Attachment, Invitation

# So long a file waits for the answer that takes it.
WAITS = timedelta(days=1)


def kept_of(invitation: Invitation) -> list[Attachment]:
    """The files of somebody who was asked that are there still, in an answer or not."""
    rows = Attachment.objects.filter(invitation=invitation, file__forgotten_at=None)
    return _as_they_came(rows)


def of_responses(responses: Collection[int]) -> dict[int, list[Attachment]]:
    """The files of these responses, by response; those that were deleted since among them."""
    found = defaultdict[int, list[Attachment]](list)
    for one in _as_they_came(Attachment.objects.filter(response__in=responses)):
        if one.response_id is not None:
            found[one.response_id].append(one)
    return found


def get(attachment_id: int) -> Attachment:
    """A file that an answer of our business shows, and that is there still.

    Attachment.DoesNotExist for all others.
    """
    rows = Attachment.objects.filter(response__isnull=False, file__forgotten_at=None)
    related = rows.select_related("file", "response__customer", "response__survey")
    found: Attachment = related.get(pk=attachment_id)
    return found


def _as_they_came(rows: QuerySet[Attachment]) -> list[Attachment]:
    """In no order at first: for the sake of one SQLite would go through all of the business."""
    return sorted(rows.select_related("file").order_by(), key=attrgetter("pk"))


def untaken(*, now: datetime) -> list[Attachment]:
    """Those that no answer took, a day after they came; a press that waits may still."""
    rows = Attachment.objects.filter(response=None, given_at__lt=now - WAITS)
    return _as_they_came(rows.filter(invitation__presses=None))


def bytes_shown() -> int:
    """How many bytes of what customers showed us are kept."""
    rows = Attachment.objects.filter(file__forgotten_at=None)
    total: int = rows.aggregate(total=Sum("file__size", default=0))["total"]
    return total
