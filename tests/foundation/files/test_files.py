"""Files are kept as they came, under names of our own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TestCase

from makegood.foundation.files.actions import forget, keep
from makegood.foundation.files.models import File
from makegood.foundation.files.queries import path_of, pieces_of
from makegood.foundation.files.rules import shown_name
from makegood.foundation.journal.events import Actor
from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.kit.refusal import Refusal
from tests.cast import SINCE, Cast

READER = Actor("rule", rule="a test")


def kept(name: str = "orders.csv", *content: bytes, most: int = 100) -> File:
    return keep(name=name, content=content or (b"a,b\n", b"1,2\n"), most=most, by=READER, at=SINCE)


def lying() -> set[Path]:
    return set(Path(settings.FILES).iterdir())


def test_what_was_brought_lies_there_whole_and_for_us_alone(cast: Cast) -> None:
    with enter(cast.studio):
        file = kept()
        assert b"".join(pieces_of(file)()) == b"a,b\n1,2\n"
        assert (file.size, file.sha256) == (8, hashlib.sha256(b"a,b\n1,2\n").hexdigest())
        assert path_of(file).stat().st_mode & 0o777 == 0o600
        assert Entry.objects.get(event="file.kept").facts == {"size": 8}


def test_its_name_says_nothing_about_where_it_lies(cast: Cast) -> None:
    with enter(cast.studio):
        file = kept("../../etc/passwd\x00\u202e.csv")
        assert path_of(file).parent == Path(settings.FILES)
        assert file.name == "passwd .csv"


@pytest.mark.parametrize(
    ("said", "shown"),
    [("C:\\Users\\Rosa\\orders.csv", "orders.csv"), ("", "file"), ("x" * 500, "x" * 200)],
)
def test_a_name_is_one_line_that_can_be_shown(said: str, shown: str) -> None:
    assert shown_name(said) == shown


def test_one_that_is_too_large_leaves_nothing(cast: Cast) -> None:
    before = lying()
    with enter(cast.studio), pytest.raises(Refusal, match="larger"):
        kept("large.csv", b"x" * 60, b"x" * 60)
    with enter(cast.studio):
        assert not File.objects.exists()
    assert lying() == before


def test_a_forgotten_file_is_gone_once_that_is_committed(cast: Cast) -> None:
    with enter(cast.studio):
        file = kept()
        with TestCase.captureOnCommitCallbacks(execute=True):
            assert forget(file=file, by=READER, at=SINCE)
            assert path_of(file).exists()
        assert not path_of(file).exists()
        assert not forget(file=file, by=READER, at=SINCE)
