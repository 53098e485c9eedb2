"""Telling a customer how their work is going.

Nothing of this goes by itself: a person presses. An update that was owed is kept when they hear:
when the mail server took the letter, or at the time a member states.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.actions import write_address
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.keeping import keep
from makegood.domain.promises.actions.regular import owe_next
from makegood.domain.promises.actions.writing import send
from makegood.domain.promises.events import UpdateHeard, UpdateWritten
from makegood.domain.promises.letters.updates import draft
from makegood.domain.promises.letters.updates import update as letter_of
from makegood.domain.promises.models import Telling, Update
from makegood.domain.promises.queries import updates
from makegood.domain.promises.rules.words import for_customer
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def write_update(
    *,
    engagement: Engagement,
    says: Update.Says,
    words: str,
    address: str,
    seen: int,
    member: Member,
    by: Actor,
    at: datetime,
) -> Update:
    """Say how it stands, “on track” or “done”, and write to the customer.

    With no address no letter goes: it stands on their page until somebody says that they heard.
    `seen` is the id of the newest update the writer knew, 0 for none: the same pressed twice is
    one update. Refused: what the promises speak against, at risk and late (a delay notice says
    those, with the new day), and where somebody else wrote meanwhile.
    """
    Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    words = for_customer(words)
    last = updates.last_of(engagement)
    if last is not None and last.pk != seen:
        if (last.says, last.words, last.written_by_id) == (says, words, member.pk):
            return last
        raise Refusal(_("Somebody wrote to them meanwhile. Read it first, then press again."))
    said = draft(engagement, says, words, member=member, at=at)
    if updates.regular_of(engagement) is None:
        said.promise = owe_next(engagement=engagement, by=by, at=at)
    customer = engagement.customer
    said.link = make_link(purpose=Link.Purpose.PAGE, opens=customer.pk, by=by, at=at)
    said.save(force_insert=True)
    event = UpdateWritten(**_pointers(said), says=says)
    entry = record(event, by=by, at=at)
    if address:
        write_address(customer=customer.head, email=address, by=by, at=at)
        send(
            said,
            letter_of(said, updates.coming(engagement), at=at),
            kind=Letter.Kind.UPDATE,
            customer=customer,
            engagement_id=engagement.pk,
            because=entry.pk,
            at=at,
        )
    return said


@transaction.atomic
def hear(*, said: Update, how: Telling.How, heard_at: datetime, by: Actor, at: datetime) -> bool:
    """They heard it then; the update that was owed is kept by it. True if nobody said so before.

    Refused: a time ahead.
    """
    if heard_at > at:
        raise Refusal(_("That is still ahead. When did you tell them?"), field="told_at")
    unheard = Update.objects.filter(pk=said.pk, heard_at=None)
    if not unheard.update(heard_at=heard_at, how=how):
        return False
    said.heard_at, said.how = heard_at, how
    record(UpdateHeard(**_pointers(said), how=how), by=by, at=at, happened_at=heard_at)
    owed = said.promise
    if owed is not None and owed.is_open:
        keep(promise=owed, by=by, at=at, kept_at=max(heard_at, owed.made_at))
    return True


def _pointers(said: Update) -> dict[str, int]:
    return {
        "subject_id": said.pk,
        "customer_id": said.engagement.customer_id,
        "engagement_id": said.engagement_id,
    }
