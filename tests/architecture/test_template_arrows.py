"""A template draws in parts only from its own interface or from ui/, and is used by somebody.

A partial borrowed from another interface is an import nobody sees: the portal would change when
the desk does. And a template's name is its path, so that a search finds every use; a name put
together at run time hides from it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture import markup
from tests.architecture.house import Module, modules, planted, templates, told

# allauth looks for its templates by names of its own: the one exemption (DESIGN, The house).
ALLAUTH = ("account/", "allauth/", "mfa/", "usersessions/")
DJANGO = ("django/forms/",)
# Every letter of every slice stands in one frame.
LETTER_FRAME = ("foundation/mail/letter.",)


def room(path: str) -> str:
    """Where a template may borrow from: its interface, its slice, or ui."""
    pieces = path.removeprefix("makegood/").split("/")
    return pieces[0] if pieces[0] == "ui" else "/".join(pieces[:2])


def borrowed(name: str, text: str) -> Iterator[str]:
    """Names in this template that belong to another room."""
    for other in sorted(markup.named(text)):
        in_frame = "/letters/" in name and other.startswith(LETTER_FRAME)
        if in_frame or other.startswith(DJANGO + ALLAUTH):
            continue
        if room(other) not in {room(name), "ui"}:
            yield f"{name} uses {other}"


def names_in(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Names of templates written in Python; one put together at run time reads "?"."""
    for node in module.nodes:
        if isinstance(node, ast.JoinedStr):
            last = node.values[-1]
            if isinstance(last, ast.Constant) and str(last.value).endswith((".html", ".txt")):
                yield "?", node
        elif isinstance(node, ast.Constant):
            said = str(node.value)
            if said.endswith(".html") and " " not in said:
                yield said, node


def wrongly_named(module: Module) -> Iterator[str]:
    """Templates a module names that are not there, belong elsewhere, or are made at run time."""
    for name, node in names_in(module):
        if name == "?":
            yield f"{module.at(node)}: a template's name is written whole"
        elif name.startswith(ALLAUTH + DJANGO) or name.startswith("."):
            continue
        elif name not in templates():
            yield f"{module.at(node)}: no template {name}"
        elif room(name) not in {room(module.path), "ui"}:
            yield f"{module.at(node)}: {name} belongs to another room"


def unreached(texts: dict[str, str], roots: set[str]) -> list[str]:
    """Templates nobody uses, starting from those that Python names."""
    reached: set[str] = set()
    waiting = {name for name in roots if name in texts}
    waiting |= {name for name in texts if name.split("/templates/")[-1].startswith(ALLAUTH)}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting |= {other for other in markup.named(texts[name]) if other in texts} - reached
    return sorted(set(texts) - reached)


def test_templates_borrow_only_from_their_own_interface_or_ui() -> None:
    found = [line for name, text in templates().items() for line in borrowed(name, text)]
    assert not found, told(found, "Move what both need to ui/, or write the small part twice.")


def test_every_template_a_template_names_is_there() -> None:
    found = [
        f"{name} uses {other}"
        for name, text in templates().items()
        for other in sorted(markup.named(text))
        if other not in templates() and not other.startswith(ALLAUTH + DJANGO)
    ]
    assert not found, told(found, "A template's name is its path below makegood/.")


def test_python_names_templates_whole_and_only_its_own() -> None:
    found = [line for module in modules() for line in wrongly_named(module)]
    assert not found, told(found, "A template's name is its path below makegood/.")


def test_every_template_is_used() -> None:
    roots = {name for module in modules() for name, _ in names_in(module)}
    found = unreached(templates(), roots)
    assert not found, told(found, "Nobody shows these templates: use them or delete them.")


def test_a_part_of_another_interface_is_caught() -> None:
    text = '{% include "interfaces/portal/promise.html" %}{% include "ui/icon.html" %}'
    assert list(borrowed("interfaces/desk/today.html", text)) == [
        "interfaces/desk/today.html uses interfaces/portal/promise.html"
    ]
    assert list(borrowed("ui/frame.html", '{% extends "interfaces/desk/today.html" %}'))


def test_a_name_in_a_comment_is_no_use() -> None:
    assert markup.named('{% comment %}see "ui/act.html"{% endcomment %}') == set()


def test_python_naming_a_stranger_or_a_made_up_name_is_caught() -> None:
    module = planted(
        'A = "ui/nowhere.html"\nB = f"ui/{A}.html"\nC = "interfaces/desk/start.html"',
        "makegood/interfaces/portal/start.py",
    )
    assert [line.partition(":")[2] for line in wrongly_named(module)] == [
        "1: no template ui/nowhere.html",
        "2: a template's name is written whole",
        "3: interfaces/desk/start.html belongs to another room",
    ]


def test_a_template_used_only_by_an_unused_one_is_unused_too() -> None:
    texts = {"a.html": "", "b.html": '{% include "c.html" %}', "c.html": ""}
    assert unreached(texts, {"a.html"}) == ["b.html", "c.html"]
