"""Rules take values and return values: no rows, no request, no files, no settings.

What decides whether a promise was kept must be the same in a test, in an import of ten years and
on the page; then it can be tried with a thousand made-up weeks in a second. The kit is pure for
the same reason. (Translation may be asked for words; the clock is guarded in test_clock.py.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import Module, imported, modules, planted, told

# Words; and what looks at a value and says whether it is a mail address.
MAY_COME_FROM_DJANGO = ("django.utils.", "django.core.validators.", "django.core.exceptions.")
FORBIDDEN = ("os", "pathlib", "sqlite3", "socket", "urllib.request", "http", "subprocess", "random")


def is_pure(module: Module) -> bool:
    """Whether a module is one of those that must be: rules of a slice, or the kit."""
    in_slice = module.parts[1] in {"domain", "foundation"} and "rules" in module.parts
    return in_slice or module.parts[1] == "kit"


def impurities(module: Module) -> Iterator[str]:
    """What a rule takes from the world: imports of Django beyond words, of files, of chance."""
    for _, name in sorted(set(imported(module.nodes))):
        if name.startswith("django") and not name.startswith(MAY_COME_FROM_DJANGO):
            yield f"{module.path}: {name}"
        if any(f"{name}.".startswith(f"{root}.") for root in FORBIDDEN):
            yield f"{module.path}: {name}"
    for node in module.nodes:
        if isinstance(node, ast.Call) and module.full(node.func) in {"open", "print", "input"}:
            yield f"{module.at(node)}: {module.full(node.func)}()"


def test_rules_and_kit_take_nothing_from_the_world() -> None:
    found = [line for module in modules() if is_pure(module) for line in impurities(module)]
    assert not found, told(found, "Hand the value in as an argument:")


@pytest.mark.parametrize(
    "source",
    [
        "from django.db import models",
        "from django.conf import settings",
        "import os",
        "import random",
        "open('x')",
    ],
)
def test_an_impure_rule_is_caught(source: str) -> None:
    rule = planted(source, "makegood/domain/promises/rules/due.py")
    assert is_pure(rule)
    assert len(list(impurities(rule))) == 1


def test_words_and_values_pass() -> None:
    source = "from django.utils.translation import gettext\nfrom datetime import date"
    assert not list(impurities(planted(source)))
