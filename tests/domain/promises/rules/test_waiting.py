from __future__ import annotations

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from makegood.domain.promises.rules.waiting import closes_a_circle

PROMISES = st.integers(0, 6)
LINKS = st.sets(st.tuples(PROMISES, PROMISES), max_size=14)


def reachable(links: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Warshall: every pair of which the first leads to the second."""
    far = set(links)
    for middle, start, end in product(range(7), repeat=3):
        if (start, middle) in far and (middle, end) in far:
            far.add((start, end))
    return far


@given(links=LINKS, promise=PROMISES, on=PROMISES)
def test_a_circle_is_closed_just_when_the_other_leads_back(
    links: set[tuple[int, int]], promise: int, on: int
) -> None:
    waits: dict[int, set[int]] = defaultdict(set)
    for waiting, awaited in links:
        waits[waiting].add(awaited)
    leads_back = promise == on or (on, promise) in reachable(links)
    assert closes_a_circle(promise, on, waits) == leads_back


def test_a_long_chain_is_followed_to_its_end() -> None:
    chain = {n: {n + 1} for n in range(50_000)}
    assert closes_a_circle(50_000, 0, chain)
    assert not closes_a_circle(50_001, 0, chain)
