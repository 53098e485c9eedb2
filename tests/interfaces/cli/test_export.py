"""The command that takes everything out."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from makegood.foundation.journal.models import Entry
from makegood.foundation.tenancy.scope import enter
from makegood.interfaces.cli.management.commands import export
from tests.cast import Cast


def test_it_writes_one_file_and_says_so(cast: Cast, tmp_path: Path) -> None:
    assert cast.bakery
    file, said = tmp_path / "all.zip", io.StringIO()
    call_command("export", str(file), business="fern-studio", stdout=said)
    assert "the bakery" in ZipFile(file).read("csv/customers.csv").decode()
    assert f"{file.stat().st_size} bytes" in said.getvalue()
    assert file.stat().st_mode & 0o077 == 0
    with enter(cast.studio):
        made = Entry.objects.get(event="export.made")
    assert (made.by, made.by_rule) == ("rule", "export command")


def test_it_writes_over_nothing(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    file.write_text("mine")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export", str(file), business="fern-studio")
    assert file.read_text() == "mine"


def test_a_business_that_is_not_here_leaves_no_file(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no business"):
        call_command("export", str(tmp_path / "all.zip"), business="fern")
    assert not list(tmp_path.iterdir())


def test_one_that_breaks_off_leaves_no_file(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> bytes:
        raise RuntimeError

    monkeypatch.setattr(export, "everything", broken)
    with pytest.raises(RuntimeError):
        call_command("export", str(tmp_path / "all.zip"), business="fern-studio")
    assert not list(tmp_path.iterdir())
