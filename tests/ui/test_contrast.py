"""Ink on paper is legible in both themes: AA, computed from the tokens themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path("makegood/ui/static/css/tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}

TEXT_ON = [
    *((ink, ground) for ink in ("ink", "ink-soft", "accent", "accent-strong", "kept", "risk",
                                "missed", "told") for ground in ("paper", "sheet", "sunk")),
    *((tone, f"{tone}-wash") for tone in ("kept", "risk", "missed", "told", "accent")),
    *(("ink", f"{tone}-wash") for tone in ("kept", "risk", "missed", "told", "accent")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_reads_on_its_ground(ink: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[ink][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
def test_the_edge_of_an_input_is_seen(ground: str, theme: int) -> None:
    assert contrast(COLOURS["edge"][theme], COLOURS[ground][theme]) >= 3
