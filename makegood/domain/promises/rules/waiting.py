"""Promises that wait for others."""

from __future__ import annotations

from collections.abc import Mapping, Set


def closes_a_circle(promise: int, on: int, waits: Mapping[int, Set[int]]) -> bool:
    """Whether `promise` waiting on `on` would make it wait, by whatever way, on itself.

    `waits` maps each promise to those it waits on now.
    """
    ahead, seen = [on], set[int]()
    while ahead:
        step = ahead.pop()
        if step == promise:
            return True
        if step not in seen:
            seen.add(step)
            ahead.extend(waits.get(step, ()))
    return False
