"""Figures below one another: for long names, and for narrow pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from django.utils.safestring import SafeString

from makegood.kit.chart.marks import Point, Scale
from makegood.kit.chart.parts import Sheet, Tone, group
from makegood.kit.line.labels import SIZE, cut

_HEAD, _ROW, _AIR = 26.0, 32.0, 10.0
_BASE = 4.5  # from the middle of a row to the foot of its letters
# Names longer than this part of the page take two lines, and are cut then.
_NAMES = 0.46


def rows(
    points: Sequence[Point],
    scale: Scale,
    *,
    width: int = 340,
    tone: Tone = "kept",
    n_label: str = "",
    title: str = "",
    rtl: bool | None = None,
) -> SafeString:
    """A dot beside each label, its interval as a bar, then the figure and how many it rests on."""
    size = 13 if width < 600 else 14
    sheet = Sheet(width, _HEAD + _ROW * len(points) + _AIR / 2, size=size, rtl=rtl)
    ends = sheet.room([*(point.n for point in points), n_label])
    said = sheet.room(point.said for point in points)
    right = width - ends - said - 3 * _AIR
    left, in_two = _room_for_names(sheet, points)
    parts = [
        *_ground(sheet, scale, left, right, _HEAD + _ROW * len(points)),
        sheet.text(width, _HEAD - 10, n_label, anchor="end", ink="soft"),
        *(
            group(
                point,
                [
                    *_names(sheet, point, y, left, in_two=in_two),
                    *_drawn(sheet, scale, point, left, right, y),
                    sheet.text(
                        width - ends - _AIR, y + _BASE, point.said, anchor="end", ink="value"
                    ),
                    sheet.text(width, y + _BASE, point.n, anchor="end", ink="soft"),
                ],
            )
            for point, y in ((one, _HEAD + _ROW * (at + 0.5)) for at, one in enumerate(points))
        ),
    ]
    return sheet.svg(parts, manner="rows", tone=tone, title=title)


def _ground(
    sheet: Sheet, scale: Scale, left: float, right: float, foot: float
) -> Iterator[SafeString]:
    """A hair line for each value; of names that would touch only every second, or third …"""
    room = sheet.room(name for _, name in scale.ticks) + _AIR / 2
    every = ceil(room * max(len(scale.ticks) - 1, 1) / (right - left))
    for at, (value, name) in enumerate(reversed(scale.ticks)):
        x = left + (right - left) * scale.share(value)
        yield sheet.rule(x, _HEAD - 4, x, foot)
        if at % every == 0:
            yield sheet.text(x, _HEAD - 10, name, ink="soft")


def _room_for_names(sheet: Sheet, points: Sequence[Point]) -> tuple[float, bool]:
    """Where the drawing begins, and whether a name takes two lines."""
    most = _NAMES * sheet.width
    whole = sheet.room(" · ".join(_lines(point)) for point in points)
    if whole <= most:
        return whole + 2 * _AIR, False
    lines = sheet.room(line for point in points for line in _lines(point))
    return min(lines, most) + 2 * _AIR, True


def _names(
    sheet: Sheet, point: Point, y: float, left: float, *, in_two: bool
) -> Iterator[SafeString]:
    lines = _lines(point) if in_two else [" · ".join(_lines(point))]
    room = (left - 2 * _AIR + 1) * SIZE / sheet.size
    for at, line in enumerate(lines):
        base = y + _BASE + (at - (len(lines) - 1) / 2) * sheet.size
        yield sheet.text(0, base, cut(line, room), anchor="start", ink="soft" if at else "label")


def _lines(point: Point) -> list[str]:
    return [line for line in (point.label, point.beneath) if line]


def _drawn(
    sheet: Sheet, scale: Scale, point: Point, left: float, right: float, y: float
) -> Iterator[SafeString]:
    def at(value: float) -> float:
        return left + (right - left) * scale.share(value)

    if point.low is not None and point.high is not None:
        yield sheet.reach(at(point.low), y, at(point.high), y)
    if point.value is not None:
        yield sheet.dot(at(point.value), y, hollow=point.so_far)
