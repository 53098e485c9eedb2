"""Names of days and months with one slip of the finger: tomorow, wensday, febuary.

Two words are near when dropping at most one letter of each makes them equal: that holds for a
letter too many, too few, wrong, or swapped (the symmetric deletes of SymSpell, W. Garbe). A short
name or a short word is never guessed at, and the first letter has to be right.
"""

from collections.abc import Iterable, Iterator

SHORTEST = 6
# Words and names of their own that stand one slip from a day's or a month's name.
OTHER_WORDS = {
    "sundry", "sundae", "sunder", "friary", "munday", "augusta", "auguste", "augustan", "decembre",
    "novembre", "octobre",
}  # fmt: skip


class Nearby:
    """The name that a misspelt word stands for, of those it was made with."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = {name: name for name in names if len(name) >= SHORTEST and name.isalpha()}
        self.dropped = {short: name for name in self.names for short in one_less(name)}

    def meant(self, word: str) -> str | None:
        """The name meant by the word (lower case), else None; a name itself is not asked about."""
        if len(word) < SHORTEST - 1 or word in OTHER_WORDS:
            return None
        found = self.dropped.get(word)
        for short in one_less(word) if found is None else ():
            found = found or self.names.get(short) or self.dropped.get(short)
        return found if found is not None and found[0] == word[0] else None


def one_less(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
