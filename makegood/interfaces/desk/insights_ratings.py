"""Lateness against how it was rated, as pictures, sentences and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.insights.queries.rated import Heard
from makegood.domain.insights.rules.lateness import Asked, Band, Lateness, Rated, lateness
from makegood.domain.insights.rules.means import FEWEST, Scores, begins
from makegood.domain.insights.rules.months import Window, month_of
from makegood.interfaces.desk.insights_months import percent, period
from makegood.kit.chart import Point, Scale, rows

Named = tuple[str, str, Scores]


def shown(scales: Sequence[Heard], found: Sequence[Rated], *, zone: ZoneInfo) -> dict[str, Any]:
    """Of the scale that most ratings are on: two contexts of ui/chart.html, and notes."""
    main = scales[0]
    said = lateness(found, out_of=main.out_of)
    months = Window(
        month_of(main.first.astimezone(zone).date()), month_of(main.last.astimezone(zone).date())
    )
    bands = [(_band(band), "", scores) for band, scores in said.bands.items()]
    when = _by_when_asked(said)
    return {
        "period": period(months),
        "bands": _chart(bands, said, _("Rated by how late it came")) if said.n else None,
        "sentence": _sentence(said),
        "asked": _chart(when, said, _("Rated by when they were asked")) if when else None,
        "asked_sentence": _asked_sentence(said) if when else "",
        "notes": _notes(scales, said),
        "few": FEWEST,
    }


def _chart(named: Sequence[Named], said: Lateness, caption: str) -> dict[str, Any]:
    scale = scale_to(said.out_of)
    points = [_point(*each) for each in named]
    least = _("Gave %(score)s") % {"score": 1}
    most = _("Gave %(score)s") % {"score": said.out_of}
    return {
        "wide": rows(points, scale, width=900, tone="accent", n_label="n"),
        "narrow": rows(points, scale, tone="accent", n_label="n"),
        "table": {
            "caption": caption,
            "head": [caption, _("Ratings"), _("Mean"), least, most],
            "rows": [_row(*each) for each in named],
        },
    }


def _band(band: Band) -> str:
    return {
        Band.WEEK_EARLY: _("7+ days early"),
        Band.EARLY: _("1–6 days early"),
        Band.ON_THE_DAY: _("On the day"),
        Band.LATE_THAT_DAY: _("Late on the day"),
        Band.LATE_3: _("1–3 days late"),
        Band.LATE_7: _("4–7 days late"),
        Band.LATE_14: _("8–14 days late"),
        Band.LATER: _("15+ days late"),
    }[band]


def _when(asked: Asked) -> str:
    return {
        Asked.BEFORE: _("asked before it came"),
        Asked.SAME_DAY: _("asked the same day"),
        Asked.AFTER: _("asked afterwards"),
        Asked.NOT_RECORDED: _("when asked is not recorded"),
    }[asked]


def _by_when_asked(said: Lateness) -> list[Named]:
    """On time and late, each in all and by when they were asked, where that is known of any."""
    if not any(asked is not Asked.NOT_RECORDED for _late, asked in said.asked):
        return []
    named = []
    for late, label in ((False, _("On time")), (True, _("Late"))):
        if said.late[late].n:
            named.append((label, _("in all"), said.late[late]))
        named += [
            (label, _when(asked), said.asked[late, asked])
            for asked in Asked
            if (late, asked) in said.asked
        ]
    return named


def scale_to(out_of: int) -> Scale:
    """Stars by ones; longer ones by a fifth of them."""
    first = begins(out_of)
    named = range(first, out_of + 1) if first else [round(out_of * n / 5) for n in range(6)]
    return Scale(float(first), float(out_of), tuple((float(n), str(n)) for n in named))


def _point(label: str, beneath: str, scores: Scores) -> Point:
    mean, interval = scores.mean, scores.interval
    if mean is None or scores.n < FEWEST:
        return Point(label, None, n=str(scores.n), beneath=beneath)
    low, high = interval or (None, None)
    name = ", ".join(part for part in (label, beneath) if part)
    return Point(
        label,
        mean,
        low,
        high,
        said=mean_said(mean),
        n=str(scores.n),
        beneath=beneath,
        full=f"{name}: {mean_said(mean)} ({mean_between(interval)})" if interval else name,
    )


def mean_said(mean: float) -> str:
    # Rounded first: what is handed on is cut off.
    return number_format(round(mean, 2), 2)


def mean_between(interval: tuple[float, float]) -> str:
    low, high = (mean_said(bound) for bound in interval)
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _row(label: str, beneath: str, scores: Scores) -> dict[str, Any]:
    """A row of ui/figures.html."""
    cells = [{"text": str(scores.n), "beneath": ""}]
    if scores.mean is None or scores.n < FEWEST:
        cells += [{"text": "–", "beneath": _("too few to say")}, *2 * [{"text": "–"}]]
    else:
        interval = scores.interval
        reach = mean_between(interval) if interval else _("all the same")
        cells.append({"text": mean_said(scores.mean), "beneath": reach})
        cells += [{"text": percent(rate.share or 0)} for rate in (scores.lowest, scores.highest)]
    return {"label": label, "beneath": beneath, "cells": cells}


def _sentence(said: Lateness) -> str:
    """On time and late, in one breath."""
    on_time, late = said.late[False], said.late[True]
    if not said.n:
        return ""
    if on_time.n < FEWEST or late.n < FEWEST or on_time.mean is None or late.mean is None:
        return _(
            "%(on_time)s ratings of work that came on time, %(late)s of work that was late."
        ) % {
            "on_time": on_time.n,
            "late": late.n,
        }
    return _(
        "What came on time was rated %(on_time)s of %(out_of)s (%(n)s ratings), what was late "
        "%(late)s (%(n_late)s)."
    ) % {
        "on_time": mean_said(on_time.mean),
        "out_of": said.out_of,
        "n": on_time.n,
        "late": mean_said(late.mean),
        "n_late": late.n,
    }


def _asked_sentence(said: Lateness) -> str:
    """How many of the late ones were asked while they still waited."""
    known = [said.asked[True, asked].n for asked in Asked if (True, asked) in said.asked]
    before = said.asked.get((True, Asked.BEFORE), Scores(said.out_of)).n
    if sum(known) < FEWEST:
        return ""
    if not before:
        return _("No rating of late work was asked for while they still waited.")
    return _(
        "Of the ratings of late work, %(share)s were asked for before the day it came, while they "
        "still waited."
    ) % {"share": percent(before / sum(known))}


def _notes(scales: Sequence[Heard], said: Lateness) -> list[str]:
    outside, others = scales[0].n - said.n, sum(scale.n for scale in scales[1:])
    notes = []
    if outside:
        notes.append(
            ngettext(
                "%(n)s rating is of nothing that was delivered, and left out.",
                "%(n)s ratings are of nothing that was delivered, and left out.",
                outside,
            )
            % {"n": outside}
        )
    if others:
        notes.append(
            ngettext(
                "%(n)s rating is on another scale, and left out.",
                "%(n)s ratings are on other scales, and left out.",
                others,
            )
            % {"n": others}
        )
    return notes
