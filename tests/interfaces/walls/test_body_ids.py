"""Ids of another business inside our own forms and questions: refused, or as if they were not."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms
from django.db import connection
from django.test import Client

from makegood import interfaces
from makegood.domain.customers.models import Customer
from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries import rows
from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.desk.settings_forms import HoursForm
from tests.interfaces.walls import digest
from tests.interfaces.walls.addresses import NEVER, desk, ids_in
from tests.interfaces.walls.answers import text_of
from tests.interfaces.walls.bodies import FILLED, SENTENCE, Posted, harvest
from tests.interfaces.walls.crawl import plain, signed_in
from tests.interfaces.walls.test_mutants import unscoped
from tests.interfaces.walls.world import OURS, THEIRS, World, furnish, rows_of

# Asked before anybody is in: test_sign_up_fields.py attacks them.
ELSEWHERE = {"SignUpForm", "SignInForm", "AskForm", "ChooseForm"}


def every_form() -> dict[str, type[forms.BaseForm]]:
    """Every form class of every interface."""
    found: dict[str, type[forms.BaseForm]] = {}
    for module in pkgutil.walk_packages(interfaces.__path__, f"{interfaces.__name__}."):
        if ".management." in module.name:
            continue
        said = vars(importlib.import_module(module.name))
        for name, kind in said.items():
            ours = isinstance(kind, type) and kind.__module__ == module.name
            if ours and issubclass(kind, forms.BaseForm):
                found[name] = kind
    return found


def relations() -> set[str]:
    """Names under which any owned row refers to another, with and without `_id`."""
    found = {"id", "pk", "business", "slug"}
    for model in digest.owned():
        for field in model._meta.local_concrete_fields:
            if field.is_relation or field.name.endswith("_id"):
                found |= {field.name.removesuffix("_id"), f"{field.name.removesuffix('_id')}_id"}
    return found


def strays() -> Iterator[str]:
    """Rows that refer to a row of another business."""
    for model in digest.owned():
        for field in model._meta.local_concrete_fields:
            target = field.related_model
            if field.name == "business" or not isinstance(target, type):
                continue
            if not issubclass(target, (*digest.owned(), Member)):
                continue
            one, other, key = model._meta.db_table, target._meta.db_table, field.column
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT count(*) FROM "{one}" a JOIN "{other}" b ON a."{key}" = b.id '
                    "WHERE a.business_id <> b.business_id"
                )
                if cursor.fetchone()[0]:
                    yield f"{one}.{key}"


def planted(world: World, posted: Posted) -> Iterator[tuple[str, dict[str, object]]]:
    """The form with each of its fields naming a row of theirs; and with every name there is."""
    theirs = rows_of(world.theirs) | {
        "business": world.theirs.pk,
        "slug": world.theirs.slug,
        **dict.fromkeys(("member", "owner", "stated_by"), world.cast.owner.pk),
    }

    def row_of(name: str) -> object:
        return theirs.get(name.removesuffix("_id"), theirs["promise"])

    for name in posted.body:
        yield name, {**posted.body, name: row_of(name)}
    more = {name: row_of(name) for name in sorted(relations()) if name not in posted.body}
    yield "names of ours", {**more, **posted.body}


def body_walk(world: World, client: Client, found: list[Posted]) -> Iterator[str]:
    before = digest.of(world.theirs)
    for posted in found:
        for name, body in planted(world, posted):
            answer = client.post(posted.path, body)
            where = f"{posted.name}.{name}"
            if THEIRS in text_of(answer):
                yield f"{where}: shows {THEIRS}"
            if answer.status_code >= 500:
                yield f"{where}: answers {answer.status_code}"
            offered = posted.offered.get(name, [])
            if any(map(str.isdigit, offered)) and answer.status_code not in {404, 422}:
                yield f"{where}: takes their id with {answer.status_code}"
        if digest.of(world.theirs) != before:
            yield f"{posted.name}: changed {digest.changed(before, digest.of(world.theirs))}"
    yield from (f"{name} leads to another business" for name in strays())


def once_each(found: list[Posted]) -> list[Posted]:
    kept: dict[tuple[str, ...], Posted] = {}
    for posted in found:
        kept.setdefault((posted.name, *posted.body), posted)
    return list(kept.values())


def fields_of(kind: type[forms.BaseForm]) -> list[str]:
    """The names of its fields. (Those of the hours are made with the form.)"""
    if kind is HoursForm:
        return list(HoursForm(written={}).fields)
    return list(getattr(kind, "base_fields", {}))


def test_every_field_of_every_form_is_attacked(world: World) -> None:
    found = harvest(signed_in(world.cast.mallory), world.ours)
    sent = {name for posted in found for name in (*posted.body, *posted.offered)} | set(FILLED)
    unticked = {"unknown", "options", "keeps"}
    fields = {
        f"{form}.{name}"
        for form, kind in every_form().items()
        if form not in ELSEWHERE
        for name in fields_of(kind)
        if name not in sent | unticked
    }
    assert not fields
    assert len(every_form()) > len(ELSEWHERE)


def test_ids_of_theirs_in_our_forms_lead_nowhere(world: World) -> None:
    client = signed_in(world.cast.mallory)
    found = once_each(harvest(client, world.ours))
    assert any(values for posted in found for values in posted.offered.values())
    assert set(body_walk(world, client, found)) == set()


def test_a_choice_from_everywhere_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(world.cast.mallory)
    found = [posted for posted in harvest(client, world.ours) if "on" in posted.offered]
    unscoped(Promise)(monkeypatch)
    monkeypatch.setattr(rows, "could_wait_for", lambda promise: list(Promise.objects.all()))
    assert next(body_walk(world, client, found), "")


ASKED = ("search", "customer", "which", "kind", "page", "promise", "owner", "member", "engagement")


def looked_at(world: World, value: int | str) -> dict[str, tuple[int, str]]:
    """Every page of ours asked with this value, the value itself taken out."""
    client, seen = signed_in(world.cast.mallory), {}
    for address in desk():
        if address.ids:
            continue
        path = address.at({"business": world.ours.slug})
        for names in (("customer",), ("search",), ASKED):
            answer = client.get(path, dict.fromkeys(names, value))
            status, text, _headers = plain(answer, path)
            seen[f"{path}?{'&'.join(names)}"] = status, text.replace(str(value), "~")
    return seen


def test_questions_about_theirs_find_nothing(world: World) -> None:
    customer = 7_000_001  # A number that stands for nothing else on a page.
    with enter(world.theirs):
        known = Customer.objects.order_by("pk")[0]
        known.pk, known.name_key = customer, "another"
        known.save(force_insert=True)
        Promise.objects.update(customer=known)
    assert looked_at(world, customer) == looked_at(world, NEVER)
    assert THEIRS not in str(looked_at(world, THEIRS[:-1]))


def ours_in_full(world: World) -> str:
    """Every page of ours: lists, counts, rates, names offered while typing."""
    client = signed_in(world.cast.mallory)
    said = []
    for address in desk():
        for ids in ids_in(address, world.ours):
            path = address.at(ids)
            answers = [client.get(path), client.get(path, {"which": "all", "search": "e"})]
            if address.name == "promise_reading":
                answers.append(client.post(path, {"text": SENTENCE}))
            said += [str(plain(answer, path)) for answer in answers]
    return "\n".join(said)


def grow(business: Business, owner: Member) -> None:
    """As much again, for the customer's namesake."""
    with enter(business):
        for known in Customer.objects.all():
            Customer.objects.filter(pk=known.pk).update(name_key=f"other {known.pk} {THEIRS}")
    furnish(business, owner, THEIRS)


def test_their_rows_change_no_page_of_ours(world: World) -> None:
    before = ours_in_full(world)
    grow(world.theirs, world.cast.owner)
    assert ours_in_full(world) == before
    assert OURS in before
    assert THEIRS not in before


@pytest.mark.parametrize("model", [Promise, Customer], ids=lambda model: model.__name__)
def test_a_list_from_everywhere_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch, model: type[Promise | Customer]
) -> None:
    unscoped(model)(monkeypatch)
    monkeypatch.setattr("makegood.foundation.tenancy.owned._ours", lambda row: row)
    assert THEIRS in ours_in_full(world)
