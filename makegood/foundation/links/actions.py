"""Making links and ending them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.events import LinkMade, LinkRevoked
from makegood.foundation.links.models import Address, Link
from makegood.foundation.links.rules import hash_of, token_of
from makegood.foundation.tenancy.queries import hold_business
from makegood.foundation.tenancy.scope import current_business

A_MONTH = timedelta(days=30)


@transaction.atomic
def make(
    *,
    purpose: Link.Purpose,
    opens: int,
    by: Actor,
    at: datetime,
    lasts: timedelta | None = A_MONTH,
) -> Link:
    """A link that opens one thing of our business, for `lasts`; None is until it is revoked."""
    link: Link = Link.objects.create(
        purpose=purpose,
        opens=opens,
        nonce=secrets.token_hex(16),
        made_at=at,
        expires_at=None if lasts is None else at + lasts,
    )
    token = token_of(link.pk, link.nonce, key=settings.LINKS_KEY)
    Address.objects.create(token_hash=hash_of(token), link=link, business=current_business())
    record(LinkMade(subject_id=link.pk, purpose=purpose, opens=opens), by=by, at=at)
    return link


@transaction.atomic
def make_ended(*, purpose: Link.Purpose, opens: int, by: Actor, at: datetime) -> Link:
    """A link that opens nothing, in place of one that did elsewhere: what hung on it stays.

    One that opened the same here before does as well.
    """
    known: Link | None = Link.objects.filter(purpose=purpose, opens=opens).order_by("pk").first()
    if known is not None:
        return known
    link: Link = Link.objects.create(
        purpose=purpose, opens=opens, nonce=secrets.token_hex(16), made_at=at, revoked_at=at
    )
    record(LinkMade(subject_id=link.pk, purpose=purpose, opens=opens), by=by, at=at)
    return link


@transaction.atomic
def revoke(*, link: Link, by: Actor, at: datetime) -> bool:
    """It opens nothing from now on. True if this press did it."""
    if not Link.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        return False
    link.revoked_at = at
    record(LinkRevoked(subject_id=link.pk, purpose=Link.Purpose(link.purpose)), by=by, at=at)
    return True


@transaction.atomic
def end(
    *,
    purpose: Link.Purpose,
    opens: int,
    by: Actor,
    at: datetime,
    since: datetime | None = None,
) -> int:
    """Every link that opens this, and was made `since` then, opens nothing from now on. How many
    this press ended.
    """
    standing = Link.objects.filter(purpose=purpose, opens=opens, revoked_at=None)
    if since is not None:
        standing = standing.filter(made_at__gte=since)
    return sum(revoke(link=link, by=by, at=at) for link in standing)


@transaction.atomic
def change(
    *,
    purpose: Link.Purpose,
    opens: int,
    by: Actor,
    at: datetime,
    lasts: timedelta | None = A_MONTH,
) -> Link:
    """A new link in the place of every one that opens this; those open nothing from now on."""
    hold_business()  # Of two presses at once the second puts an end to the first one's link.
    end(purpose=purpose, opens=opens, by=by, at=at)
    return make(purpose=purpose, opens=opens, by=by, at=at, lasts=lasts)
