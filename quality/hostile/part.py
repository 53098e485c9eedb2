"""One process' share of the forms, on a database of its own, and what it found there."""

from __future__ import annotations

import gc
import importlib
import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from quality.private_database import private_database, set_up

LOOKS = 8  # Of the big list each string is sent everywhere; pages are drawn for each eighth.


@dataclass(frozen=True)
class Asked:
    """`tier`: short, full or planted. `turns`: the big list goes to one form in so many."""

    tier: str
    postgresql: bool
    turns: int
    parts: int

    @property
    def short(self) -> bool:
        return self.tier == "short"


@dataclass
class Part:
    """`figure`, `counted` and `planted` add up over the parts."""

    figure: Counter[str]
    counted: Counter[str]
    told: list[str]
    planted: Counter[str] = field(default_factory=Counter)
    processor: float = 0.0

    @property
    def is_fine(self) -> bool:
        return not any(self.figure.values())


def measured(asked: Asked, number: int) -> Part:
    """The forms of this number, counted by turns; the pairs of addresses are the first one's."""
    began = time.process_time()
    given = os.environ.get("DATABASE_URL", "")
    database = private_database(on_postgresql=asked.postgresql, given=given, plain_role=True)
    with tempfile.TemporaryDirectory(prefix="makegood-hostile-") as folder, database as url:
        set_up(folder, url)
        ground = importlib.import_module("quality.hostile.ground")
        sample = importlib.import_module("quality.hostile.declared").SAMPLE_PAGES
        with ground.ground(sample if asked.short else None) as here:
            here.forms = here.forms[number :: asked.parts]
            if asked.tier == "planted":
                wanted = importlib.import_module("quality.hostile.planting").FORMS
                here.forms = [one for one in here.forms if one.name in wanted]
            gc.freeze()  # The world stays: nothing of it is to be looked through again and again.
            found = _tried(here, asked, is_first=number == 0)
    found.processor = time.process_time() - began
    return found


def _tried(here: Any, asked: Asked, *, is_first: bool) -> Part:
    fields = importlib.import_module("quality.hostile.fields")
    measuring = importlib.import_module("quality.hostile.measuring")
    planting = importlib.import_module("quality.hostile.planting")
    twins = importlib.import_module("quality.hostile.twins")
    trying = importlib.import_module("quality.hostile.trying").Trying(here)
    known = fields.find(here, trying, short=asked.short)
    if asked.tier == "planted":
        seen = planting.caught(here, trying, known, with_twins=is_first)
        return Part(Counter(), Counter(), [], Counter(seen))
    said = measuring.counted(known)
    print(f"found in {time.process_time():.0f} s of processor time: {dict(said)}", flush=True)
    found = _strings_through(measuring.Measuring(trying, known), measuring.Turns, asked)
    pairs = list(twins.wrong(here, short=asked.short)) if is_first else []
    said.update({"sent": found.sent, "taken": found.taken, "looked at": found.seen})
    told = [*found.told(), *(f"  {line}" for line in pairs)]
    part = Part(Counter({**found.figure, "twins": len(pairs)}), said, told)
    if not asked.short:
        part.planted.update(planting.caught(here, trying, known, with_twins=is_first))
    return part


def _strings_through(measuring: Any, turns: Any, asked: Asked) -> Any:
    strings = importlib.import_module("quality.hostile.strings")
    if asked.short:
        return measuring.each(strings.OWN, turns(words=10, rest=24, pages=4))
    measuring.each(strings.OWN, turns())
    of = asked.turns
    return measuring.each(strings.big_list(), turns(of, of, of, pages=LOOKS))
