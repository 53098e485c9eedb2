"""How much an export that came back holds, kind by kind, before any of it comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from makegood.domain.exchange.queries.incoming import FIRST, Back, Incoming, Step

AT_ONCE = 200


def counted(
    incoming: Incoming, already: Callable[[Sequence[Back]], set[str]] = lambda part: set()
) -> dict[str, int]:
    """What an export holds and would bring, kind by kind. `already`: which keys are here."""
    counts = dict.fromkeys(
        (
            "lines",
            "new",
            "here",
            "bad",
            "ratings",
            "people",
            "surveys",
            "answers",
            "cases",
            "ideas",
        ),
        0,
    )
    counts |= dict.fromkeys(("kept", "late", "open", "withdrawn"), 0)
    rows = incoming.rows()
    while part := list(islice(rows, AT_ONCE)):
        counts["lines"] += len(part)
        here = already(part)
        for one in part:
            for name in _names(one, here):
                counts[name] += 1
    return counts


def _names(one: Back, here: set[str]) -> Iterator[str]:
    """As what a row counts."""
    if one.said is None:
        yield "bad"
    elif one.step in FIRST or one.step is Step.UNDATED:
        yield "here" if one.key in here else "new"
        if one.step is Step.RATINGS:
            yield "ratings"
        elif one.step is Step.SURVEYS:
            yield "surveys"
        elif one.step is Step.CASES:
            yield "cases"
        elif one.step is Step.IDEAS:
            yield "ideas"
        elif one.step is Step.INVITATIONS:
            yield from ("answers",) if one.said.get("responses") else ()
        elif one.step in {Step.PROMISES, Step.UNDATED}:
            yield _ending(one.said)


def _ending(said: dict[str, Any]) -> str:
    if said.get("kept_at"):
        return "late" if str(said["kept_at"]) > str(said.get("late_after") or "") else "kept"
    ended = said.get("withdrawn_at") or said.get("end_recorded") is False
    return "withdrawn" if ended else "open"
