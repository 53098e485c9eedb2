"""Every icon, style sheet and script a page asks for is there, and every one of ours is asked for.

A missing icon shows nothing and says nothing; a sheet nobody loads is read by the next person who
looks for where a colour comes from.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.architecture import markup
from tests.architecture.house import HOUSE, Module, modules, planted, templates, told

STATIC = HOUSE / "ui" / "static"
SPRITE = STATIC / "vendor" / "tabler-icons" / "icons.svg"
DRAWN = re.compile(r"""ui/icon\.html["'] with name=["']([\w-]+)["']""")
ASKED = re.compile(r"""{%\s*static ["']([^"']+)["']""")
LOADED = re.compile(r"""@import url\(["']?([^"')]+)""")
OTHERS = ("django_htmx/",)


@cache
def icons() -> frozenset[str]:
    return frozenset(re.findall(r"""<symbol[^>]*\bid="([\w-]+)\"""", SPRITE.read_text()))


def icons_in(module: Module) -> Iterator[tuple[str, str]]:
    """Icons a module names: {"icon": "check"} or icon="check"."""
    for node in module.nodes:
        if isinstance(node, ast.Dict):
            pairs = [
                (getattr(k, "value", ""), v) for k, v in zip(node.keys, node.values, strict=True)
            ]
        elif isinstance(node, ast.Call):
            pairs = [(keyword.arg, keyword.value) for keyword in node.keywords]
        else:
            continue
        for key, value in pairs:
            if key == "icon" and isinstance(value, ast.Constant) and value.value:
                yield module.at(value), str(value.value)


def missing_icons(named: dict[str, str]) -> list[str]:
    """Places that name an icon the sprite does not hold."""
    return [f"{place}: {name}" for place, name in named.items() if name not in icons()]


def test_every_icon_is_in_the_sprite() -> None:
    assert icons()
    named = {place: name for module in modules() for place, name in icons_in(module)}
    for path, text in templates().items():
        named |= {f"{path} {name}": name for name in DRAWN.findall(markup.bare(text))}
    found = missing_icons(named)
    assert not found, told(found, f"Add these symbols to {SPRITE.relative_to(HOUSE)}:")


def asked_for() -> set[str]:
    return {name for text in templates().values() for name in ASKED.findall(markup.bare(text))}


def test_every_file_a_page_asks_for_is_there() -> None:
    ours = [name for name in asked_for() if not name.startswith(OTHERS)]
    found = sorted(name for name in ours if not (STATIC / name).exists())
    assert not found, told(found, "These are not in makegood/ui/static/:")


def unloaded(present: set[str], asked: set[str], sheets: dict[str, str]) -> list[str]:
    """Style sheets and behaviours that no page loads, directly or through another sheet."""
    reached, waiting = set[str](), set(asked)
    while waiting:
        name = waiting.pop()
        reached.add(name)
        folder = name.rpartition("/")[0]
        below = {f"{folder}/{other}" for other in LOADED.findall(sheets.get(name, ""))}
        waiting |= below - reached
    return sorted(present - reached)


def test_every_sheet_and_behaviour_of_ours_is_loaded() -> None:
    paths = [path for ending in ("css/**/*.css", "behaviours/*.js") for path in STATIC.glob(ending)]
    present = {str(path.relative_to(STATIC)) for path in paths}
    sheets = {name: (STATIC / name).read_text() for name in present if name.endswith(".css")}
    found = unloaded(present, asked_for(), sheets)
    assert not found, told(
        found, "Load these in css/makegood.css or ui/frame_head.html, or delete:"
    )


def test_a_missing_icon_is_caught() -> None:
    source = 'nav = {"icon": "no-such-icon"}\nact(icon="check")'
    named = dict(icons_in(planted(source)))
    assert [line.rpartition(" ")[2] for line in missing_icons(named)] == ["no-such-icon"]


def test_a_sheet_nobody_loads_is_caught() -> None:
    sheets = {"css/a.css": '@import url("parts/b.css") layer(x);', "css/parts/b.css": ""}
    present = {*sheets, "css/parts/c.css"}
    assert unloaded(present, {"css/a.css"}, sheets) == ["css/parts/c.css"]
