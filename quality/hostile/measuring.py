"""Every string through every field: what broke, what is kept as nobody typed it, what is not shown.

The fields of a form that take words are sent a string together, and each by itself where that was
refused. The others (a day, a choice, an address, what is hidden) together too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field

from quality.hostile.declared import as_kept
from quality.hostile.fields import Field, Known
from quality.hostile.ground import with_body
from quality.hostile.shown import differences, texts_of
from quality.hostile.strings import as_arrived
from quality.hostile.trying import Sent, Trying, undrawn

Strings = Mapping[str, str]


@dataclass(frozen=True)
class Turns:
    """Of how many strings a form is sent one: in fields of words, in the rest, in what only asks;
    and at how many turns pages are drawn and looked at as well.
    """

    words: int = 1
    rest: int = 1
    asked: int = 1
    pages: int = 1


@dataclass
class Found:
    """How much was tried, and what was wrong: by where, with the first string that did it."""

    sent: int = 0
    taken: int = 0
    seen: int = 0
    broke: dict[str, list[str]] = field(default_factory=dict)
    differs: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, list[str]] = field(default_factory=dict)

    @property
    def figure(self) -> dict[str, int]:
        kinds = {"5xx": self.broke, "stored != typed": self.differs, "shown != stored": self.hidden}
        return {name: sum(map(len, said.values())) for name, said in kinds.items()}

    @property
    def is_fine(self) -> bool:
        return not any(self.figure.values())

    def told(self) -> Iterator[str]:
        for kind in (self.broke, self.differs, self.hidden):
            for where, said in kind.items():
                yield f"  {where}: {len(said)}, first {said[0]}"


class Measuring:
    def __init__(self, trying: Trying, known: list[Known]) -> None:
        self._trying, self._known, self.found = trying, known, Found()
        self._looks = True

    def each(self, strings: Strings, turns: Turns) -> Found:
        """Send them, by turns: the next string goes to the forms beside."""
        for number, (name, text) in enumerate(strings.items()):
            for place, known in enumerate(self._known):
                turn = number + place
                self._looks = (number // turns.words + place) % turns.pages == 0
                with nullcontext() if self._looks or known.asks else undrawn():
                    if known.words and turn % turns.words == 0:
                        self._words(known, name, text)
                    if known.rest and turn % (turns.asked if known.asks else turns.rest) == 0:
                        self._send(known, known.rest, name, text)
        return self.found

    def _words(self, known: Known, name: str, text: str) -> None:
        words = known.words
        if not self._send(known, words, name, text) and len(words) > 1:
            for each in words:
                self._send(known, [each], name, text)

    def _send(self, known: Known, names: list[str], name: str, text: str) -> bool:
        """Whether it was taken."""
        where = f"{known.form.name}.{'+'.join(names)}"
        body = dict.fromkeys(names, text)
        with self._trying.sent(with_body(known.form, **body)) as sent:
            self.found.sent += len(names)
            if sent.status >= 500:
                _add(self.found.broke, where, f"“{name}” {sent.status} {sent.markup[:90]}")
            if not sent.was_taken:
                return False
            self.found.taken += len(names)
            fields = [each for each in known.fields if each.name in names and each.columns]
            pages: dict[str, set[str]] = {}
            for each in fields:
                self._kept(known, each, sent, (name, text), pages)
        return True

    def _kept(
        self,
        known: Known,
        each: Field,
        sent: Sent,
        string: tuple[str, str],
        pages: dict[str, set[str]],
    ) -> None:
        where, (name, text) = f"{known.form.name}.{each.name}", string
        if any("\0" in said for column in each.columns for said in sent.stored.get(column, ())):
            _add(self.found.differs, where, f"“{name}”: a NUL is kept")
            return
        arrived = as_arrived(text)
        kept = {column: as_kept(column, arrived) for column in each.columns}
        if not all(kept.values()):
            return  # Nothing of it is left, so nothing is to be kept.
        for column, said in kept.items():
            if said not in sent.stored.get(column, ()):
                near = [one[:60] for one in sent.stored.get(column, ())]
                _add(self.found.differs, where, f"“{name}”: {said[:60]!r} is kept as {near!r}")
                return
        if each.place is None or not self._looks:
            return
        path = each.place.path or sent.leads_to
        try:
            if path not in pages:
                pages[path] = texts_of(self._trying.page(known.form.whose, path))
        except ValueError as broken:
            _add(self.found.hidden, where, f"“{name}”: broken markup, {broken}")
            return
        self.found.seen += 1
        for difference in differences(each.place, next(iter(kept.values())), pages[path]):
            _add(self.found.hidden, where, f"“{name}”: {difference}")
            return


def _add(kind: dict[str, list[str]], where: str, said: str) -> None:
    """The first of each is said at once: there are minutes to come."""
    if where not in kind:
        print(f"  {where}: {said}", flush=True)
    kind.setdefault(where, []).append(said)


def counted(known: list[Known]) -> dict[str, int]:
    """How many forms and fields there are, of which kinds."""
    fields = [each for one in known for each in one.fields]
    return Counter(
        forms=len(known),
        fields=len(fields),
        kept=sum(bool(each.columns) for each in fields),
        shown=sum(each.place is not None for each in fields),
    )
