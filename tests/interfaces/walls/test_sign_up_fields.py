"""Signing up and in with everybody's ids: a business of one's own is all that comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.test import Client

from makegood.foundation.accounts.actions import open_business
from makegood.foundation.tenancy.models import Business, Member, User
from makegood.interfaces.desk import password, sign_up
from tests.interfaces.walls import digest
from tests.interfaces.walls.bodies import Body
from tests.interfaces.walls.test_body_ids import ELSEWHERE, relations, strays
from tests.interfaces.walls.world import NOW, THEIRS, World, rows_of

NEW: Body = {"business": "Hill Farm", "email": "new@example.com", "password1": "a-plum-in-a-tree"}
# Columns of the rows that signing up writes: none of them is anybody's to send.
COLUMNS = {
    field.attname for model in (User, Member, Business) for field in model._meta.concrete_fields
} | {"is_staff", "is_superuser", "user", "groups", "next"}


@pytest.fixture(autouse=True)
def counts_at_nought() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def values(world: World) -> list[str]:
    """What names the studio or its people, in every way a field might take."""
    studio, alice = Business.objects.get(pk=world.theirs.pk), world.cast.alice
    ids = {str(pk) for pk in rows_of(studio).values()}
    said = {studio.slug, studio.name, str(studio.pk), str(alice.pk), alice.email, alice.name}
    return sorted(said | ids | {"owner", f"/desk/{studio.slug}/today"})


def tries(world: World, base: Body, fields: set[str]) -> Iterator[tuple[str, Body]]:
    """The form with each field as each value; and with every other name there is."""
    for value in values(world):
        for name in sorted(fields):
            yield f"{name}={value}", {**base, name: value}
        more = dict.fromkeys(sorted((relations() | COLUMNS) - base.keys() - {"login"}), value)
        yield f"every name={value}", {**more, **base}


def known(world: World) -> dict[str, str]:
    return digest.of(world.theirs) | {
        "people": repr(list(User.objects.filter(pk=world.cast.alice.pk).values()))
    }


def wrong(world: World, answer: Any, client: Client, before: dict[str, str]) -> Iterator[str]:
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
    if known(world) != before:
        yield f"changed {digest.changed(before, known(world))}"
    if client.get(f"/desk/{world.theirs.slug}/today").status_code == 200:
        yield "opens the studio"
    # What they sent themselves may be shown to them; what it stands for may not.
    if "Promise late" in answer.content.decode():
        yield f"shows {THEIRS}"
    yield from (f"{name} leads to another business" for name in strays())


def sign_ups(world: World) -> Iterator[str]:
    before = known(world)
    for where, body in tries(world, NEW, set(sign_up.SignUpForm().fields)):
        with transaction.atomic():  # The next try begins where this one began.
            yield from [f"{where}: {line}" for line in one_sign_up(world, body, before)]
            transaction.set_rollback(True)


def one_sign_up(world: World, body: Body, before: dict[str, str]) -> Iterator[str]:
    cache.clear()
    client = Client(raise_request_exception=False)
    people = set(User.objects.values_list("pk", flat=True))
    members = Member.objects.count()
    answer = client.post("/sign-up", body)
    yield from wrong(world, answer, client, before)
    for user in User.objects.exclude(pk__in=people):
        theirs = Member.objects.filter(user=user).select_related("business")
        if [m.role for m in theirs] != ["owner"] or Member.objects.count() != members + 1:
            yield f"works for {[m.business.slug for m in theirs]}"
        if user.email not in {NEW["email"], body["email"]} or not user.is_active:
            yield f"is {user}"


def sign_ins(world: World) -> Iterator[str]:
    base = {"login": world.cast.mallory.email, "password": world.cast.password}
    before = known(world)
    for where, body in tries(world, base, set(sign_up.SignInForm().fields)):
        cache.clear()
        client = Client(raise_request_exception=False)
        answer = client.post("/sign-in", body)
        yield from (f"{where}: {line}" for line in wrong(world, answer, client, before))
        user = get_user(asked(client))
        if user.is_authenticated and user.pk != world.cast.mallory.pk:
            yield f"{where}: is in as {user}"


def asked(client: Client) -> HttpRequest:
    request = HttpRequest()
    request.session = client.session
    return request


def test_every_form_before_the_door_is_attacked() -> None:
    tried = {sign_up.SignUpForm, sign_up.SignInForm, password.AskForm, password.ChooseForm}
    assert {form.__name__ for form in tried} == ELSEWHERE


def test_signing_up_with_their_ids_opens_nothing_of_theirs(world: World) -> None:
    assert list(sign_ups(world)) == []


def test_signing_in_with_their_ids_opens_nothing_of_theirs(world: World) -> None:
    world.cast.alice.set_password("another-plum-in-a-tree")  # In the cast all have the same.
    world.cast.alice.save(update_fields=["password"])
    assert list(sign_ins(world)) == []


def test_a_name_that_opens_a_business_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def join(*, name: str, owner: User, **said: Any) -> Member:
        there = Business.objects.filter(name=name).first()
        if there is None:
            return open_business(name=name, owner=owner, **said)
        return Member.objects.create(business=there, user=owner, role="owner", joined_at=said["at"])

    monkeypatch.setattr(sign_up, "open_business", join)
    assert any("opens the studio" in line for line in sign_ups(world))


def test_a_column_anybody_may_send_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    signup = sign_up.SignUpForm.signup

    def assign(form: sign_up.SignUpForm, request: HttpRequest, user: User) -> None:
        signup(form, request, user)
        if request.POST.get("business_id", "").isdigit():
            Member.objects.create(
                business_id=int(request.POST["business_id"]), user=user, role="owner", joined_at=NOW
            )

    monkeypatch.setattr(sign_up.SignUpForm, "signup", assign)
    assert any("opens the studio" in line for line in sign_ups(world))
