"""Saying of which piece of work a promise is part."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.engagements.actions import begin
from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.queries import named
from makegood.domain.engagements.rules import LONGEST_NAME
from makegood.domain.promises.actions.writing import change, hold, pointers
from makegood.domain.promises.events import PromisePlaced
from makegood.domain.promises.models import Promise
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.one_line import one_line
from makegood.kit.refusal import Refusal


@transaction.atomic
def place(*, promise: Promise, name: str, by: Actor, at: datetime) -> Engagement | None:
    """Make it part of its customer's work of this name, begun if it is new; "" for of none.

    Refused: a promise with no customer, a name of over 200 characters, and the update that a
    cadence owes, which belongs where it is.
    """
    hold(promise)
    name = one_line(name)
    if promise.customer is None:
        raise Refusal(_("It has no customer, and so no work it could be part of."), field="name")
    if len(name) > LONGEST_NAME:
        sentence = _("That name is too long: 200 characters are enough.")
        raise Refusal(sentence, field="name")
    if promise.regular:
        raise Refusal(_("This update belongs to its work and stays with it."), field="name")
    work = named(promise.customer, name) if name else None
    if work is None and name:
        work = begin(customer=promise.customer, name=name, by=by, at=at)
    if promise.engagement_id != (work.pk if work else None):
        change(promise, where={}, engagement=work)
        record(PromisePlaced(**pointers(promise)), by=by, at=at)
    return work
