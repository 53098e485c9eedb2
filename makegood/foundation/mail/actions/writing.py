"""Writing letters. They go out by themselves once the writing is committed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from makegood.foundation.limits.rate import allow
from makegood.foundation.mail.actions.posting import enqueue
from makegood.foundation.mail.models import Letter
from makegood.foundation.mail.rules import A_DAY, MOST_TO_ONE, most_a_day, one_line
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal


@transaction.atomic
def write(
    *,
    kind: Letter.Kind,
    about: int,
    to_name: str,
    to_address: str,
    subject: str,
    text: str,
    html: str,
    language: str,
    at: datetime,
    reply_to: str = "",
    customer_id: int | None = None,
    engagement_id: int | None = None,
    because: int | None = None,
    unsubscribe: str = "",
) -> Letter:
    """Put a letter into the outbox, in the caller's transaction; it goes out after the commit.

    Refused: more to one address, or more of ours to customers, than are sent in a day. (A press
    whose transaction is undone has counted.)
    """
    if kind != Letter.Kind.ACCOUNT and not current_business().demo:  # A demo's reach nobody.
        _refuse_a_flood(kind, to_address, at)
    letter: Letter = Letter.objects.create(
        kind=kind,
        about=about,
        customer_id=customer_id,
        engagement_id=engagement_id,
        because_id=because,
        to_name=one_line(to_name, 200),
        to_address=to_address,
        reply_to=reply_to,
        subject=one_line(subject, 300),
        text=text,
        html=html,
        language=language,
        unsubscribe=unsubscribe,
        made_at=at,
    )
    enqueue(letter)
    return letter


def _refuse_a_flood(kind: Letter.Kind, to_address: str, at: datetime) -> None:
    business, seconds = current_business(), int(A_DAY.total_seconds())
    whom = f"business {business.pk} {to_address.lower()}"
    if not allow("letters to one", whom, MOST_TO_ONE, seconds):
        sentence = _("They had many letters of yours today. Call them, or write tomorrow.")
        raise Refusal(sentence, field="email")
    if kind == Letter.Kind.FRESH_LINK:  # It is not kept from them because we wrote to others.
        return
    most = most_a_day(business.made_at, settings.LETTERS_A_DAY, now=at)
    if not allow("letters", f"business {business.pk}", most, seconds):
        sentence = _("No more than %(n)s letters leave in a day. Call them, or write tomorrow.")
        raise Refusal(sentence % {"n": most}, field="email")
