"""Finding what a token opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from makegood.foundation.links import rules
from makegood.foundation.links.models import Address, Link
from makegood.foundation.links.rules import State
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.prepared import Given, prepared
from makegood.foundation.tenancy.scope import enter


@dataclass(frozen=True)
class Opened:
    """A link that somebody holds: whose it is, and whether it opens still."""

    business: Business
    link: Link
    state: State

    @property
    def browser_pass(self) -> str:
        """What the browser keeps in place of the token."""
        return pass_of(self.link)


def by_token(token: str, *, purpose: Link.Purpose, now: datetime) -> Opened | None:
    """The link of a token, whatever its state; None for a token we never made for this purpose.

    (A directory question: no business is entered yet.)
    """
    found = Address.objects.filter(token_hash=rules.hash_of(token))
    opened = _opened(found, purpose, now)
    if opened is None or not rules.same(token, _token_of(opened.link)):
        return None  # Made under another key: who changes the key ends every link.
    return opened


def by_pass(
    link_id: int, browser_pass: str, *, purpose: Link.Purpose, now: datetime
) -> Opened | None:
    """The link a browser has a pass for; None for a pass we never gave out for this purpose."""
    business = business_of(link_id)
    if business is None:
        return None
    with enter(business):
        for link in Link.objects.filter(pk=link_id)[:1]:
            state = state_for(link, browser_pass, purpose=purpose, now=now)
            return None if state is None else Opened(business, link, state)
    return None


def business_of(link_id: int) -> Business | None:
    """Whose link it is; None where there is none. (A directory question.)"""
    for address in _address(link=link_id):
        found: Business = address.business
        return found
    return None


@prepared
def _address(link: Given) -> QuerySet[Address]:
    return Address.objects.filter(link=link).select_related("business")


def state_for(
    link: Link, browser_pass: str, *, purpose: Link.Purpose, now: datetime
) -> State | None:
    """Whether a link of ours opens for whoever has this pass; None for a pass that we never gave
    out for this purpose.
    """
    if link.purpose != purpose or not rules.same(browser_pass, pass_of(link)):
        return None
    return state_of(link, now=now)


def pass_of(link: Link) -> str:
    """What a browser keeps of a link of ours, for somebody who is let in by us."""
    return rules.pass_of(link.pk, link.nonce, key=settings.LINKS_KEY)


def token(link_id: int) -> str:
    """The token of one of our links, to be put into a letter at the moment it is sent.

    Link.DoesNotExist if it is not ours.
    """
    return _token_of(Link.objects.get(pk=link_id))


def _token_of(link: Link) -> str:
    return rules.token_of(link.pk, link.nonce, key=settings.LINKS_KEY)


def state_of(link: Link, *, now: datetime) -> State:
    """Whether a link of ours opens now."""
    return rules.state(link.expires_at, link.revoked_at, now=now)


def newest(purpose: Link.Purpose, *opens: int, now: datetime) -> Link | None:
    """The link to one of these that was made last and still opens; None when there is none."""
    found = Link.objects.filter(purpose=purpose, opens__in=opens, revoked_at=None)
    standing = [link for link in found.order_by("-id") if state_of(link, now=now) == State.OPEN]
    return standing[0] if standing else None


def _opened(found: QuerySet[Address], purpose: Link.Purpose, now: datetime) -> Opened | None:
    # (Not `first()`: to put one row in order costs as much as to find it.)
    for address in found.select_related("business")[:1]:
        with enter(address.business):
            for link in Link.objects.filter(pk=address.link_id, purpose=purpose)[:1]:
                return Opened(address.business, link, state_of(link, now=now))
    return None
