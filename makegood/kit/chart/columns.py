"""Figures side by side, as months are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from django.utils.safestring import SafeString

from makegood.kit.chart.marks import Point, Scale
from makegood.kit.chart.parts import Sheet, Tone, group

_TOP, _AIR = 26.0, 8.0
_PLOT = 200.0
_LINE = 20.0
_FOOT = _TOP + _PLOT + _LINE + 4


def columns(
    points: Sequence[Point],
    scale: Scale,
    *,
    width: int = 900,
    tone: Tone = "kept",
    n_label: str = "",
    title: str = "",
    rtl: bool | None = None,
) -> SafeString:
    """A dot over each label, its interval as a bar, its n beneath; gaps are gaps.

    Where they stand too close, some labels and all figures are left out: a table says them.
    """
    sheet = Sheet(width, _FOOT + 2 * _LINE + _AIR, size=14, rtl=rtl)
    left = sheet.room([*(name for _, name in scale.ticks), n_label]) + 2 * _AIR
    step = (width - left - _AIR) / max(len(points), 1)
    spots = [
        (left + step * (at + 0.5), None if point.value is None else _y(scale, point.value))
        for at, point in enumerate(points)
    ]
    all_fit = sheet.room([part for one in points for part in (one.said, one.n)]) + _AIR <= step
    r = min(4.5, max(step / 4, 1.5))
    parts = [
        *_ground(sheet, scale, left),
        *(sheet.join(run) for run in _runs(spots)),
        *(
            _drawn(sheet, scale, point, x, r=r, said=point.said if all_fit else "")
            for point, (x, _) in zip(points, spots, strict=True)
        ),
        *_labels(sheet, points, [x for x, _ in spots], step),
        *(_figures(sheet, points, [x for x, _ in spots], left, n_label) if all_fit else ()),
    ]
    return sheet.svg(parts, manner="columns", tone=tone, title=title)


def _y(scale: Scale, value: float) -> float:
    return _TOP + _PLOT * (1 - scale.share(value))


def _ground(sheet: Sheet, scale: Scale, left: float) -> Iterator[SafeString]:
    for value, name in scale.ticks:
        y = _y(scale, value)
        yield sheet.rule(left, y, sheet.width, y)
        yield sheet.text(left - _AIR, y + sheet.size * 0.35, name, anchor="end", ink="soft")


def _runs(spots: Sequence[tuple[float, float | None]]) -> Iterator[list[tuple[float, float]]]:
    """Neighbours with a figure each, from gap to gap."""
    run: list[tuple[float, float]] = []
    for x, y in [*spots, (0.0, None)]:
        if y is not None:
            run.append((x, y))
            continue
        if len(run) > 1:
            yield run
        run = []


def _drawn(
    sheet: Sheet, scale: Scale, point: Point, x: float, *, r: float, said: str
) -> SafeString:
    parts = []
    if point.low is not None and point.high is not None:
        parts.append(sheet.reach(x, _y(scale, point.low), x, _y(scale, point.high)))
    if point.value is not None:
        top = _y(scale, point.value if point.high is None else point.high)
        parts.append(sheet.dot(x, _y(scale, point.value), r=r, hollow=point.so_far))
        parts.append(sheet.text(x, top - 9, said, ink="value"))
    return group(point, parts)


def _labels(
    sheet: Sheet, points: Sequence[Point], xs: Sequence[float], step: float
) -> Iterator[SafeString]:
    """As many as there is room for; what stands beneath some of them is always there."""
    every = max(ceil((sheet.room(point.label for point in points) + _AIR) / step), 1)
    for at, (point, x) in enumerate(zip(points, xs, strict=True)):
        if at % every == 0:
            yield sheet.text(x, _FOOT, point.label)
        yield sheet.text(x, _FOOT + _LINE, point.beneath, ink="soft")


def _figures(
    sheet: Sheet, points: Sequence[Point], xs: Sequence[float], left: float, n_label: str
) -> Iterator[SafeString]:
    """How many each rests on, in a row of its own."""
    yield sheet.text(left - _AIR, _FOOT + 2 * _LINE, n_label, anchor="end", ink="soft")
    for point, x in zip(points, xs, strict=True):
        yield sheet.text(x, _FOOT + 2 * _LINE, point.n, ink="soft")
