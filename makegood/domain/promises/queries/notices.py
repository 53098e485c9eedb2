"""What was written to customers, and what they answered."""

from __future__ import annotations

from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import Answer, Notice, Promise

MOST = 20


def last_to(customer: Customer) -> Notice | None:
    """The last notice to a customer, about whichever promise; None if there is none."""
    return Notice.objects.filter(promise__customer=customer).order_by("id").last()


def about(promise: Promise) -> list[Notice]:
    """All notices of a promise, the newest first, each with its letter and its answers."""
    found = Notice.objects.filter(promise=promise).select_related("letter", "link", "move")
    return list(found.prefetch_related("answers").order_by("-id"))


def answer_of(answer_id: int) -> Answer | None:
    """An answer to one of our notices; None if it is not ours."""
    return Answer.objects.select_related("notice__promise").filter(pk=answer_id).first()


def unseen_answers() -> list[Answer]:
    """What customers answered and nobody took note of yet, the oldest first."""
    found = Answer.objects.filter(seen_at=None).select_related("notice__promise__customer")
    return list(found.order_by("id")[:MOST])
