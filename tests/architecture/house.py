"""The repository as the guards see it: files, parsed modules, and what a name stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "makegood"
SKIPPED = {"__pycache__", "node_modules", "staticfiles", "var", "vendor", "build", "dist"}
KEPT_HIDDEN = {".ci"}


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies and what it says."""

    path: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Everything in it, walked once for all guards."""
        return list(ast.walk(self.tree))

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for, in full: {"tz": "django.utils.timezone"}."""
        return dict(imported(self.nodes))

    @property
    def parts(self) -> tuple[str, ...]:
        """The path in pieces, without the ending: ("makegood", "kit", "line")."""
        return Path(self.path).with_suffix("").parts

    @property
    def dotted(self) -> str:
        return ".".join(part for part in self.parts if part != "__init__")

    def at(self, node: ast.AST) -> str:
        """Where a node stands: path:line."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def full(self, node: ast.AST) -> str:
        """The full dotted name an expression reads as; "" when it is not a plain name."""
        if isinstance(node, ast.Name):
            return self.names.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            before = self.full(node.value)
            return f"{before}.{node.attr}" if before else ""
        return ""


def imported(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """Each name these import, with what it stands for."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or whole, whole
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def is_action(module: Module) -> bool:
    """Whether the module is `actions.py` or lies in a folder `actions/`."""
    return "actions" in module.parts


def is_migration(module: Module) -> bool:
    return "migrations" in module.parts


@cache
def files() -> tuple[Path, ...]:
    """Every file of ours in the repository: nothing vendored, made, or hidden (but .ci)."""
    return tuple(sorted(walk(ROOT)))


def walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in KEPT_HIDDEN
        if path.is_dir():
            if not hidden and path.name not in SKIPPED:
                yield from walk(path)
        elif path.is_file():
            yield path


@cache
def modules(folder: str = "makegood") -> tuple[Module, ...]:
    """Every Python module below a folder of the repository, migrations left out."""
    found = [path for path in files() if path.suffix == ".py" and within(path, folder)]
    read = [read_module(path) for path in found]
    return tuple(module for module in read if not is_migration(module))


@cache
def read_module(path: Path) -> Module:
    return Module(relative(path), path.read_text())


@cache
def templates() -> dict[str, str]:
    """Every template by its name, which is its path below makegood/."""
    found = [path for path in files() if path.suffix == ".html" and within(path, "makegood")]
    return {str(path.relative_to(HOUSE)): path.read_text() for path in found}


def within(path: Path, folder: str) -> bool:
    return path.is_relative_to(ROOT / folder)


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def planted(source: str, path: str = "makegood/domain/promises/queries.py") -> Module:
    """A module that is not there, to see a guard catch it."""
    return Module(path, source)


def told(found: list[str], what_to_do: str) -> str:
    """The message of a guard: what to do, then where."""
    return "\n".join([what_to_do, *found])
