"""Every field in which somebody's words can stand, and laying a canary into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from makegood.foundation.tenancy.models import Business, User
from makegood.foundation.tenancy.owned import Owned

Field = models.Field[Any, Any]
# What is ours, or is checked letter by letter before it is kept: by the name of the field.
OURS = {
    *("import_key", "name_key", "title_key", "phone_key", "key", "zone", "language", "locale"),
    *(
        "currency",
        "country",
        "region",
        "slug",
        "email",
        "phone",
        "password",
        "nonce",
        "sha256",
        "place",
    ),
    *("event", "by_rule", "subject_kind", "facts", "reaction", "principal", "digest", "result"),
    *("kind", "step", "role", "ready", "question", "option", "outlook", "rule", "options"),
    *("to_address", "reply_to", "unsubscribe", "message_id", "locked_password", "word"),
    *("address", "host", "mapping", "found"),
}
# Shown in no page: what a letter said lies under its own page, and a word is only looked for.
NOT_SHOWN = {
    "journal.ImportBatch.source": "on the command line, and in a refusal while it goes on",
    "feedback.Press.said": "in the next moment it is an answer, and is shown where that is",
    "mail.Letter.html": "it is markup, and ours: each letter is written anew, and looked at",
    "mail.Letter.text": "it is what `html` says, for those who read no HTML",
    "recovery.Ground.words": "the case says it as its matter",
    "exchange.Upload.said": "answers of a closed list, and headings that `found` holds",
}


def every() -> Iterator[Field]:
    for model in apps.get_models():
        if issubclass(model, Owned) or model in (Business, User):
            for field in model._meta.concrete_fields:
                is_words = isinstance(field, models.CharField | models.TextField | models.JSONField)
                ours = field.name in OURS or named(field) in NOT_SHOWN
                if is_words and not field.choices and not ours:
                    yield field


def named(field: Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def canary(number: int) -> str:
    """What would run where it is markup; `sing` counts it (not `x`: every svg has one)."""
    return f'"><svg onload=sing({number})>'


def lay() -> dict[int, str]:
    """A canary behind whatever stands in each field, past forms, actions and triggers."""
    laid = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (trigger,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}"')
    for number, field in enumerate(every(), start=1001):
        laid[number] = named(field)
        if isinstance(field, models.JSONField):
            _into_json(field, canary(number))
        else:
            _behind(field, canary(number))
    return laid


def _behind(field: Field, said: str) -> None:
    table, column = field.model._meta.db_table, field.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} <> ''")
        only = f"WHERE {column} <> ''" if cursor.fetchone()[0] else ""
        try:
            with transaction.atomic():
                cursor.execute(f"UPDATE {table} SET {column} = {column} || %s {only}", [said])
        except IntegrityError:  # It may only stand beside something else.
            return


def _into_json(field: Field, said: str) -> None:
    table, column = field.model._meta.db_table, field.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM {table}")
        for pk, kept in cursor.fetchall():
            held = json.dumps(_words_in(json.loads(kept), said))
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [held, pk])


def _words_in(held: Any, said: str) -> Any:
    """Sentences of a person, which have a space in them or stand under a language."""
    if isinstance(held, dict):
        return {
            key: one + said if key in {"en", "de"} and one else _words_in(one, said)
            for key, one in held.items()
        }
    if isinstance(held, list):
        return [_words_in(one, said) for one in held]
    return held + said if isinstance(held, str) and " " in held else held
