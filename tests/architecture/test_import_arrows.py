"""Imports point one way: config → urls → interfaces → tables → domain → foundation → kit.

Every large codebase we measured ties its packages into knots (4 of 11, 29 of 60, 26 of 35), and
a knot is where a change in one corner breaks another. One-way arrows keep each slice readable by
itself. The contracts stand in .importlinter and are exhaustive: a slice without a row fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.architecture import rows
from tests.architecture.house import ROOT

WHAT_TO_DO = """An import points upwards, sideways, or to a slice that has no row.
Move the code to the slice that owns the idea, let the higher slice call the lower one, or let it
follow from an event (makegood/reactions.py). A new slice gets its row in .importlinter."""


def test_every_import_follows_the_arrow(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename=str(rows.CONTRACTS), no_cache=True, no_logo=True)
    assert code == 0, f"{WHAT_TO_DO}\n{capsys.readouterr().out}"


def test_the_order_inside_a_slice_is_asked_of_every_domain_slice() -> None:
    named = rows.contracts()["importlinter:contract:slices"]["containers"].split()
    placed = [name for name in rows.slices() if name.startswith("makegood.domain.")]
    assert sorted(named) == sorted(placed), "Name the slice in .importlinter, contract “slices”."


PLANTED = {
    "a lower slice imports a higher one": (
        "domain/customers/models.py",
        "from {house}.domain.promises import models",
        "Domain rows",
    ),
    "siblings of a row meet": (
        "foundation/jobs/backend.py",
        "from {house}.foundation import limits",
        "Foundation rows",
    ),
    "the kit knows the foundation": (
        "kit/line.py",
        "from {house}.foundation import tenancy",
        "never an arrow up",
    ),
    "the domain reads the settings": (
        "domain/promises/rules.py",
        "from {house}.config import settings",
        "never an arrow up",
    ),
    "a slice is not placed": ("domain/rumours/__init__.py", "", "Domain rows"),
    "a drawer stands beside the floors": ("drawer.py", "", "never an arrow up"),
    "one interface uses another": (
        "interfaces/desk/start.py",
        "from {house}.interfaces import cli",
        "Interfaces are strangers",
    ),
    "the tables use the ui": (
        "urls.py",
        "from {house} import ui",
        "ui is for interfaces only",
    ),
    "a rule asks a query": (
        "domain/promises/rules.py",
        "from {house}.domain.promises import queries",
        "Inside a slice",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_contracts_catch(
    planted: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, line, broken = PLANTED[planted]
    house = "shack" + "".join(filter(str.isalpha, planted))
    shack(tmp_path / house)
    target = tmp_path / house / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(line.format(house=house))
    monkeypatch.syspath_prepend(str(tmp_path))
    contracts = tmp_path / "contracts"
    contracts.write_text(rows.CONTRACTS.read_text().replace("makegood", house))
    code = lint_imports(config_filename=str(contracts), no_cache=True, no_logo=True)
    said = capsys.readouterr().out
    assert code == 1
    kept = [line for line in said.splitlines() if line.rstrip().endswith("KEPT")]
    assert len(kept) == len(rows.contracts().sections()) - 2
    assert any(broken in line and "BROKEN" in line for line in said.splitlines())


def shack(folder: Path) -> None:
    """An empty house with the same rooms."""
    rooms = [name.removeprefix("makegood.").replace(".", "/") for name in rows.slices()]
    for room in ["", "config", "interfaces", "domain", "foundation", "kit", "ui", *rooms]:
        (folder / room).mkdir(parents=True, exist_ok=True)
        (folder / room / "__init__.py").touch()
    for room in ["interfaces/desk", "interfaces/cli"]:
        (folder / room).mkdir()
        (folder / room / "__init__.py").touch()
    for name in ["__main__.py", "urls.py", "config/settings.py", "domain/promises/queries.py"]:
        (folder / name).touch()
