"""A view that acts is asked by POST, by somebody who may act, and all or nothing.

Mail scanners and browsers follow links by themselves, so GET changes nothing. An act that may
only be looked at by a viewer must not be theirs to do. And one press is one thing: where a view
calls two acts, either both happen or neither.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import Module, modules, planted, told

LOOKING = "see "


def functions(module: Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}


def views(module: Module) -> list[ast.FunctionDef]:
    """Public functions of a module whose first argument is the request."""
    return [
        function
        for name, function in functions(module).items()
        if not name.startswith("_") and [a.arg for a in function.args.args[:1]] == ["request"]
    ]


def reached(module: Module, view: ast.FunctionDef) -> list[ast.AST]:
    """Everything in a view, and in the functions of its module that it uses."""
    near, found, waiting = functions(module), dict[str, ast.FunctionDef](), [view]
    while waiting:
        function = waiting.pop()
        found[function.name] = function
        names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        waiting += [near[name] for name in sorted(names & set(near) - set(found))]
    return [node for function in found.values() for node in ast.walk(function)]


def acts_in(module: Module, node: ast.AST, within: frozenset[str] = frozenset()) -> int:
    """The most acts that one way through a view can do; of two branches only one is gone."""
    if isinstance(node, ast.If):
        ways = (node.body, node.orelse)
        most = max(sum(acts_in(module, step, within) for step in way) for way in ways)
        return most + acts_in(module, node.test, within)
    count = sum(acts_in(module, part, within) for part in ast.iter_child_nodes(node))
    if isinstance(node, ast.Call):
        name = module.full(node.func)
        if ".actions." in f"{name}.":
            return count + 1
        called = functions(module).get(name)
        if called is not None and name not in within:
            return count + acts_in(module, called, within | {name})
    return count


def says(module: Module, view: ast.FunctionDef, *names: str) -> bool:
    """Whether a view uses one of these names."""
    return any(module.full(node).endswith(names) for node in reached(module, view))


def door(module: Module, view: ast.FunctionDef) -> ast.Call | None:
    """The view's `@desk("act", methods=…)` or `@portal(…)`; None when it has another guard."""
    calls = [node for node in view.decorator_list if isinstance(node, ast.Call)]
    doors = (".door.desk", ".door.portal", ".asked_door.asked")
    found = [call for call in calls if module.full(call.func).endswith(doors)]
    return found[0] if found else None


def act_of(guard: ast.Call | None) -> str:
    """The act a view is guarded by; "" when it is not."""
    named = guard.args[0] if guard and guard.args else None
    return str(named.value) if isinstance(named, ast.Constant) else ""


def asks_for_post(module: Module, view: ast.FunctionDef, guard: ast.Call | None) -> bool:
    """Whether a view answers POST alone, looks at the method, or binds its form only to a POST."""
    methods = {module.full(keyword.value) for keyword in guard.keywords} if guard else set()
    if any(name.endswith(".door.WRITE") for name in methods):
        return True
    if says(module, view, "require_POST", "request.method"):
        return True
    nodes = [node for node in reached(module, view) if isinstance(node, ast.BoolOp)]
    return any(ast.unparse(node) == "request.POST or None" for node in nodes)


def wrong_views(module: Module) -> Iterator[str]:
    """Views of a module that act where they may not, as sentences."""
    for view in views(module):
        acts, guard = acts_in(module, view), door(module, view)
        where = f"{module.at(view)} {view.name}"
        if acts and not asks_for_post(module, view, guard):
            yield f"{where}: acts on GET; methods=WRITE, or Form(request.POST or None)"
        if acts and act_of(guard).startswith(LOOKING):
            yield f"{where}: acts, and is guarded by {act_of(guard)!r}"
        if acts > 1 and not says(module, view, "transaction.atomic"):
            yield f"{where}: {acts} acts in one press; do them in one transaction.atomic()"


def test_views_act_only_when_they_may() -> None:
    interfaces = [module for module in modules() if module.parts[1] == "interfaces"]
    found = [line for module in interfaces for line in wrong_views(module)]
    assert not found, told(found, "Mend these views:")


GOOD = """
from django.db import transaction
from makegood.domain.promises.actions import keeping, telling
from makegood.interfaces.desk.door import WRITE, desk

@desk("see the ledger")
def show(request, promise):
    return page(request, request.POST)

@desk("keep a promise", methods=WRITE)
def keep(request, promise):
    return _both(request, promise)

@transaction.atomic
def _both(request, promise):
    keeping.keep(promise=promise)
    telling.tell(promise=promise)

@desk("tell a customer", methods=WRITE)
def either(request, promise):
    if promise:
        telling.tell(promise=promise)
    else:
        telling.take_back(promise=promise)
"""


def test_views_that_ask_first_pass() -> None:
    assert list(wrong_views(planted(GOOD))) == []


@pytest.mark.parametrize(
    ("was", "planted_bug", "said"),
    [
        ('"keep a promise", methods=WRITE', '"keep a promise"', "acts on GET"),
        ("keep a promise", "see the ledger", "is guarded by"),
        ("@transaction.atomic\n", "", "2 acts in one press"),
    ],
)
def test_a_view_that_acts_where_it_may_not_is_caught(was: str, planted_bug: str, said: str) -> None:
    found = list(wrong_views(planted(GOOD.replace(was, planted_bug))))
    assert len(found) == 1
    assert said in found[0]
