"""The line as SVG: marks on a time axis, past in ink, what is still to come fainter.

Presentation attributes carry the ink of print, letters and PDF; the classes let a style sheet
replace it. There is no style attribute, so that a strict content security policy holds.
"""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple

from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString

from makegood.kit.line.glyphs import GLYPHS
from makegood.kit.line.labels import SIZE, cut, label_of, width_of
from makegood.kit.line.marks import DUES, ENDS, TELLINGS, Kind, Mark, in_time
from makegood.kit.line.placing import Apart, place

LEAST_WIDTH = 80
_AIR = 2.0
_MOST_LANES = 4
_ROW_HEIGHT, _ROW_AXIS = 24, 16
_LANE = 18
_INK: dict[str, str] = {
    "past": "#655d50",
    "future": "#b9ae9b",
    "late": GLYPHS["missed"].ink,
    "waiting": GLYPHS["waiting"].ink,
}


class Placed(NamedTuple):
    """A mark where it is drawn; `lane` counts labels: 0 below, 1 above, 2 further below …"""

    mark: Mark
    x: float
    label: str = ""
    lane: int = 0


def svg(
    marks: list[Mark],
    *,
    now: datetime,
    width: int = 120,
    small: bool = True,
    rtl: bool | None = None,
    title: str = "",
) -> SafeString:
    """The line, `width` pixels wide: small without words for a row, else with a label per mark.

    `now` is aware, in the reader's zone; today is drawn while the promise is open. `rtl` is the
    active language's unless said. Without a `title` the drawing is silent: put `words` beside it.
    Where there is no room for every mark the oldest moves and tellings between are left out.
    Raises ValueError under 80 pixels.
    """
    if width < LEAST_WIDTH:
        raise ValueError(f"A promise line needs {LEAST_WIDTH} pixels, not {width}.")
    turned = translation.get_language_bidi() if rtl is None else rtl
    if not small:
        return _svg(marks, now, width, False, turned, title)
    now = _in_quarter(marks, now)
    return _small(tuple(marks), now, now.tzinfo, width, turned, title)


def _in_quarter(marks: list[Mark], now: datetime) -> datetime:
    """The same all through a quarter of an hour in which nothing happened: a pixel is hours."""
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    happened = any(isinstance(one.at, datetime) and quarter < one.at <= now for one in marks)
    return now if happened else quarter


@lru_cache(maxsize=2048)
def _small(
    marks: tuple[Mark, ...],
    now: datetime,
    zone: tzinfo | None,  # One instant in two zones is one key: the zone tells them apart.
    width: int,
    turned: bool,
    title: str,
) -> SafeString:
    return _svg(list(marks), now, width, True, turned, title)


def _svg(
    marks: list[Mark], now: datetime, width: int, small: bool, turned: bool, title: str
) -> SafeString:
    placed = _in_row(marks, now, width) if small else _with_labels(marks, now, width)
    lanes = max((each.lane for each in placed), default=0) + 1 if not small else 0
    axis = _ROW_AXIS + _LANE * (lanes // 2)
    height = _ROW_HEIGHT if small else axis + 10 + _LANE * ((lanes + 1) // 2)
    drawn = [_turned(each, width) for each in placed] if turned else placed
    body = "".join([*_segments(drawn, axis), *(_drawn(each, axis, turned) for each in drawn)])
    said = f' role="img"><title>{escape(title)}</title>' if title else ' aria-hidden="true">'
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="line line-{"small" if small else "full"}"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}" focusable="false"'
        f' fill="none" stroke-linecap="round" stroke-linejoin="round"{said}{body}</svg>'
    )


def _in_row(marks: list[Mark], now: datetime, width: int) -> list[Placed]:
    kept = list(marks)
    while True:
        timed = in_time(kept, now)
        low, high = _edges(timed, width)
        found = place(_wanted(timed, low[0], high[-1]), _glyphs_apart(timed), low, high)
        if found is not None:
            return [Placed(mark, x) for (_, mark), x in zip(timed, found, strict=True)]
        kept = _without_the_least(kept)


def _with_labels(marks: list[Mark], now: datetime, width: int) -> list[Placed]:
    kept = list(marks)
    while True:
        timed = in_time(kept, now)
        labels = [cut(label_of(mark, marks, now), width - 2) for _, mark in timed]
        for lanes in range(1, _MOST_LANES + 1):
            found = _found_in_lanes(timed, labels, lanes, width)
            if found is not None:
                return [
                    Placed(mark, x, label, at % lanes)
                    for at, ((_, mark), x, label) in enumerate(
                        zip(timed, found, labels, strict=True)
                    )
                ]
        kept = _without_the_least(kept)


def _found_in_lanes(
    timed: list[tuple[datetime, Mark]], labels: list[str], lanes: int, width: int
) -> list[float] | None:
    halves = [width_of(label) / 2 for label in labels]
    apart = _glyphs_apart(timed)
    apart += [
        Apart(at - lanes, at, halves[at - lanes] + halves[at] + SIZE / 2)
        for at in range(lanes, len(halves))
    ]
    low, high = _edges(timed, width)
    low = [max(a, half) for a, half in zip(low, halves, strict=True)]
    high = [min(b, width - half) for b, half in zip(high, halves, strict=True)]
    return place(_wanted(timed, low[0], high[-1]), apart, low, high)


def _edges(timed: list[tuple[datetime, Mark]], width: int) -> tuple[list[float], list[float]]:
    low = [GLYPHS[mark.kind].left + 0.5 for _, mark in timed]
    high = [width - GLYPHS[mark.kind].right - 0.5 for _, mark in timed]
    return low, high


def _wanted(timed: list[tuple[datetime, Mark]], left: float, right: float) -> list[float]:
    first, last = timed[0][0], timed[-1][0]
    span = (last - first).total_seconds() or 1.0
    return [left + (right - left) * (at - first).total_seconds() / span for at, _ in timed]


def _glyphs_apart(timed: list[tuple[datetime, Mark]]) -> list[Apart]:
    kinds = [mark.kind for _, mark in timed]
    return [
        Apart(at - 1, at, GLYPHS[kinds[at - 1]].right + GLYPHS[kinds[at]].left + _AIR)
        for at in range(1, len(kinds))
    ]


def _without_the_least(marks: list[Mark]) -> list[Mark]:
    """Leave out one mark: the oldest move or telling between, then whatever is in the middle."""
    for kinds in (frozenset[Kind]({"moved_from"}), TELLINGS, frozenset[Kind]({"waiting"})):
        these = [at for at, mark in enumerate(marks) if mark.kind in kinds]
        between = these[1:] if "moved_from" in kinds else these[:-1]
        if between:
            return [*marks[: between[0]], *marks[between[0] + 1 :]]
    middle = len(marks) // 2
    return [*marks[:middle], *marks[middle + 1 :]]


def _turned(placed: Placed, width: int) -> Placed:
    return placed._replace(x=width - placed.x)


def _segments(placed: list[Placed], axis: int) -> list[str]:
    kinds = [each.mark.kind for each in placed]
    ended = [at for at, kind in enumerate(kinds) if kind in ENDS or kind == "today"]
    past_until = max(ended, default=len(kinds))
    drawn = []
    for at in range(1, len(placed)):
        manner = "past" if at <= past_until else "future"
        if _waits(kinds[:at]):
            manner = "waiting"
        elif "missed" in kinds[:at] and at <= past_until:
            manner = "late"
        drawn.append(_segment(placed[at - 1], placed[at], axis, manner))
    return drawn


def _waits(before: list[Kind]) -> bool:
    """Waiting since a waiting mark, until anything but a telling comes."""
    while before and before[-1] in TELLINGS:
        before = before[:-1]
    return bool(before) and before[-1] == "waiting"


def _segment(one: Placed, other: Placed, axis: int, manner: str) -> str:
    toward = 1 if other.x > one.x else -1
    start = one.x + toward * GLYPHS[one.mark.kind].gap
    end = other.x - toward * GLYPHS[other.mark.kind].gap
    if (end - start) * toward <= 0.5:
        return ""
    stroke = (
        'stroke-width="2.4" stroke-dasharray="0 5"' if manner == "waiting" else 'stroke-width="1.5"'
    )
    return (
        f'<path class="line-{manner}" d="M{start:.1f} {axis}H{end:.1f}"'
        f' stroke="{_INK[manner]}" {stroke}/>'
    )


def _drawn(placed: Placed, axis: int, turned: bool) -> str:
    kind = placed.mark.kind
    flip = ' transform="scale(-1 1)"' if turned and kind in DUES else ""
    where = f"translate({placed.x:.1f} {axis})"
    return (
        f'<g class="line-{kind}" color="{GLYPHS[kind].ink}" transform="{where}">'
        f"<g{flip}>{GLYPHS[kind].drawing}</g>{_label(placed)}</g>"
    )


def _label(placed: Placed) -> str:
    if not placed.label:
        return ""
    level, above = divmod(placed.lane, 2)
    y = -19 - _LANE * level if above else 23 + _LANE * level
    lead = ""
    if level:
        start, end = (-14, y + 4) if above else (8, y - SIZE)
        lead = f'<path class="line-lead" d="M0 {start}V{end}" stroke="#b9ae9b" stroke-width="1"/>'
    return (
        f'{lead}<text class="line-label" y="{y}" text-anchor="middle" fill="currentColor"'
        f' font-family="sans-serif" font-size="{SIZE}">{escape(placed.label)}</text>'
    )
