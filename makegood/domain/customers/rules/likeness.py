"""When two customers may be one person: a guess with its reason, never a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from itertools import permutations

# Shorter names differ by one letter and are other people: Jan and Jana, Tim and Tom.
SHORTEST_SLIPPED = 6
MOST_SWAPPED = 3
COMMON_BEGINNING = 3


class Evidence(IntEnum):
    """Why two may be one, the strongest first."""

    EMAIL = 0
    PHONE = 1
    NAME = 2
    SWAPPED = 3
    SLIP = 4


def words_of(key: str) -> tuple[str, ...]:
    """A name's words, without what stands between them."""
    return tuple(word for word in (part.strip(",;") for part in key.split()) if word)


def swapped(key: str) -> set[str]:
    """The name with its words in every other order: "weber anna", "weber, anna"."""
    words = words_of(key)
    if not 2 <= len(words) <= MOST_SWAPPED:
        return set()
    orders = {" ".join(order) for order in permutations(words)}
    *first, last = words
    return (orders | {f"{last}, {' '.join(first)}"}) - {key}


def beginning(key: str) -> str:
    """How every name begins that could be a slip of this one; "" where none is looked for."""
    return key[:COMMON_BEGINNING] if len(key) >= SHORTEST_SLIPPED else ""


def alike(one: str, other: str) -> Evidence | None:
    """What two names as compared have in common: all, all but the order, all but one slip."""
    if one == other:
        return Evidence.NAME
    words, others = words_of(one), words_of(other)
    if len(words) > 1 and sorted(words) == sorted(others):
        return Evidence.SWAPPED
    if min(len(one), len(other)) < SHORTEST_SLIPPED or any(map(str.isdigit, one + other)):
        return None
    return Evidence.SLIP if is_slip(one, other) else None


def is_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, put in or mistyped, or two neighbours changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    if rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]:
        return True
    crossed = rest[:2] == others[:2][::-1] and len(rest) > 1
    return crossed and rest[2:] == others[2:]


def goes_back(alias: int, carried: Iterable[int], later: Collection[frozenset[int]]) -> list[int]:
    """Which of those that a merge carried along return with its alias when it is undone.

    `later`: whom each later merge touched. Who moved since without the alias stays where they are.
    """
    return [
        one
        for one in carried
        if not any(one in touched and alias not in touched for touched in later)
    ]
