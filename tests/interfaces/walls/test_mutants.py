"""The walls' own proof: with any one guard taken away, the walk that watches it stumbles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse

from makegood import permissions
from makegood.domain.exchange.models import Export
from makegood.domain.promises.models import Promise, Telling
from makegood.domain.promises.queries import rows
from makegood.foundation.accounts import queries as accounts
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy import owned
from makegood.foundation.tenancy.models import Business, Closure, Member, User
from makegood.interfaces.desk import door
from tests.interfaces.walls import crawl
from tests.interfaces.walls.bodies import Posted
from tests.interfaces.walls.crawl import Tally
from tests.interfaces.walls.world import World

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


def unscoped(*unguarded: type[models.Model]) -> Plant:
    """Rows of these models are found wherever they belong."""

    def plant(patch: Patch) -> None:
        scoped = owned.OwnedManager.get_queryset

        def get_queryset(manager: Any) -> Any:
            bare = not unguarded or manager.model in unguarded
            return models.Manager.get_queryset(manager) if bare else scoped(manager)

        patch.setattr(owned.OwnedManager, "get_queryset", get_queryset)
        patch.setattr(owned.Owned, "from_db", models.Model.__dict__["from_db"])

    return plant


def only_filter_gone(patch: Patch) -> None:
    """`from_db` still refuses: nothing leaks, but the answer tells that there is a row."""
    patch.setattr(owned.OwnedManager, "get_queryset", models.Manager.get_queryset)


def any_slug_opens(patch: Patch) -> None:
    def member_of(user: User, slug: str) -> Member | None:
        return Member.objects.filter(business__slug=slug).select_related("business").first()

    patch.setattr(accounts, "member_of", member_of)


def leaving_is_forgotten(patch: Patch) -> None:
    def member_of(user: User, slug: str) -> Member | None:
        found = Member.objects.filter(user=user, business__slug=slug)
        return found.select_related("business", "user").first()

    patch.setattr(accounts, "member_of", member_of)


def any_business_of_theirs_opens(patch: Patch) -> None:
    """The door asks whether somebody works anywhere, then lets them in where they knock."""

    def member_of(user: User, slug: str) -> Member | None:
        member = Member.objects.filter(user=user, ended_at=None).select_related("user").first()
        business = Business.objects.filter(slug=slug).first()
        if member and business:
            member.business = business
        return member if business else None

    patch.setattr(accounts, "member_of", member_of)


def refused_aloud(patch: Patch) -> None:
    patch.setattr(door, "Http404", PermissionDenied)


def plain_lookup(patch: Patch) -> None:
    """A promise is looked up by its id alone."""

    def get(promise_id: int) -> Promise:
        found = models.QuerySet(Promise).filter(pk=promise_id).values().first()
        if found is None:
            raise Promise.DoesNotExist
        return Promise(**found)

    patch.setattr(rows, "get", get)


def missing_business_is_told(patch: Patch) -> None:
    """A visitor learns which businesses there are."""
    to_sign_in = door._to_sign_in

    def answer(request: HttpRequest) -> HttpResponse:
        if not Business.objects.filter(slug=request.path.split("/")[2]).exists():
            raise Http404
        return to_sign_in(request)

    patch.setattr(door, "_to_sign_in", answer)


def everybody_may(patch: Patch) -> None:
    patch.setattr(door, "allows", lambda act, member: True)


def viewers_may(act: str) -> Plant:
    return lambda patch: patch.setitem(permissions.ACTS, act, permissions.everyone)


STRANGERS: dict[str, Plant] = {
    "any slug opens": any_slug_opens,
    "any business of theirs opens": any_business_of_theirs_opens,
    "refused aloud": refused_aloud,
    "a plain lookup": plain_lookup,
    "only the filter gone": only_filter_gone,
    "no scope at all": unscoped(),
    "promises unscoped": unscoped(Promise),
    "promises and tellings unscoped": unscoped(Promise, Telling),
    "entries unscoped": unscoped(Entry),
    "closures unscoped": unscoped(Closure),
    "exports unscoped": unscoped(Export),
}
WRITING = [act for act in permissions.ACTS if not act.startswith("see ")]
VIEWERS: dict[str, Plant] = {
    "everybody may": everybody_may,
    **{f"viewers may {act}": viewers_may(act) for act in WRITING},
}


def first(found: Iterator[str]) -> str:
    return next(found, "")


@pytest.mark.parametrize("plant", STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_let_in_is_seen(
    plant: Plant, world: World, posted: list[Posted], monkeypatch: Patch
) -> None:
    plant(monkeypatch)
    walk = crawl.strangers_walk(world, world.cast.mallory, world.ours, posted, Tally.empty())
    assert first(walk)


def test_a_member_who_left_let_in_is_seen(
    world: World, posted: list[Posted], monkeypatch: Patch
) -> None:
    leaving_is_forgotten(monkeypatch)
    assert first(crawl.strangers_walk(world, world.eve, None, posted, Tally.empty()))


def test_a_business_told_to_visitors_is_seen(
    world: World, posted: list[Posted], monkeypatch: Patch
) -> None:
    missing_business_is_told(monkeypatch)
    assert first(crawl.visitors_walk(world, posted, Tally.empty()))


@pytest.mark.parametrize("plant", VIEWERS.values(), ids=VIEWERS)
def test_a_viewer_who_writes_is_seen(
    plant: Plant, world: World, posted: list[Posted], monkeypatch: Patch
) -> None:
    plant(monkeypatch)
    assert first(crawl.viewers_walk(world, posted, Tally.empty()))
