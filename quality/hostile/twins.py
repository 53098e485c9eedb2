"""Two ways to write an address: one mailbox has one account and is one customer, two stay two."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from makegood.domain.customers.actions.meeting import meet, write_address
from makegood.domain.customers.actions.reaching import add_handle
from makegood.domain.customers.models import Handle
from makegood.domain.customers.queries.alike import duplicates
from makegood.domain.customers.queries.card import card
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import User
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from quality.hostile.ground import Ground

Pairs = tuple[tuple[str, str], ...]
PASSWORD = "a-plum-in-a-tree"
ONE: Pairs = (
    ("ada@example.org", "ADA@Example.ORG"),
    ("ada@example.org", "  ada@example.org "),
    ("ada@example.org", "ada@ｅｘａｍｐｌｅ.org"),
    ("ada@example.org", "ada@example。org"),
    ("ada@example.org", "ada@example．org"),
    ("kim@example.org", "\u212aim@example.org"),
    ("ada@exämple.org", "ada@exa\u0308mple.org"),
    ("ada@exämple.org", "ADA@EXÄMPLE.ORG"),
    ("ada@exämple.org", "ada@EXA\u0308MPLE.org"),
    ("ada@exämple.org", "ada@xn--exmple-cua.org"),
    ("ada@例え.jp", "ada@xn--r8jz45g.jp"),
    ("ada@한국.kr", "ada@\u1112\u1161\u11ab국.kr"),
)
TWO: Pairs = (
    ("ada@example.org", "ada@exаmple.org"),
    ("ada@example.org", "\u0430da@example.org"),
    ("sam@example.org", "\u017fam@example.org"),
    ("mike@example.org", "m\u0131ke@example.org"),
    ("ada@example.org", "ada@exämple.org"),
    ("paypal@example.org", "раураl@example.org"),
    ("ada@strasse.example", "ada@straße.example"),
    ("ada@example.org", "ada@example.co"),
    ("ada@example.org", "ada+work@example.org"),
)


def wrong(here: Ground, *, short: bool = False) -> Iterator[str]:
    """A sentence for each pair that is not as it should be; `short`: each one way round."""
    for one, other in both_ways(ONE, short):
        said = f"{one!a} and {other!a}"
        if accounts(one, other) != 1:
            yield f"twin accounts: {said}"
        if not opens(one, other):
            yield f"no way in with the other way to write it: {said}"
        if not is_one_customer(here, one, other):
            yield f"two customers who share a mailbox: {said}"
        if handles(here, one, other) != 1:
            yield f"one address kept twice: {said}"
    for one, other in both_ways(TWO, short):
        said = f"{one!a} and {other!a}"
        if opens(one, other):
            yield f"the account of another opens: {said}"
        if not short and is_one_customer(here, one, other):
            yield f"two mailboxes, said to be one: {said}"


def both_ways(pairs: Pairs, short: bool) -> Pairs:
    return pairs if short else (*pairs, *((other, one) for one, other in pairs))


def _sign_up(email: str) -> None:
    cache.clear()
    said = {"business": "Hill Farm", "email": email, "password1": PASSWORD}
    Client(raise_request_exception=False).post("/sign-up", said)


def accounts(one: str, other: str) -> int:
    """How many people there are when both were signed up."""
    before = User.objects.count()
    with transaction.atomic():
        _sign_up(one)
        _sign_up(other)
        made = User.objects.count() - before
        transaction.set_rollback(True)
    return made


def opens(one: str, other: str) -> bool:
    """Whether who signed up by one address comes in by the other."""
    with transaction.atomic():
        _sign_up(one)
        cache.clear()
        client = Client(raise_request_exception=False)
        answer = client.post("/sign-in", {"login": other, "password": PASSWORD})
        transaction.set_rollback(True)
    return answer.status_code == 302


def is_one_customer(here: Ground, one: str, other: str) -> bool:
    """Whether two customers with these addresses are said to be perhaps the same."""
    with transaction.atomic():
        with enter(here.business):
            found = _alike(Actor("member", here.world.cast.owner.pk), one, other)
        transaction.set_rollback(True)
    return found


def _alike(by: Actor, one: str, other: str) -> bool:
    now = timezone.now()
    first, second = (meet(name=name, by=by, at=now) for name in ("Quincy", "Wolfgang"))
    try:
        write_address(customer=first, email=one, by=by, at=now)
        write_address(customer=second, email=other, by=by, at=now)
    except Refusal:
        return False
    return second.pk in {each.who.pk for each in duplicates(card(first.pk))}


def handles(here: Ground, one: str, other: str) -> int:
    """How many further addresses are kept of somebody when both were said."""
    by, now = Actor("member", here.world.cast.owner.pk), timezone.now()
    with transaction.atomic():
        with enter(here.business):
            who = meet(name="Quincy", by=by, at=now)
            for said in (one, other):
                add_handle(customer=who, kind=Handle.Kind.EMAIL, value=said, by=by, at=now)
            kept: int = Handle.objects.filter(customer=who).count()
        transaction.set_rollback(True)
    return kept
