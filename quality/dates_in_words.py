"""How well are dates in words read? Measured on other people's expressions and sentences.

    QUALITY_DATA=<folder> python -m quality.dates_in_words [--looked-at] [--show]

While the grammar is worked on, `--looked-at` measures the three quarters that may be read and
leaves the hold-out shut; nothing is written then. Without it the hold-out is opened, as a sum only:
every such run is counted on the scoreboard, for a hold-out that is asked often is none. `--show`
never lists a hold-out sentence.

What is in scope, what is out and why, and what counts as right: `dates_expected.py`. Which
sentences have no date, and who says so: `dates_not_in_words.py`.
"""

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from makegood.kit.dates_in_words import When, read, read_all, unreadable
from quality import scoreboard
from quality.dates_expected import PARTS, ZONE, Expected, ahead, expectations, out_of_scope, right
from quality.dates_not_in_words import NOW, SEED, false_positives

GOAL_RIGHT = 0.90
GOAL_FALSE = 0.01
GOAL_MS = 50
HOLD_OUT = "hold-out"
# Counted from 23 November 2026, 10:00 UTC. Before, every run printed the hold-out's sum.
LOOKS = "times the hold-out was opened"


def read_case(case: Expected) -> list[When]:
    return read_all(case.sentence, now=case.now, zone=ZONE, locale="en-US")


def opened(folder: Path, parts: tuple[str, ...]) -> list[Expected]:
    return [case for case in expectations(folder) if case.part in parts]


def score(cases: list[Expected], show: bool) -> dict[str, tuple[int, int]]:
    """Print the figures; give (right, n) by part."""
    out: Counter[str] = Counter()
    tally: dict[str, list[int]] = {name: [0, 0] for name in PARTS}
    by_kind: dict[str, list[int]] = {}
    for case in cases:
        if reason := out_of_scope(case):
            out[reason] += 1
            continue
        found = read_case(case)
        is_right = any(right(case, when) for when in found)
        for counts in (tally[case.part], by_kind.setdefault(case.kind, [0, 0])):
            counts[0] += is_right
            counts[1] += 1
        if show and not is_right and case.part != HOLD_OUT:
            said = [(w.text, str(w.at or f"{w.first}..{w.last}")) for w in found]
            values = [
                v.get("start", "") + ".." + v.get("end", v.get("value", "")) for v in ahead(case)
            ]
            print(f"  miss {case.now:%Y-%m-%d %a} «{case.sentence}» [{case.words}] {values} {said}")
    for name, (good, n) in (tally | by_kind).items():
        if n == 0:
            continue
        print(f"{name}: {good} of {n} right ({good / max(n, 1):.1%}), {n - good} wrong")
    print("out of scope:", ", ".join(f"{reason} {n}" for reason, n in out.most_common()))
    return {name: (good, n) for name, (good, n) in tally.items() if n}


def chosen(cases: list[Expected]) -> None:
    """Of the sentences with one expression, in scope: does `read` choose it, and read it right?"""
    alone = Counter((case.sentence, case.now) for case in cases)
    due = [c for c in cases if alone[c.sentence, c.now] == 1 and not out_of_scope(c)]
    found = [(c, read(c.sentence, now=c.now, zone=ZONE, locale="en-US")) for c in due]
    good = sum(when is not None and right(case, when) for case, when in found)
    print(f"read() in sentences with one expression: {good} of {len(due)} ({good / len(due):.1%})")


def no_such_day(opened: list[Expected]) -> None:
    """Of the data's dates that are none ("Feb 30"): do we ask about them, and read nothing?"""
    cases = {c.sentence: c for c in opened if re.search(r"-(02-30|02-31)$", c.timex)}
    asked = sum(
        not read_case(c) and bool(unreadable(s, now=c.now, zone=ZONE, locale="en-US"))
        for s, c in cases.items()
    )
    print(f"no such day: {asked} of {len(cases)} are asked about, none is read as a day")


LINES = (
    "by Friday ", "1/", "may ", "1 ", "a", "the ", "3 days and ", ".", "1.1.", "a-", "Jan. ",
    "next week of the first day of june 2027 - ", "at 5 in the ", "in 999 working days ",
)  # fmt: skip


def slowest() -> float:
    """Milliseconds for the worst of some 10,000-character lines, best of three each."""
    worst = 0.0
    for piece in LINES:
        line = piece * (10_000 // len(piece))
        took = []
        for _ in range(3):
            begun = time.process_time()
            read_all(line, now=NOW, zone=ZONE)
            took.append(time.process_time() - begun)
        worst = max(worst, min(took))
    return worst * 1000


def per_call(cases: list[Expected]) -> float:
    """Microseconds for one of the data's sentences."""
    begun = time.process_time()
    for case in cases:
        read_case(case)
    return (time.process_time() - begun) / len(cases) * 1e6


def earlier_looks() -> int:
    """How often the board says that the hold-out was opened."""
    rows = json.loads(scoreboard.BOARD.read_text(encoding="utf-8"))
    figure: dict[str, float] = next(
        (row["figure"] for row in rows if row["id"] == "dates-right"), {}
    )
    return int(figure.get(LOOKS, 0))


def main() -> int:
    parser = argparse.ArgumentParser(description="How well are dates in words read?")
    parser.add_argument("--show", action="store_true", help="list the misses and what is flagged")
    parser.add_argument("--looked-at", action="store_true", help="leave the hold-out shut")
    options = parser.parse_args()
    folder = Path(os.environ.get("QUALITY_DATA", ""))
    if not os.environ.get("QUALITY_DATA") or not (folder / "dates").is_dir():
        print("QUALITY_DATA names no folder with dates/ in it: nothing was measured")
        return 2
    return measure(folder, options)


def measure(folder: Path, options: argparse.Namespace) -> int:
    begun = time.perf_counter()
    looked_at = tuple(part for part in PARTS if part != HOLD_OUT)
    cases = opened(folder / "dates", looked_at if options.looked_at else PARTS)
    parts = score(cases, options.show)
    good, n = (sum(figure) for figure in zip(*parts.values(), strict=True))
    print(f"in scope: {good} of {n} right ({good / n:.1%}, goal {GOAL_RIGHT:.0%})")
    chosen(cases)
    no_such_day(cases)
    wrong, none = false_positives(folder, options.show)
    print(f"a date where there is none: {wrong} of {none} ({wrong / none:.2%}, goal 1%)")
    call, longest = per_call(cases), slowest()
    print(f"processor time: {call:.0f} µs a call, {longest:.1f} ms for 10,000 characters")
    if options.looked_at:
        return 0
    looks = earlier_looks() + 1
    print(f"{LOOKS}, since it is counted: {looks}")
    figures: dict[str, float] = {"all": round(good / n, 4)}
    figures |= {part: round(fine / count, 4) for part, (fine, count) in parts.items()}
    figures[LOOKS] = looks
    rows = (
        ("dates-right", figures, {"all": GOAL_RIGHT}, good / n >= GOAL_RIGHT, n),
        ("dates-none", round(wrong / none, 4), GOAL_FALSE, wrong / none <= GOAL_FALSE, none),
        ("dates-long-line-ms", round(longest, 1), GOAL_MS, longest < GOAL_MS, len(LINES)),
    )
    for name, figure, goal, passed, count in rows:
        scoreboard.write(
            id=name,
            figure=figure,
            goal=goal,
            passed=passed,
            n=count,
            seconds=time.perf_counter() - begun,
            seed=SEED,
            command="python -m quality.dates_in_words",
        )
    return 0 if all(row[3] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
