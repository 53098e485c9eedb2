"""The same figures out of scipy and statsmodels, answer by answer.

Imported only where both are installed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from makegood.domain.insights.rules.means import Scores, begins

Figures = dict[str, float]


def theirs(table: tuple[Scores, Scores]) -> Figures:
    found: Figures = {}
    for name, one in zip(("one", "other"), table, strict=True):
        _mean(found, name, one)
        hits = one.given.get(one.out_of, 0)
        low, high = proportion_confint(hits, one.n, method="wilson")
        found |= _named(f"share of {name}", hits / one.n, low, high)
        if one.out_of == 10:
            found |= _nps(name, one)
    return found | _differences(*table)


def _each(one: Scores) -> Any:
    return np.repeat([*one.given], [*one.given.values()]).astype(float)


def _mean(found: Figures, name: str, one: Scores) -> None:
    said = _each(one)
    found[f"mean of {name}"] = float(said.mean())
    if len(set(said)) > 1:
        low, high = DescrStatsW(said).tconfint_mean()
        least = min(begins(one.out_of), said.min())
        found[f"mean of {name}, low"] = max(least, low)
        found[f"mean of {name}, high"] = min(one.out_of, high)


def _nps(name: str, one: Scores) -> Figures:
    """The variance of +1, 0 and -1 over the answers and one more of either sort."""
    said = _each(one)
    signs = np.where(said >= 9, 1.0, np.where(said <= 6, -1.0, 0.0))
    more = np.append(signs, [1.0, -1.0])
    low, high = stats.norm.interval(0.95, more.mean(), np.sqrt(more.var() / len(more)))
    return _named(f"nps of {name}", signs.mean(), max(-1, low), min(1, high))


def _differences(before: Scores, after: Scores) -> Figures:
    one, other = _each(before), _each(after)
    found: Figures = {}
    if len(set(one)) > 1 or len(set(other)) > 1:
        pair = CompareMeans(DescrStatsW(other), DescrStatsW(one))
        low, high = pair.tconfint_diff(usevar="unequal")
        by, most = other.mean() - one.mean(), before.out_of
        found |= _named("difference of means", by, max(-most, low), min(most, high))
    hits, more = after.given.get(after.out_of, 0), before.given.get(before.out_of, 0)
    asked: dict[str, Any] = {"method": "newcomb", "compare": "diff", "correction": False}
    low, high = confint_proportions_2indep(hits, after.n, more, before.n, **asked)
    by = hits / after.n - more / before.n
    return found | _named("difference of shares", by, low, high)


def _named(name: str, figure: float, low: float, high: float) -> Figures:
    return {name: float(figure), f"{name}, low": float(low), f"{name}, high": float(high)}
