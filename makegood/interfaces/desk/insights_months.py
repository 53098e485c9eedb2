"""Kept month by month, as a picture, a sentence and a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from makegood.domain.insights.rules.means import FEWEST
from makegood.domain.insights.rules.months import Window, long_gaps, month_of
from makegood.domain.promises.queries.rates import KeptRate
from makegood.domain.promises.rules.rates import Rate
from makegood.interfaces.desk.rates import facts, left_out
from makegood.kit.chart import Point, Scale, columns, rows

Months = Mapping[date, KeptRate | None]

# Where the scale begins, and by how much it is marked: near, if nothing reaches further down.
SCALES = ((80, 5), (50, 10), (0, 25))


def shown(found: Months, months: Window, *, now: datetime) -> dict[str, Any]:
    """The context of ui/chart.html."""
    this, gaps = month_of(now.date()), long_gaps(list(found), {one for one in found if found[one]})
    skipped = {month for gap in gaps.values() for month in gap[1:]}
    kept = {month: rate for month, rate in found.items() if month not in skipped}
    points = {
        month: _gapped(_point(month, rate, so_far=month == this), gaps.get(month))
        for month, rate in kept.items()
    }
    scale = _scale(list(points.values()))
    return {
        "words": _sentence(found, period(months)),
        "wide": columns(_with_years(points), scale, n_label="n"),
        "narrow": rows(list(points.values()), scale, n_label="n"),
        "table": {
            "caption": _("Kept by the first date, by month"),
            "head": [_("Month"), _("Kept"), _("Share")],
            "rows": [
                _row(month, rate, so_far=month == this) | _gap_row(gaps.get(month))
                for month, rate in kept.items()
            ],
        },
    }


def _gapped(point: Point, gap: list[date] | None) -> Point:
    """A point that stands for many months of nothing says so."""
    return replace(point, label="…", full=_stretch(gap)) if gap else point


def _gap_row(gap: list[date] | None) -> dict[str, str]:
    return {"label": _stretch(gap), "beneath": _("nothing was due")} if gap else {}


def _stretch(gap: list[date]) -> str:
    return _("%(from)s to %(to)s") % {"from": _full(gap[0]), "to": _full(gap[-1])}


def period(months: Window) -> str:
    """“November 2017 to October 2018”."""
    if months.first == months.last:
        return _full(months.first)
    return _("%(from)s to %(to)s") % {"from": _full(months.first), "to": _full(months.last)}


def percent(share: float) -> str:
    return _("%(n)s%%") % {"n": round(100 * share)}


def between(interval: tuple[float, float] | None) -> str:
    """“73% to 82%”; nothing where it is not known."""
    if interval is None:
        return ""
    low, high = (round(100 * bound) for bound in interval)
    return _("%(low)s%% to %(high)s%%") % {"low": low, "high": high}


def _full(month: date) -> str:
    return formatted(month, pgettext("month: November 2017", "F Y"))


def _point(month: date, rate: KeptRate | None, *, so_far: bool) -> Point:
    said = Point(
        label=formatted(month, pgettext("short month: Nov 2017", "M Y")),
        value=None,
        n=str(rate.kept.of) if rate and rate.kept.of else "",
        so_far=so_far,
        full=_full(month),
    )
    kept = rate.kept if rate else Rate(0, 0)
    share, interval = kept.share, kept.interval
    if kept.of < FEWEST or share is None or interval is None:
        return said
    return replace(
        said,
        value=share,
        low=interval[0],
        high=interval[1],
        said=percent(share),
        full=f"{_full(month)}: {_kept(kept)}",
    )


def _with_years(points: Mapping[date, Point]) -> list[Point]:
    """Side by side the year is said once, where it begins."""
    first = next(iter(points), None)
    return [
        replace(
            point,
            label=formatted(month, "M") if point.label != "…" else "…",
            beneath=str(month.year) if month == first or month.month == 1 else "",
        )
        for month, point in points.items()
    ]


def _scale(points: list[Point]) -> Scale:
    least = min((100 * point.low for point in points if point.low is not None), default=0)
    start, step = next(each for each in SCALES if least >= each[0])
    ticks = tuple((n / 100, percent(n / 100)) for n in range(start, 101, step))
    return Scale(start / 100, 1.0, ticks)


def _kept(rate: Rate) -> str:
    return _("%(n)s of %(of)s kept") % {"n": rate.kept, "of": rate.of}


def _sentence(found: Months, when: str) -> str:
    """All months in one breath, and the best and the worst of them."""
    rates = {month: rate.kept for month, rate in found.items() if rate}
    whole = Rate(sum(one.kept for one in rates.values()), sum(one.of for one in rates.values()))
    if whole.share is None:
        return _("Nothing to count in these months.")
    said = _(
        "%(period)s: %(kept)s by the first date, %(share)s, with a 95%% interval of %(interval)s."
    ) % {
        "period": when,
        "kept": _kept(whole),
        "share": percent(whole.share),
        "interval": between(whole.interval),
    }
    shares = {month: one.share for month, one in rates.items() if one.share and one.of >= FEWEST}
    if len(shares) < 3:
        return said
    best, worst = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    extremes = _("Most in %(best)s (%(most)s), fewest in %(worst)s (%(fewest)s).") % {
        "best": _full(best),
        "most": percent(shares[best]),
        "worst": _full(worst),
        "fewest": percent(shares[worst]),
    }
    return f"{said} {extremes}"


def _row(month: date, rate: KeptRate | None, *, so_far: bool) -> dict[str, Any]:
    """A row of ui/figures.html."""
    if rate is None:
        nothing = {"text": "–", "beneath": ""}
        return {"label": _full(month), "beneath": "", "cells": [nothing, nothing]}
    notes = [*facts(rate), left_out(rate), _("so far") if so_far else ""]
    share = rate.kept.share
    enough = share is not None and rate.kept.of >= FEWEST
    few = {"text": "–", "beneath": _("too few to say") if rate.kept.of else ""}
    kept = _("%(n)s of %(of)s") % {"n": rate.kept.kept, "of": rate.kept.of}
    said = {"text": percent(share or 0), "beneath": between(rate.kept.interval)}
    return {
        "label": _full(month),
        "beneath": " · ".join(note for note in notes if note),
        "cells": [{"text": kept, "beneath": ""}, said if enough else few],
    }
