"""What went wrong comes back as it was, step by step: nothing is opened or promised by it."""

from __future__ import annotations

from makegood.domain.exchange.models import Stage
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_in import lines, live, packed_up
from tests.domain.exchange.test_returning import brought_back, new, no_pause, taken_out

__all__ = ["new", "no_pause"]
FILES = ("causes", "cases")


def same(before: dict[str, str], after: dict[str, str]) -> bool:
    names = [
        f"{kind}/{name}.{kind.replace('json', 'jsonl')}"
        for name in FILES
        for kind in ("csv", "json")
    ]
    assert all(lines(before, name) for name in FILES)
    return [name for name in names if before[name] != after[name]] == []


def test_it_comes_back_as_it_was_and_nothing_follows(cast: Cast, new: Business) -> None:
    content, before = taken_out(cast, live)
    upload = brought_back(new, content)
    with enter(new):
        assert upload.found is not None
        assert (upload.stage, upload.found["wrong"]) == (Stage.IN, [])
        assert lines(before, "cases") == lines(packed_up(), "cases")
        assert same(before, packed_up())
