"""What `manage makemessages` and `manage compilemessages` make of a small program."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")

HEAD = """msgid ""
msgstr ""
"Project-Id-Version: Makegood\\n"
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
KEPT = 'msgid "Kept"\nmsgstr "Gehalten"\n'


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A German catalogue that knows one word, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    found = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    found.parent.mkdir(parents=True)
    found.write_text(HEAD + KEPT)
    with override_settings(LOCALE_PATHS=[]):
        yield found


def test_a_new_sentence_comes_in_empty_and_nothing_else_changes(catalogue: Path) -> None:
    Path("desk.py").write_text('_("Kept")\n_("Kept.")\n')
    Path("tests").mkdir()
    Path("tests/test_desk.py").write_text('_("Never shown")\n')
    call_command("makemessages", verbosity=0)
    assert catalogue.read_text() == HEAD + KEPT + '\nmsgid "Kept."\nmsgstr ""\n'
    before = catalogue.read_text()
    call_command("makemessages", locale=["de"], verbosity=0)
    assert catalogue.read_text() == before


def test_only_our_catalogues_are_compiled(catalogue: Path) -> None:
    theirs = Path(".venv/theirs/locale/de/LC_MESSAGES/django.po")
    theirs.parent.mkdir(parents=True)
    shutil.copy(catalogue, theirs)
    call_command("compilemessages", verbosity=0)
    assert catalogue.with_suffix(".mo").exists()
    assert not theirs.with_suffix(".mo").exists()
