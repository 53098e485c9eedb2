"""Of our cases, what cannot be stays outside, by itself."""

from __future__ import annotations

import json
from typing import Any

from makegood.domain.exchange.models import Stage
from makegood.domain.recovery.models import Case, Hearing
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_in import lines
from tests.domain.exchange.test_returning import (
    brought_back,
    changed,
    counts,
    new,
    no_pause,
    taken_out,
)
from tests.domain.exchange.test_returning_cases import went_wrong

__all__ = ["new", "no_pause"]
# Each makes a case that cannot be, out of one that can.
WRONG: dict[str, tuple[str, ...]] = {
    "words longer than any": ("It hangs askew.", "x" * 5_001),
    "a step that is none": ('"kind": "hear"', '"kind": "shrug"'),
    "a promise that is not here": ('"answer": "make', '"answer": "un'),
    "what was said ahead": ('"heard_at": "2026', '"heard_at": "2126'),
    "why without end": ('"whys": []', f'"whys": ["{"w" * 301}"]'),
    "a cause that is not here": ('"cause": null', '"cause": "Nobody"'),
    "an end without a time": ('"closing": ""', '"closing": "verified"'),
    "nobody": (":customer:0", ":customer:9"),
}


def test_what_cannot_be_stays_outside_by_itself(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, went_wrong)
    first, second = lines(before, "cases")
    theirs: dict[str, Any] = {name: first[name] for name in ("answer", "engagement")}
    of_another = {
        f"another's {name}": second | {name: said}
        for name, said in (theirs | {"steps": first["steps"][:1]}).items()
    }
    rows = {what: json.loads(spoilt(first, *WRONG[what])) for what in WRONG} | of_another
    wrong = "\n".join(json.dumps(row | {"key": what}) for what, row in rows.items())
    with_wrong = changed(content, "json/cases.jsonl", lambda text: f"{wrong}\n{text}")
    upload = brought_back(new, with_wrong)
    with enter(new):
        came = set(Case.objects.values_list("import_key", flat=True))
        assert came & set(rows) == set()
        assert (upload.stage, len(came)) == (Stage.IN, 2)
        assert counts(upload)["refused"] == len(rows)
        assert Hearing.objects.count() == 1


def spoilt(row: dict[str, Any], said: str, otherwise: str) -> str:
    text = json.dumps(row)
    assert said in text, said
    return text.replace(said, otherwise)


def test_of_one_work_two_cases_are_not_open(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, went_wrong)
    first, _second = lines(before, "cases")
    twice = "".join(f"{json.dumps(first | {'answer': None, 'key': key})}\n" for key in ("a", "b"))
    upload = brought_back(new, changed(content, "json/cases.jsonl", lambda _text: twice))
    with enter(new):
        assert counts(upload)["refused"] == 1
        assert Case.objects.get().import_key == "a"
