"""Where a page shows a text, and whether it shows another one in the same places as it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tests.ui.reading import Element, parsed

SPACES = re.compile(r"[ \t\n\f\r]+")  # what HTML shows as one
CUT = "…"
SHORTEST_CUT = 20
Spot = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """A page that shows a text, and what stands before and behind it each time.

    `path` is empty for the page that comes after the form.
    """

    path: str
    spots: frozenset[Spot]


def place_of(text: str, markup: str, path: str) -> Place | None:
    """Where this page shows the text; None where it does not."""
    said, spots = collapsed(text), set()
    for each in texts_of(markup):
        if said in each:
            before, _, behind = each.partition(said)
            spots.add((before, behind))
    return Place(path, frozenset(spots)) if spots else None


def differences(place: Place, text: str, texts: set[str]) -> Iterator[str]:
    """The places where a page of these texts does not show the text; nowhere whole is one too.

    A title may be cut short with an ellipsis, and what is cut has its signs composed (Django's
    Truncator): the same to every reader, and no place may show anything else.
    """
    said = collapsed(text)
    composed = unicodedata.normalize("NFC", said)
    starts = {each.partition(CUT)[0] for each in texts if CUT in each}
    whole = 0
    for before, behind in place.spots:
        if collapsed(f"{before}{said}{behind}") in texts:
            whole += 1
        elif collapsed(f"{before}{composed}{behind}") not in texts:
            ends = [one for one in starts if len(one) >= len(before) + SHORTEST_CUT]
            if not any(f"{before}{composed}".startswith(one) for one in ends):
                yield f"not shown as it is after “{before[-30:]}”"
    if not whole:
        yield "nowhere shown whole"


def collapsed(text: str) -> str:
    return SPACES.sub(" ", text).strip(" ")


def texts_of(markup: str) -> set[str]:
    """ValueError for markup that is broken."""
    return set(_texts(parsed(markup)))


def _texts(page: Element) -> Iterator[str]:
    """Every text between two tags, and every attribute that says something."""
    for each in page.every():
        yield from (collapsed(said) for said in each.attributes.values() if said)
        run: list[str] = []
        for held in each.holds:
            if isinstance(held, str):
                run.append(held)
            elif held.tag == "br":
                run.append(" ")
            else:
                yield collapsed("".join(run))
                run = []
        yield collapsed("".join(run))
