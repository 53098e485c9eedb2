"""What happens next stands on one page, never in a hook.

Signals, overridden save() and the like run code that the caller cannot see; in the codebases we
studied they are the regret named most often. Here actions record events, and makegood/reactions.py
says what follows. Model forms and the admin write rows without an action: neither is used.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import Module, modules, planted, told

FORBIDDEN = {
    "django.dispatch": "signals hide what follows: record an event and react to it",
    "django.contrib.admin": "the admin writes without an action",
    "django.forms.ModelForm": "a plain Form; its view calls an action",
    "django.forms.modelform_factory": "a plain Form; its view calls an action",
    "django.forms.models": "a plain Form; its view calls an action",
}
HOOKS = {"save", "delete", "save_base", "asave", "adelete"}

# Files that listen to a signal or override a write, each with its reason.
EXCEPTIONS = {
    "makegood/config/durability.py": "looks at each database connection as it opens (law 1)",
    "makegood/config/apps.py": "puts the walls of the database up after its tables are made",
    "makegood/foundation/journal/models.py": "an entry refuses to be changed or deleted",
    "makegood/foundation/tenancy/apps.py": "puts the wall up after every migrate",
    "makegood/foundation/tenancy/owned.py": "save and delete refuse rows of another business",
}


def hidden_flow(module: Module) -> Iterator[str]:
    """Each thing in a module that would run code out of sight."""
    for node in module.nodes:
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from (f"{module.at(node)}: {line}" for line in forbidden_imports(node))
        elif isinstance(node, ast.Attribute):
            why = FORBIDDEN.get(module.full(node))
            if why:
                yield f"{module.at(node)}: {module.full(node)}: {why}"
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and part.name in HOOKS:
                    yield f"{module.at(part)}: {node.name}.{part.name}: a model has no callbacks"


def forbidden_imports(node: ast.ImportFrom | ast.Import) -> Iterator[str]:
    before = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        name = before + alias.name
        for banned, why in FORBIDDEN.items():
            if f"{name}.".startswith(f"{banned}."):
                yield f"{name}: {why}"
        if ".signals." in f"{name}." and not name.startswith("makegood."):
            yield f"{name}: {FORBIDDEN['django.dispatch']}"


def test_nothing_runs_out_of_sight() -> None:
    found = [
        line
        for module in modules()
        if module.path not in EXCEPTIONS
        for line in hidden_flow(module)
    ]
    assert not found, told(found, "Say it in an action and in makegood/reactions.py instead:")


def test_every_exception_is_still_needed() -> None:
    hiding = {module.path for module in modules() if any(hidden_flow(module))}
    needless = sorted(set(EXCEPTIONS) - hiding)
    assert not needless, told(needless, "These no longer need it: take them off the list.")


@pytest.mark.parametrize(
    "source",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "from django.dispatch import receiver",
        "from django.contrib import admin",
        "from django.forms import ModelForm",
        "from django import forms\nclass A(forms.ModelForm): pass",
        "class Promise(Owned):\n    def save(self): pass",
    ],
)
def test_hidden_flow_is_caught(source: str) -> None:
    assert len(list(hidden_flow(planted(source)))) == 1
