"""What is said again and again, found once per language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from django.utils.translation import get_language

Asked = TypeVarTuple("Asked")
Said = TypeVar("Said")

MOST = 4096


def once_per_language(say: Callable[[*Asked], Said]) -> Callable[[*Asked], Said]:
    """`say`, remembering the last few thousand answers of the process.

    Only for a function that depends on its (hashable) arguments and the active language alone.
    Mind that one instant in two zones is one argument: hand over the zone as well.
    """

    @lru_cache(maxsize=MOST)
    def known(language: str | None, asked: tuple[*Asked]) -> Said:
        return say(*asked)

    @wraps(say)
    def answer(*asked: *Asked) -> Said:
        return known(get_language(), asked)

    return answer
