"""Two periods of a survey beside each other: each difference with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.feedback.rules.questionnaire import Kind, Measures
from makegood.domain.insights.rules import comparing
from makegood.domain.insights.rules.comparing import Difference
from makegood.domain.insights.rules.means import FEWEST
from makegood.domain.insights.rules.results import Result, measuring
from makegood.interfaces.desk.insights_months import percent
from makegood.interfaces.desk.insights_ratings import mean_said
from makegood.interfaces.desk.survey_figures import points_of

Said = Callable[[float], str]


def shown(
    before: Sequence[Result], after: Sequence[Result], words: dict[str, str]
) -> dict[str, Any]:
    """A sentence for the overall figure, and the table of all three."""
    rows = [
        row
        for row in (
            _means(before, after, Measures.OVERALL, _("All in all")),
            _highest(before, after),
            _recommending(before, after),
            _means(before, after, Measures.EFFORT, _("Ease (CES)")),
        )
        if row is not None
    ]
    return {
        "words": "",
        "few": "" if rows else _("Neither period has a figure to compare."),
        "table": {
            "caption": _("%(one)s beside %(other)s") % words,
            "head": [_("Figure"), words["one"], words["other"], _("Difference")],
            "rows": rows,
        },
    }


def _pair(
    before: Sequence[Result], after: Sequence[Result], figure: Measures
) -> tuple[Result, Result] | None:
    """The same question in both, where both asked it on one scale."""
    one, other = measuring(list(before), figure), measuring(list(after), figure)
    if one is None or other is None or one.question.highest != other.question.highest:
        return None
    return one, other


def _means(
    before: Sequence[Result], after: Sequence[Result], figure: Measures, label: str
) -> dict[str, Any] | None:
    pair = _pair(before, after, figure)
    if pair is None:
        return None
    one, other = (each.scores for each in pair)
    cells = [_cell(mean_said(each.mean or 0), each.n) for each in (one, other)]
    return _row(label, cells, comparing.of_means(one, other), _signed_mean)


def _highest(before: Sequence[Result], after: Sequence[Result]) -> dict[str, Any] | None:
    pair = _pair(before, after, Measures.OVERALL)
    if pair is None or pair[0].question.kind != Kind.RATING:
        return None
    one, other = (each.scores.highest for each in pair)
    cells = [_cell(percent(each.share or 0), each.of) for each in (one, other)]
    label = _("Gave %(score)s") % {"score": pair[0].question.highest}
    return _row(label, cells, comparing.of_shares(one, other), _signed_points)


def _recommending(before: Sequence[Result], after: Sequence[Result]) -> dict[str, Any] | None:
    pair = _pair(before, after, Measures.NPS)
    if pair is None:
        return None
    one, other = (each.recommending for each in pair)
    cells = [_cell(points_of(each.score or 0), each.n) for each in (one, other)]
    return _row(_("NPS"), cells, comparing.of_recommending(one, other), points_of)


def _cell(figure: str, n: int) -> dict[str, str]:
    few = n < FEWEST
    return {"text": "–" if few else figure, "beneath": _("n %(n)s") % {"n": n}}


def _row(
    label: str, cells: list[dict[str, str]], apart: Difference | None, say: Said
) -> dict[str, Any]:
    return {"label": label, "cells": [*cells, _apart(apart, say)]}


def _apart(apart: Difference | None, say: Said) -> dict[str, str]:
    """How far they are apart, and whether chance alone might have made it."""
    if apart is None:
        return {"text": "–", "beneath": _("too few to say")}
    low, high = say(apart.low), say(apart.high)
    interval = _("95%% interval %(low)s to %(high)s") % {"low": low, "high": high}
    verdict = _("more than chance explains") if apart.is_clear else _("may be chance")
    return {"text": say(apart.by), "beneath": f"{interval} · {verdict}"}


def _signed_mean(by: float) -> str:
    said = mean_said(abs(by))
    return f"+{said}" if by > 0 else f"−{said}" if by < 0 else said


def _signed_points(by: float) -> str:
    return _("%(n)s points") % {"n": points_of(by)}
