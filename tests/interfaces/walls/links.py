"""Links of every kind in three hands, and what is tried with them.

A walk yields sentences about what it found wrong, the first as soon as it is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from makegood.domain.recovery.actions.opening import raise_concern
from makegood.foundation.journal.events import Actor
from makegood.foundation.links import queries, rules
from makegood.foundation.links.actions import make, revoke
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.interfaces.portal.furnished import DAY, NOW, Furnished, furnish
from tests.interfaces.walls import digest
from tests.interfaces.walls.addresses import METHODS, Address, by_link

OWN = {"choice": "fine", "words": "These are mine.", "said": "So are these.", "right": "no"}

# What each address answers to Anna herself, the last of its methods.
OPENS = {
    "customer_page": 200,
    "notice_answer": 302,
    "concerns": 302,
    "case_heard": 302,
    "case_thanks": 200,
    "case_right": 200,
    "asked_from_page": 404,  # She was asked nothing.
    "fresh_link": 200,
}


@dataclass(frozen=True)
class Held:
    """A link as somebody holds it: its token, and the pass it was exchanged for."""

    name: str
    link: int
    token: str
    browser_pass: str


@dataclass(frozen=True)
class Hands:
    """Anna is attacked. Ben is of the same business, Gwen of another; the rest opens nothing."""

    theirs: Business
    anna: Furnished
    case: int
    annas: Held
    others: list[Held]
    dead: list[Held]
    expired: Held


def make_hands(cast: Cast) -> Hands:
    anna = furnish(cast.owner)
    ben = furnish(cast.owner, name="Ben")
    gwen = furnish(cast.stranger, name="Gwen")
    with enter(cast.studio):
        by = Actor("member", cast.owner.pk)
        words = "The sign hangs askew."
        case = raise_concern(customer=anna.customer, words=words, by=by, at=NOW)
        gone = _made(anna.customer.pk, by)
        revoke(link=gone, by=by, at=NOW - DAY)
        ended = _made(anna.customer.pk, by, lasts=DAY)
        revoked_too = _made(anna.customer.pk, by, lasts=DAY)
        revoke(link=revoked_too, by=by, at=NOW - DAY)
        feed = _made(cast.owner.pk, by, purpose=Link.Purpose.FEED)
        feed_of_anna = _made(anna.customer.pk, by, purpose=Link.Purpose.FEED)
    dead = {
        "revoked": gone,
        "expired, then revoked": revoked_too,
        "for a feed": feed,
        "for a feed of her number": feed_of_anna,
    }
    return Hands(
        theirs=cast.studio,
        anna=anna,
        case=case.pk,
        annas=_held("hers", anna.link, cast.owner),
        others=[
            _held("another customer's", ben.link, cast.owner),
            _held("another business's", gwen.link, cast.stranger),
        ],
        dead=[_held(name, link, cast.owner) for name, link in dead.items()],
        expired=_held("expired", ended, cast.owner),
    )


def _made(
    subject: int,
    by: Actor,
    purpose: Link.Purpose = Link.Purpose.PAGE,
    lasts: timedelta | None = 30 * DAY,
) -> Link:
    return make(purpose=purpose, opens=subject, by=by, at=NOW - 5 * DAY, lasts=lasts)


def _held(name: str, link: Link, member: Member) -> Held:
    with enter(member.business):
        token = queries.token(link.pk)
    browser_pass = rules.pass_of(link.pk, link.nonce, key=settings.LINKS_KEY)
    return Held(name, link.pk, token, browser_pass)


def damaged(secret: str) -> Iterator[tuple[str, str]]:
    """A secret cut short, drawn out, and with each of its characters another."""
    yield "nothing", ""
    yield "half of it", secret[:21]
    yield "all but its end", secret[:-1]
    yield "more than all", f"{secret}A"
    yield "in capitals", secret.upper()
    for at, letter in enumerate(secret):
        # The neighbour in the alphabet of base64: one bit, or a few.
        other = "B" if letter == "A" else "A"
        yield f"another letter at {at}", f"{secret[:at]}{other}{secret[at + 1 :]}"


def visitor(*passes: tuple[int, str]) -> Client:
    """A browser with these passes in its cookies."""
    client = Client(raise_request_exception=False)
    for link, said in passes:
        client.cookies[f"{settings.LINK_COOKIE}{link}"] = said
    return client


def forged_tokens(hands: Hands) -> Iterator[tuple[str, str]]:
    yield from ((one.name, one.token) for one in hands.dead)
    yield from damaged(hands.annas.token)
    yield "her pass", hands.annas.browser_pass
    yield "the number of the link", str(hands.annas.link)


def forged_passes(hands: Hands) -> Iterator[tuple[str, int, str]]:
    """Which link is knocked at, and with what."""
    for one in hands.others:
        yield f"{one.name} pass", hands.annas.link, one.browser_pass
        yield f"{one.name} token", hands.annas.link, one.token
    for one in hands.dead:
        yield f"{one.name}, its own pass", one.link, one.browser_pass
        yield f"{one.name}, at hers", hands.annas.link, one.browser_pass
    yield "expired, at hers", hands.annas.link, hands.expired.browser_pass
    yield "her token as pass", hands.annas.link, hands.annas.token
    for name, said in damaged(hands.annas.browser_pass):
        yield f"her pass, {name}", hands.annas.link, said


def tokens_walk(hands: Hands) -> Iterator[str]:
    """A token that is not good is exchanged for nothing, by no method."""
    before = digest.of_everything(hands.theirs)
    for name, token in forged_tokens(hands):
        if not token:
            continue
        for method in METHODS:
            client = visitor()
            answer = client.generic(method, f"/l/{token}")
            if answer.status_code not in {404, 405} or client.cookies:
                yield f"{method} a token, {name}: {answer.status_code}"
    yield from digest.changed(before, digest.of_everything(hands.theirs))


def passes_walk(hands: Hands) -> Iterator[str]:
    """Without the right pass every address of a link answers 404, whatever the method."""
    before = digest.of_everything(hands.theirs)
    for name, link, said in forged_passes(hands):
        for address, path in inside(link, hands):
            for method in METHODS:
                answer = ask(visitor((link, said)), method, path)
                if answer.status_code != 404 or "Anna" in answer.content.decode():
                    yield f"{method} {address.name}, {name}: {answer.status_code}"
        after = digest.of_everything(hands.theirs)
        yield from (f"{name}: changed {table}" for table in digest.changed(before, after))
        before = after


def neighbours_walk(hands: Hands) -> Iterator[str]:
    """With a good pass of their own, at Anna's notice: as if there were none."""
    before = digest.of_everything(hands.theirs)
    for one in hands.others:
        client = visitor((one.link, one.browser_pass), (hands.annas.link, one.browser_pass))
        for address, path in inside(one.link, hands):
            for method in METHODS if is_hers(address) else ("GET", "HEAD"):
                answer = ask(client, method, path)
                if is_hers(address) and answer.status_code not in {404, 405}:
                    yield f"{method} {path} as {one.name}: {answer.status_code}"
                if "Anna" in answer.content.decode():
                    yield f"{method} {path} as {one.name}: shows her name"
    yield from digest.changed(before, digest.of_everything(hands.theirs))


def expired_walk(hands: Hands) -> Iterator[str]:
    """What has expired shows nothing of hers; it offers a fresh link and accepts no answer."""
    before, held = digest.of_everything(hands.theirs), hands.expired
    client = visitor((held.link, held.browser_pass))
    for address, path in inside(held.link, hands):
        for method in METHODS:
            if (address.name, method) == ("fresh_link", "POST"):
                continue
            answer = ask(client, method, path)
            if answer.status_code not in {200, 404, 405} or "Logo" in answer.content.decode():
                yield f"{method} {path}: {answer.status_code}"
    yield from digest.changed(before, digest.of_everything(hands.theirs))


def inside(link: int, hands: Hands) -> Iterator[tuple[Address, str]]:
    """Every address behind a link, at what is Anna's; KeyError for a part that nobody filled in."""
    hers = {"notice": hands.anna.notice.pk, "case": hands.case}
    for address in by_link():
        if "token" not in address.parts:
            yield address, address.at({"link": link, **hers})


def is_hers(address: Address) -> bool:
    """Whether it leads to something that is Anna's and nobody else's."""
    return bool({"notice", "case"} & set(address.parts))


def ask(client: Client, method: str, path: str) -> Any:
    if method == "POST":
        return client.post(path, OWN)
    return client.generic(method, path)


def replace(patch: pytest.MonkeyPatch, name: str, view: Any) -> None:
    """Plant another view at the address of this name."""
    for entry in get_resolver().url_patterns:
        for pattern in getattr(entry, "url_patterns", [entry]):
            if getattr(pattern, "name", "") == name:
                patch.setattr(pattern, "callback", view)
