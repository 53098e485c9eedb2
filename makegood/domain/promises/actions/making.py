"""Making promises."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers import queries as customers
from makegood.domain.customers.actions import meet
from makegood.domain.promises.actions.beginning import Imported, Terms, made, unwritten
from makegood.domain.promises.actions.writing import due_columns
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.reading import kind_of
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.limits.actions import OtherRequest, finish, once
from makegood.foundation.limits.rules import digest_of
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal

# The field of a refusal for a key that was used.
ONCE = "once"


@transaction.atomic
def make(
    *,
    terms: Terms,
    due: Due,
    by: Actor,
    at: datetime,
    succeeds: Promise | None = None,
    imported: Imported | None = None,
) -> Promise:
    """Write a promise into the ledger. `at` is now; an import says when it was made.

    Refused: no words, too many (over 500), a due that has passed already or lies more than 100
    years ahead, and a customer's promise without the customer. An import may bring dues long past
    and does not know what was told; refused is one made in the future, or due before it was made.
    """
    promise = unwritten(terms=terms, due=due, at=at, succeeds=succeeds, imported=imported)
    promise.save(force_insert=True)
    record(made(promise), by=by, at=at, happened_at=imported.made_at if imported else None)
    return promise


@transaction.atomic
def make_from_words(
    *,
    what: str,
    who: str,
    due: Due,
    promised_by: Promise.By,
    owner: Member,
    once_key: str,
    by: Actor,
    at: datetime,
) -> Promise:
    """A promise as a confirmed sentence says it; a customer named for the first time is met.

    Nobody named: promised to ourselves. Pressed twice with one `once_key` (of the form; empty
    for none) it is made once. Refused, besides what `make` refuses: a customer's promise
    without the customer, and other words under a key that was used (field `ONCE`: whoever
    means it asks again under a new key).
    """
    principal = f"member {owner.pk}"
    if once_key:
        said = {name: str(value) for name, value in due_columns(due).items()}
        digest = digest_of({"what": what, "who": who, "due": said, "by": promised_by})
        try:
            earlier = once(key=once_key, principal=principal, digest=digest, at=at)
        except OtherRequest as used:
            sentence = _(
                "It was promised a moment ago, without these changes. To change it, open it in "
                "the ledger. Press again and this is a second promise."
            )
            raise Refusal(sentence, field=ONCE) from used
        if earlier is not None:
            made: Promise = Promise.objects.get(pk=earlier.result)
            return made
    theirs = promised_by == Promise.By.CUSTOMER
    customer = None
    if who.strip() or theirs:
        customer = customers.named(who) or meet(name=who, by=by, at=at)
    terms = Terms(
        text=what,
        promised_by=promised_by,
        customer=customer,
        kind=Promise.Kind.INPUT if theirs else Promise.Kind(kind_of(what)),
        owner=owner,
    )
    promise = make(terms=terms, due=due, by=by, at=at)
    if once_key:
        finish(key=once_key, principal=principal, result=promise.pk)
    return promise
