"""All rows as one number each table, so that a change nobody expected is seen and named."""

from __future__ import annotations

import hashlib

from django.apps import apps
from django.db import connection
from django.db.models import Model

from makegood.foundation.tenancy.models import Business, Member
from makegood.foundation.tenancy.owned import Owned
from makegood.foundation.tenancy.scope import enter

Digest = dict[str, str]
# Who is signed in, and when they last were: a GET of a signed-in person may touch these.
SIGNING_IN = {"django_session"}


def owned() -> list[type[Owned]]:
    return [model for model in apps.get_models() if issubclass(model, Owned)]


def of(business: Business) -> Digest:
    """Everything of one business: its own row, its team, and every row that it owns."""
    with enter(business):
        found = {m._meta.db_table: _rows(m, "business_id = %s", [business.pk]) for m in owned()}
    found["tenancy_member"] = _rows(Member, "business_id = %s", [business.pk])
    found["tenancy_business"] = _rows(Business, "id = %s", [business.pk])
    return found


def of_everything(*businesses: Business) -> Digest:
    """Every row of every table but the sessions; owned rows of the businesses named."""
    known = owned()
    rest = [m for m in apps.get_models() if m not in known and m._meta.managed]
    found = {m._meta.db_table: _rows(m, "1 = 1", []) for m in rest}
    for business in businesses:
        found |= {f"{name} of {business.slug}": said for name, said in of(business).items()}
    return {name: said for name, said in found.items() if name not in SIGNING_IN}


def changed(before: Digest, after: Digest) -> list[str]:
    """The tables that are not as they were."""
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def _rows(model: type[Model], where: str, values: list[int]) -> str:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE {where} ORDER BY "{key}"', values)
        said = repr(cursor.fetchall())
    return hashlib.sha256(said.encode()).hexdigest()
