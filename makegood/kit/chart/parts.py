"""The strokes and words that every chart is made of.

Presentation attributes carry the ink of print; the classes let a style sheet replace it. There is
no style attribute, so that a strict content security policy holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from makegood.kit.chart.marks import Point
from makegood.kit.line.labels import SIZE, width_of

Tone = Literal["kept", "accent"]
Anchor = Literal["start", "middle", "end"]

INK: dict[Tone, str] = {"kept": "#2c6543", "accent": "#6a3a62"}
_WORDS = {"label": "#26221c", "value": "#26221c", "soft": "#655d50"}


class Sheet:
    """A sheet of so many pixels, on which x counts from where the language begins to read."""

    def __init__(self, width: float, height: float, *, size: int, rtl: bool | None) -> None:
        self.width, self.height, self.size = width, height, size
        self._rtl = translation.get_language_bidi() if rtl is None else rtl

    def room(self, texts: Iterable[str]) -> float:
        """How wide the widest of these is."""
        return max((width_of(text) for text in texts), default=0.0) * self.size / SIZE

    def at(self, x: float) -> str:
        return f"{self.width - x if self._rtl else x:.1f}"

    def svg(
        self, parts: Iterable[SafeString], *, manner: str, tone: Tone, title: str
    ) -> SafeString:
        """The whole picture. Without a title it is silent: put the words beside it."""
        said = format_html("<title>{}</title>", title) if title else ""
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{} chart-{}"'
            ' viewBox="0 0 {} {}" color="{}" fill="none" font-family="sans-serif" font-size="{}"'
            ' direction="{}" focusable="false" {}>{}{}</svg>',
            *(manner, tone, f"{self.width:.0f}", f"{self.height:.0f}", INK[tone], self.size),
            *("rtl" if self._rtl else "ltr", _role(title), said),
            format_html_join("", "{}", ((part,) for part in parts)),
        )

    def text(
        self, x: float, y: float, words: str, *, anchor: Anchor = "middle", ink: str = "label"
    ) -> SafeString:
        if not words:
            return SafeString()
        return format_html(
            '<text class="chart-{}" x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>',
            *(ink, self.at(x), f"{y:.1f}", anchor, _WORDS[ink], words),
        )

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> SafeString:
        return self._stroke("rule", 'stroke="#e5ddce" stroke-width="1"', [(x1, y1), (x2, y2)])

    def join(self, spots: list[tuple[float, float]]) -> SafeString:
        """From one to the next, faintly."""
        ink = 'stroke="currentColor" stroke-width="1.5" stroke-opacity="0.45"'
        return self._stroke("join", ink, spots)

    def reach(self, x1: float, y1: float, x2: float, y2: float) -> SafeString:
        """How far a figure may be off."""
        ink = 'stroke="currentColor" stroke-width="6" stroke-opacity="0.3" stroke-linecap="round"'
        return self._stroke("reach", ink, [(x1, y1), (x2, y2)])

    def dot(self, x: float, y: float, *, r: float = 4.5, hollow: bool = False) -> SafeString:
        return format_html(
            '<circle class="chart-{}" cx="{}" cy="{}" r="{}" fill="{}" stroke="currentColor"'
            ' stroke-width="2"/>',
            *("open" if hollow else "dot", self.at(x), f"{y:.1f}", f"{r:.1f}"),
            "#ffffff" if hollow else "currentColor",
        )

    def _stroke(self, name: str, ink: str, spots: list[tuple[float, float]]) -> SafeString:
        way = "L".join(f"{self.at(x)} {y:.1f}" for x, y in spots)
        return format_html('<path class="chart-{}" d="M{}" {}/>', name, way, _plain(ink))


def group(point: Point, parts: Iterable[SafeString]) -> SafeString:
    """All that belongs to one figure; a mouse that rests on it shows the sentence."""
    said = format_html("<title>{}</title>", point.full) if point.full else ""
    return format_html("<g>{}{}</g>", said, format_html_join("", "{}", ((one,) for one in parts)))


def _role(title: str) -> SafeString:
    return _plain('role="img"' if title else 'aria-hidden="true"')


def _plain(markup: str) -> SafeString:
    """Markup of this module's own."""
    return SafeString(markup)
