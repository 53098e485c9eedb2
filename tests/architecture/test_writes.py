"""Rows are written only by actions.

Each write is one named function, atomic, that says who and when and records its event. A page or
a query that saved a row would change the world without a word in the journal, and nobody could
say why. `save()` names its fields, because a blind one overwrites what another wrote meanwhile.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.house import Module, is_action, modules, planted, told

PLAIN_WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "save_base",
    "create_user",
    "set_password",
}
WRITES = PLAIN_WRITES | {f"a{name}" for name in PLAIN_WRITES} | {"update", "aupdate"}
QUERY_STEPS = {"objects", "filter", "exclude", "all", "select_for_update", "using", "order_by"}
WRITING_SQL = re.compile(r"\s*(insert|update|delete|replace|truncate)\s", re.I)

# Files below or beside the actions that write, each with its reason.
EXCEPTIONS = {
    "makegood/foundation/journal/models.py": "the wall round an entry: a new one is handed on",
    "makegood/foundation/tenancy/owned.py": "the walls round every write: it hands them on",
}


def writes(module: Module) -> Iterator[str]:
    """Each place where a module writes rows."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name in WRITES and (name not in {"update", "aupdate"} or updates_rows(node)):
                yield f"{module.at(node)}: {ast.unparse(node.func)}(…)"
            if name in {"execute", "executemany"} and node.args and writing_sql(node.args[0]):
                yield f"{module.at(node)}: writing SQL"


def updates_rows(call: ast.Call) -> bool:
    """Whether `.update(…)` is a queryset's: keywords only, or behind a step of a query."""
    assert isinstance(call.func, ast.Attribute)
    steps = {node.attr for node in ast.walk(call.func.value) if isinstance(node, ast.Attribute)}
    return bool(steps & QUERY_STEPS) or (bool(call.keywords) and not call.args)


def writing_sql(node: ast.AST) -> bool:
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    return isinstance(first, ast.Constant) and bool(WRITING_SQL.match(str(first.value)))


def blind_saves(module: Module) -> Iterator[str]:
    """Each `save()` that neither names its fields nor insists on a new row."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            named = {keyword.arg for keyword in node.keywords}
            if node.func.attr == "save" and not named & {"update_fields", "force_insert", None}:
                yield f"{module.at(node)}: {ast.unparse(node.func)}()"


def elsewhere() -> list[Module]:
    return [module for module in modules() if not is_action(module)]


def test_only_actions_write() -> None:
    found = [
        line for module in elsewhere() if module.path not in EXCEPTIONS for line in writes(module)
    ]
    assert not found, told(found, "Move these writes into actions.py, as a named act with by= at=.")


def test_no_save_is_blind() -> None:
    found = [line for module in modules() for line in blind_saves(module)]
    assert not found, told(found, "Say save(update_fields=[…]), or update() on a condition.")


def test_every_exception_is_still_needed() -> None:
    writing = {module.path for module in elsewhere() if any(writes(module))}
    needless = sorted(set(EXCEPTIONS) - writing)
    assert not needless, told(needless, "These no longer write: take them off the list.")


@pytest.mark.parametrize(
    "line",
    [
        "promise.save(update_fields=['kept_at'])",
        "Promise.objects.create(text='x')",
        "Promise.objects.filter(pk=1).update(**values)",
        "rows.update(kept_at=at)",
        "promise.delete()",
        "form.save()",
        "await promise.asave()",
        "cursor.execute('UPDATE promises_promise SET text = 1')",
        "cursor.execute(f'DELETE FROM {table}')",
    ],
)
def test_a_write_in_a_query_is_caught(line: str) -> None:
    source = f"async def look(promise, form, cursor, rows, values, at):\n    {line}"
    assert len(list(writes(planted(source)))) == 1


@pytest.mark.parametrize(
    "line",
    ["known.update(other)", "known.update({'a': 1})", "cursor.execute('SELECT 1')", "create(1)"],
)
def test_what_only_looks_like_a_write_passes(line: str) -> None:
    assert not list(writes(planted(line)))


def test_a_blind_save_is_caught() -> None:
    assert list(blind_saves(planted("promise.save()")))
    assert not list(blind_saves(planted("promise.save(update_fields=['text'])")))
