"""The rows of the house, read from .importlinter: one table for imports and foreign keys."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

from tests.architecture.house import ROOT

CONTRACTS = ROOT / ".importlinter"
FLOORS = ("domain", "foundation")


def contracts(path: Path = CONTRACTS) -> ConfigParser:
    parser = ConfigParser()
    parser.read(path)
    return parser


def rows(floor: str) -> list[set[str]]:
    """The slices of a floor, row by row from the top."""
    text = contracts()[f"importlinter:contract:{floor}"]["layers"]
    return [{name.strip(" ()") for name in line.split("|")} for line in text.split("\n") if line]


def slices() -> dict[str, int]:
    """Every slice by its dotted name, with its height: a higher number lies higher."""
    stacked = [(floor, row) for floor in FLOORS for row in rows(floor)]
    return {
        f"makegood.{floor}.{name}": len(stacked) - depth
        for depth, (floor, row) in enumerate(stacked)
        for name in row
    }


def slice_of(dotted: str) -> str:
    """The slice a module belongs to: makegood.domain.promises.models → makegood.domain.promises."""
    return ".".join(dotted.split(".")[:3])


def may_point(source: str, target: str) -> bool:
    """Whether a slice may refer to another: to itself, or to one on a lower row."""
    heights = slices()
    if source == target:
        return source in heights
    return source in heights and target in heights and heights[source] > heights[target]
