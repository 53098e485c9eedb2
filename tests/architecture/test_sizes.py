"""Small files, small functions: what does not fit on a page is two things.

In every larger codebase we read, one file had swallowed the concept. The budgets are upper
limits; the medians, printed by `python -m pytest tests/architecture/test_sizes.py -s`, should lie
far below them.
"""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterable
from functools import cache

from tests.architecture.house import Module, files, modules, relative, told

BUDGETS = {"module": 300, "function": 50, "template": 120, "style sheet": 150, "behaviour": 80}
KINDS = {".html": "template", ".css": "style sheet", ".js": "behaviour"}

Sizes = list[tuple[str, str, int]]


def sizes_of_module(module: Module) -> Sizes:
    """The module and its functions: kind, place, lines. (Decorators may list cases: left out.)"""
    found = [("module", module.path, lines(module.source))]
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            found.append(("function", f"{module.at(node)} {node.name}", length))
    return found


def lines(text: str) -> int:
    return len(text.splitlines())


@cache
def every_size() -> Sizes:
    found = [size for module in modules(".") for size in sizes_of_module(module)]
    return found + [
        (KINDS[path.suffix], relative(path), lines(path.read_text()))
        for path in files()
        if path.suffix in KINDS
    ]


def too_long(sizes: Iterable[tuple[str, str, int]]) -> list[str]:
    return [
        f"{place}: {length} lines, a {kind} has at most {BUDGETS[kind]}"
        for kind, place, length in sizes
        if length > BUDGETS[kind]
    ]


def medians(sizes: Sizes) -> str:
    """A line for each kind: how many, the median, the longest."""
    rows = []
    for kind, budget in BUDGETS.items():
        lengths = [length for found, _, length in sizes if found == kind]
        if lengths:
            median = statistics.median(lengths)
            rows.append(
                f"{kind:12} n {len(lengths):4}  median {median:5.1f}  "
                f"longest {max(lengths):3} of {budget}"
            )
    return "\n".join(rows)


def test_everything_fits_on_its_page() -> None:
    sizes = every_size()
    print("\n" + medians(sizes))
    found = too_long(sizes)
    assert not found, told(found, "Split these by story, not by layer:")


def test_most_of_everything_is_far_below_its_budget() -> None:
    for kind, budget in BUDGETS.items():
        lengths = [length for found, _, length in every_size() if found == kind]
        assert statistics.median(lengths) <= 0.6 * budget, f"The {kind}s are growing too long."


def test_what_is_too_long_is_caught() -> None:
    long_function = "def tell():\n" + "    pass\n" * 50
    assert too_long(sizes_of_module(Module("a.py", long_function))) == [
        "a.py:1 tell: 51 lines, a function has at most 50"
    ]
    assert too_long(sizes_of_module(Module("a.py", "\n" * 301)))
    assert not too_long(sizes_of_module(Module("a.py", "\n" * 300)))
