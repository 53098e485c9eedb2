"""Our own export as it comes back: in steps, so that what others hang on is there before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from makegood.domain.exchange.models import Upload
from makegood.domain.exchange.queries import brought
from makegood.domain.exchange.queries.nouns import ABOUT_US, HISTORY, NOUNS
from makegood.domain.exchange.rules.flat import all_tables
from makegood.domain.exchange.rules.manifest import MANIFEST
from makegood.domain.exchange.rules.unpacking import THE_END, Row, may_be_ours, opened, rows_of
from makegood.foundation.files.queries import path_of
from makegood.kit.refusal import Refusal

MAKEGOOD = "Makegood"
# What stands in the place of a mapping: an export needs none.
TAKEN_OUT = "# Taken out of Makegood: it says by itself what is what.\n"


class Step(StrEnum):
    """What a pass over a file brings."""

    CUSTOMERS = "customers"
    ALIASES = "aliases"
    ENGAGEMENTS = "engagements"
    PROMISES = "promises"
    UNDATED = "undated"
    TIES = "ties"
    NOTICES = "notices"
    UPDATES = "updates"
    RATINGS = "ratings"
    SURVEYS = "surveys"
    INVITATIONS = "invitations"
    STOPS = "stops"
    CAUSES = "causes"
    CASES = "cases"
    LEARNT = "learnt"
    IDEAS = "ideas"


@dataclass(frozen=True)
class Back:
    """A row that comes back, with the step and the line it stands on; None: no row at all."""

    step: Step
    line: int
    said: Row | None

    @property
    def file(self) -> str:
        """The file of the export that it stands in."""
        return f"{NOUN_OF[self.step]}.jsonl"

    @property
    def key(self) -> str:
        """Its key; "" for what says none."""
        key = (self.said or {}).get("key")
        return key if isinstance(key, str) else ""


def is_undated(said: Row) -> bool:
    """Whether a promise has no day but that of the update that says more."""
    ended = said.get("kept_at") or said.get("end_recorded") is False or said.get("withdrawn_at")
    return not ended and not said.get("late_after")


def _is_tied(said: Row) -> bool:
    return any(said.get(name) for name in ("waits", "succeeds", "next_update"))


def _is_alias(said: Row) -> bool:
    return bool(said.get("merged_into") or said.get("apart"))


def _is_noticed(said: Row) -> bool:
    return bool(said.get("notices"))


def _is_updated(said: Row) -> bool:
    return bool(said.get("updates"))


def _is_learnt(said: Row) -> bool:
    return bool(said.get("prevention") or said.get("preventions"))


def _dated(said: Row) -> bool:
    return not is_undated(said)


def _each(said: Row) -> bool:
    return True


Takes = Callable[[Row], bool]
STEPS: tuple[tuple[Step, str, Takes], ...] = (
    (Step.CUSTOMERS, "customers", _each),
    (Step.ALIASES, "customers", _is_alias),
    (Step.ENGAGEMENTS, "engagements", _each),
    (Step.PROMISES, "promises", _dated),
    (Step.UNDATED, "promises", is_undated),
    (Step.TIES, "promises", _is_tied),
    (Step.NOTICES, "promises", _is_noticed),
    (Step.UPDATES, "engagements", _is_updated),
    (Step.RATINGS, "ratings", _each),
    (Step.SURVEYS, "surveys", _each),
    (Step.INVITATIONS, "invitations", _each),
    (Step.STOPS, "stops", _each),
    (Step.CAUSES, "causes", _each),
    (Step.CASES, "cases", _each),
    (Step.LEARNT, "cases", _is_learnt),
    (Step.IDEAS, "ideas", _each),
)
NOUN_OF = {step: noun for step, noun, _takes in STEPS}
# Those that bring rows of their own, and are the first to read their file.
FIRST = {Step.CUSTOMERS, Step.ENGAGEMENTS, Step.PROMISES, Step.RATINGS} | {
    Step.SURVEYS,
    Step.INVITATIONS,
    Step.CAUSES,
    Step.CASES,
    Step.IDEAS,
}


def names() -> set[str]:
    """All the files that an export can hold."""
    nouns = (*ABOUT_US, *NOUNS, *HISTORY)
    tables = {name for noun in nouns for name, _header in all_tables(noun.table)}
    lines = {noun.name for noun in nouns} | {"business", "journal"}
    return {f"csv/{name}.csv" for name in tables | {"business"}} | {
        f"json/{name}.jsonl" for name in lines
    }


def is_ours(file: Path) -> bool:
    """Whether a file is an export of ours: it says so itself. Nothing of it is unpacked."""
    with file.open("rb") as content:
        content.seek(max(0, file.stat().st_size - THE_END))
        if not may_be_ours(content.read()):
            return False
        try:
            return MANIFEST in ZipFile(content).namelist()
        except BadZipFile:
            return False


def comes_back(upload: Upload) -> bool:
    """Whether what was brought is an export of ours, and nothing beside it."""
    files = brought(upload)
    return len(files) == 1 and is_ours(path_of(files[0]))


class Incoming:
    """An export that came back. Refused: what `opened` refuses."""

    def __init__(self, file: Path) -> None:
        self._content = file.open("rb")
        try:
            self._archive, self.counts = opened(self._content, names())
        except Refusal:
            self._content.close()
            raise

    def rows(self, done: int = 0) -> Iterator[Back]:
        """Everything behind the first `done`, step by step."""
        return islice(self._all(), done, None)

    def about_us(self) -> Row:
        """What it says of the business it is from."""
        for _line, said in rows_of(self._archive, "json/business.jsonl"):
            return said or {}
        return {}

    def close(self) -> None:
        self._archive.close()
        self._content.close()

    def __enter__(self) -> Incoming:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _all(self) -> Iterator[Back]:
        for step, noun, takes in STEPS:
            for line, said in rows_of(self._archive, f"json/{noun}.jsonl"):
                # A line that is no row is said once, by the first to read it.
                if (said is None and step in FIRST) or (said is not None and takes(said)):
                    yield Back(step, line, said)
