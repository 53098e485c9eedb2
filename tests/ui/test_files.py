"""What the pages load is there, is ours or licensed, and nothing is loaded for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

UI = Path("makegood/ui")
STATIC = UI / "static"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted(Path("makegood").rglob("*.html"))
SPRITE = (VENDOR / "tabler-icons/icons.svg").read_text()


@pytest.mark.parametrize("folder", [each for each in VENDOR.iterdir() if each.is_dir()])
def test_what_is_vendored_has_its_licence_beside_it(folder: Path) -> None:
    assert (folder / "LICENSE").read_text().strip()
    assert folder.name in (VENDOR / "README.md").read_text()


def test_no_vendored_file_asks_for_a_source_map() -> None:
    asking = [path for path in VENDOR.rglob("*.css") if "sourceMappingURL" in path.read_text()]
    assert asking == []


def test_every_icon_shown_is_in_the_sprite() -> None:
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'icon\.html" with name="([\w-]+)"', template.read_text())
    }
    sources = [*Path("makegood/interfaces").rglob("*.py"), *UI.rglob("*.py")]
    for source in sources:
        named |= set(re.findall(r'"icon": "([\w-]+)"', source.read_text()))
    assert named
    assert {name for name in named if f'id="{name}"' not in SPRITE} == set()


def test_the_sheet_loads_every_style_sheet_of_ours_into_a_layer() -> None:
    sheet = (STATIC / "css/makegood.css").read_text()
    loaded = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\);', sheet)
    assert sheet.count("@import") == len(loaded)
    ours = {str(path.relative_to(STATIC / "css")) for path in (STATIC / "css").rglob("*.css")}
    portal = {name for name in ours if name.startswith("portal")}  # the customer's: all it loads
    assert {name for name, _ in loaded if "vendor" not in name} == ours - {"makegood.css"} - portal
    declared = re.search(r"@layer ([^;]+);", sheet)
    assert declared is not None
    assert {layer for _, layer in loaded} <= set(declared[1].split(", "))


def test_every_behaviour_is_loaded_somewhere_and_is_there() -> None:
    loaded = {
        name
        for template in TEMPLATES
        for name in re.findall(r"behaviours/(\w+\.js)", template.read_text())
    }
    assert loaded == {path.name for path in (STATIC / "behaviours").iterdir()}


def test_a_behaviour_imports_no_other() -> None:
    """A nonce lets in what the page names, not what a module asks for in turn."""
    importing = [
        path.name
        for path in (STATIC / "behaviours").iterdir()
        if re.search(r"^\s*import\b|import\(", path.read_text(), re.MULTILINE)
    ]
    assert importing == []


def test_a_style_sheet_says_start_and_end_rather_than_left_and_right() -> None:
    """Except where a drawing is meant, a page must turn with its language."""
    sided = re.compile(r"(margin|padding|border)-(left|right)|^\s*(left|right)\s*:", re.MULTILINE)
    found = [
        path.name for path in (STATIC / "css").rglob("*.css") if sided.search(path.read_text())
    ]
    assert found == []
