"""Is what we say of samples what others' programs say of them?

    python -m venv /somewhere/of/yours
    /somewhere/of/yours/bin/pip install --require-hashes -r quality/statistics/requirements.lock
    /somewhere/of/yours/bin/python -m quality.statistics [--tables 1000] [--seed 1]

So many random tables, each of two groups with a few or some thousand answers. Of each our means,
shares, net promoter scores and their differences, each with its interval, beside those of scipy and
statsmodels, to 1e-9. It needs an environment of its own: statsmodels is no part of ours. Exit code
0: all agree, and each planted bug was caught.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import random
import sys
import time
from collections.abc import Callable, Iterator

from makegood.domain.insights.rules import comparing
from makegood.domain.insights.rules.means import FEWEST, Scores
from makegood.domain.insights.rules.recommending import recommending
from makegood.domain.promises.rules.rates import Rate
from quality import scoreboard

CLOSE = 1e-9
Figures = dict[str, float]
Table = tuple[Scores, Scores]


def tables(n: int, seed: int) -> Iterator[Table]:
    """Two groups of answers on one scale, of very different sizes and leanings."""
    chance = random.Random(seed)
    for _ in range(n):
        out_of = chance.choice((5, 7, 10))
        yield _group(chance, out_of), _group(chance, out_of)


def _group(chance: random.Random, out_of: int) -> Scores:
    lowest = 0 if out_of == 10 else 1
    leaning = [chance.random() ** 3 for _ in range(lowest, out_of + 1)]
    size = int(FEWEST * 10 ** chance.uniform(0, 3))
    said = chance.choices(range(lowest, out_of + 1), leaning, k=size)
    return Scores(out_of, {score: said.count(score) for score in set(said)})


def ours(table: Table) -> Figures:
    found: Figures = {}
    for name, one in zip(("one", "other"), table, strict=True):
        _put(found, f"mean of {name}", one.mean, one.interval)
        _put(found, f"share of {name}", one.highest.share, one.highest.interval)
        if one.out_of == 10:
            nps = recommending(one.given)
            _put(found, f"nps of {name}", nps.score, nps.interval)
    before, after = table
    _differ(found, "means", comparing.of_means(before, after))
    _differ(found, "shares", comparing.of_shares(before.highest, after.highest))
    return found


def _differ(found: Figures, name: str, one: comparing.Difference | None) -> None:
    if one is not None:
        _put(found, f"difference of {name}", one.by, (one.low, one.high))


def _put(
    found: Figures, name: str, figure: float | None, interval: tuple[float, float] | None
) -> None:
    if figure is not None:
        found[name] = figure
    if interval is not None:
        found[f"{name}, low"], found[f"{name}, high"] = interval


def different(tables: list[Table], count: Callable[[Table], Figures]) -> tuple[int, int, float]:
    """How many figures there are, how many differ, and the furthest that any is off."""
    theirs = importlib.import_module("quality.statistics.theirs").theirs
    n = off = 0
    furthest = 0.0
    for table in tables:
        found, expected = count(table), theirs(table)
        for name in found.keys() | expected.keys():
            n += 1
            apart = abs(found.get(name, 1e9) - expected.get(name, -1e9))
            furthest = max(furthest, float(apart))
            off += int(apart > CLOSE)
    return n, off, furthest


def planted(table: Table) -> Figures:
    """Ours, with one group's share of the highest counted without one of its answers."""
    before, after = table
    found = ours(table)
    rate = before.highest
    if rate.kept < rate.of:
        wrong = Rate(rate.kept, rate.of - 1)
        _differ(found, "shares", comparing.of_shares(wrong, after.highest))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.statistics", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if importlib.util.find_spec("statsmodels") is None:
        print("NOT MEASURED: statsmodels is not here; see quality/statistics/requirements.lock.")
        return 2
    began = time.monotonic()
    made = list(tables(asked.tables, asked.seed))
    n, off, furthest = different(made, ours)
    _n, caught, _furthest = different(made, planted)
    print(f"{n} figures of {len(made)} tables, {off} differ, the furthest by {furthest:.1e}")
    print(f"planted: {caught} differ")
    passed = not off and caught > 0
    scoreboard.write(
        id="statistics beside scipy and statsmodels",
        figure=f"{off} of {n} figures differ, the furthest by {furthest:.0e}; planted: {caught}",
        goal="0 differ by more than 1e-9, the planted bug caught",
        passed=passed,
        n=len(made),
        seconds=time.monotonic() - began,
        seed=asked.seed,
        command=f"python -m quality.statistics --tables {asked.tables} --seed {asked.seed}",
    )
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
