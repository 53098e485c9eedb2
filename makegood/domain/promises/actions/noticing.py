"""Writing to a customer that a date has changed.

A notice is a move told. The move, the notice and its letter are written in one transaction; the
telling is written when the mail server has taken the letter, and not before.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.actions import write_address
from makegood.domain.promises import letters
from makegood.domain.promises.actions.moving import move, move_to_unknown
from makegood.domain.promises.actions.writing import hold, pointers, send
from makegood.domain.promises.events import NoticeWritten
from makegood.domain.promises.letters import NewDate, Said, draft
from makegood.domain.promises.models import Move, Notice, Promise
from makegood.domain.promises.queries.notices import known
from makegood.domain.promises.rules.moving import meanwhile
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def write_notice(
    *,
    promise: Promise,
    new: NewDate | None,
    said: Said,
    address: str,
    member: Member,
    by: Actor,
    at: datetime,
    phone: str | None = None,
    language: str | None = None,
    after: int | None = None,
) -> Notice:
    """Move the promise and write to its customer. `new` is None where it was moved before.

    The address is kept as the customer's own, and so are phone and language where they are said.
    With no address no letter goes: the notice stands on their page, to be handed over by a copied
    link. `after` is the id of its newest notice that the writer knew, 0 for none: the same pressed
    twice is one notice. Refused: what `move` refuses, what is no address or number, a promise to no
    customer or one that has ended, nothing moved, and where somebody else wrote or moved meanwhile.
    """
    if promise.to != Promise.To.CUSTOMER or promise.customer is None:
        raise Refusal(_("This was promised to no customer: there is nobody to tell."))
    _hold_as_seen(promise, moved_before=new is None)
    customer = promise.customer
    write_address(
        customer=customer.head, email=address or None, phone=phone, language=language, by=by, at=at
    )
    before = known(promise, now=at)
    last = promise.notices.order_by("id").last()
    if after is not None and last is not None and last.pk != after:
        drafted = draft(last.move, said, member=member, known=before, at=at)
        return _pressed_before(promise, last, drafted, new, address)
    told_of = _move(promise, new, said, member, by, at)
    notice = draft(told_of, said, member=member, known=before, at=at)
    notice.link = make_link(purpose=Link.Purpose.PAGE, opens=customer.pk, by=by, at=at)
    notice.save(force_insert=True)
    event = NoticeWritten(**pointers(promise), notice=notice.pk, move=told_of.number)
    entry = record(event, by=by, at=at)
    if address:
        send(
            notice,
            letters.notice(notice, at=at),
            kind=Letter.Kind.NOTICE,
            customer=customer,
            engagement_id=promise.engagement_id,
            because=entry.pk,
            at=at,
        )
    return notice


def _hold_as_seen(promise: Promise, *, moved_before: bool) -> None:
    """Hold it, open still; and where its date stands already, with the date that was read."""
    seen = promise.due_number
    hold(promise)
    if not promise.is_open or (moved_before and promise.due_number != seen):
        raise meanwhile(kept=bool(promise.kept_at), withdrawn=bool(promise.withdrawn_at))


def _pressed_before(
    promise: Promise, last: Notice, drafted: Notice, new: NewDate | None, address: str
) -> Notice:
    """The notice that this press would only repeat."""
    written_to = last.letter.to_address if last.letter else ""
    repeats = drafted.says_the_same_as(last) and address == written_to
    if repeats and last.move.number == promise.due_number and _is_in_force(promise, new):
        return last
    raise Refusal(_("Somebody wrote to them meanwhile. Read that first."))


def _is_in_force(promise: Promise, new: NewDate | None) -> bool:
    if new is None:
        return True
    if not new.is_unknown:
        return promise.due == new.due
    update = promise.next_update
    return promise.due is None and update is not None and update.due == new.due


def _move(
    promise: Promise,
    new: NewDate | None,
    said: Said,
    member: Member,
    by: Actor,
    at: datetime,
) -> Move:
    if new is None:
        last = promise.moves.order_by("number").last()
        if last is None:
            raise Refusal(_("It was not moved. To when will it be?"), field="when")
        if last.new_late_after is not None and last.new_late_after < at:
            raise Refusal(_("That day has passed already. When will it be?"), field="when")
        return last
    common: dict[str, Any] = {
        "promise": promise,
        "reason": new.reason,
        "seen": new.seen,
        "by": by,
        "at": at,
        "words": said.why,
        "member": member,
    }
    if new.is_unknown:
        return move_to_unknown(until=new.due, update_text=new.update_text, **common)
    return move(to=new.due, **common)
