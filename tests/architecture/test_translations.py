"""Every word on screen is in every language we say we speak, and compiled.

A half-translated page is worse than an English one: the reader doubts the rest. The words are
gathered here from Python, pages and letters, without tools that a machine may lack.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from makegood.interfaces.cli.management.commands import makemessages
from tests.architecture.house import HOUSE, files, modules, relative, told, within

LOCALE = HOUSE / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]")
# A letter is a subject, a plain text and a page.
TEMPLATES = {".html", ".txt", ".subject"}
Words = set[tuple[str, str]]


def words_of(source: str) -> Words:
    """What a Python source gives to gettext: (context, words)."""
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    return {(context or "", first(said)) for _, said, _, context in found}


def first(said: str | tuple[str, ...] | list[str]) -> str:
    """The singular, where there is a plural."""
    return said if isinstance(said, str) else said[0]


def words_of_template(text: str, name: str) -> Words:
    """What a template gives to gettext. (Django makes Python of it, indented as the markup was.)"""
    lines = templatize(text, origin=name).splitlines()
    return words_of("\n".join(line.strip() for line in lines))


def words_on_screen() -> Words:
    said = [words_of(module.source) for module in modules()]
    said += [words_of_template(path.read_text(), relative(path)) for path in templates()]
    return set().union(*said)


def templates() -> list[Path]:
    """Every page, and every part of every letter."""
    return [path for path in files() if path.suffix in TEMPLATES and within(path, "makegood")]


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def known(catalogue: Catalog) -> Words:
    """The words a catalogue holds a finished translation for."""
    return {
        (message.context or "", first(message.id))
        for message in catalogue
        if message.id and not message.fuzzy and spoken(message.string)
    }


def spoken(string: str | tuple[str, ...] | list[str] | None) -> bool:
    every = [string] if isinstance(string, str) else list(string or ())
    return bool(every) and all(every)


def unfinished(catalogue: Catalog) -> Iterator[str]:
    """Entries that are empty or were only guessed by a tool."""
    for message in catalogue:
        if message.id and (message.fuzzy or not spoken(message.string)):
            yield f"{message.id!r}: {'a guess' if message.fuzzy else 'not translated'}"


def broken(catalogue: Catalog) -> Iterator[str]:
    """Translations that lost a place such as %(day)s, gained one, or lack a plural form."""
    for message in catalogue:
        if message.id and spoken(message.string):
            if places(message.id) != places(message.string):
                yield f"{message.id!r}: a place is missing, or one too many"
            yield from (f"{message.id!r}: {error}" for error in message.check(catalogue))


def places(said: str | tuple[str, ...] | list[str] | None) -> set[str]:
    """The places in a sentence, or in all its plural forms together."""
    return set(PLACE.findall(said if isinstance(said, str) else " ".join(said or ())))


def compiled(catalogue: Catalog) -> dict[object, str]:
    """What a program would read from the catalogue once compiled."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return entries(gettext.GNUTranslations(file))


def entries(translations: gettext.GNUTranslations) -> dict[object, str]:
    read: dict[object, str] = dict(vars(translations)["_catalog"])
    read.pop("", None)
    return read


def test_every_language_but_the_first_has_a_catalogue() -> None:
    named = {code for code, _ in settings.LANGUAGES} - {"en"}
    there = {path.parts[-3] for path in catalogues()}
    assert named == there, "Each of LANGUAGES has makegood/locale/<language>/LC_MESSAGES/django.po"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
class TestCatalogue:
    """Each of these is asked of each language."""

    def test_nothing_is_left_untranslated(self, path: Path) -> None:
        found = list(unfinished(read(path)))
        assert not found, told(found, f"Translate these in {relative(path)}:")

    def test_every_translation_keeps_its_places(self, path: Path) -> None:
        found = list(broken(read(path)))
        assert not found, told(found, f"Mend these in {relative(path)}:")

    def test_every_word_on_screen_is_in_it(self, path: Path) -> None:
        found = [said for _, said in sorted(words_on_screen() - known(read(path)))]
        what_to_do = f"python3 dev.py manage makemessages adds these to {relative(path)}:"
        assert not found, told(found, what_to_do)

    def test_what_is_compiled_is_what_is_written(self, path: Path) -> None:
        with path.with_suffix(".mo").open("rb") as file:
            there = entries(gettext.GNUTranslations(file))
        assert there == compiled(read(path)), (
            f"python3 dev.py manage compilemessages compiles {relative(path)}."
        )


def test_an_empty_and_a_guessed_entry_are_caught() -> None:
    catalogue = Catalog("de")
    catalogue.add("Kept", "Gehalten")
    catalogue.add("Moved")
    catalogue.add("Told", "Gesagt", flags={"fuzzy"})
    catalogue.add(("%(n)s day", "%(n)s days"), ("%(n)s Tag", ""))
    assert [line.rpartition(":")[2] for line in unfinished(catalogue)] == [
        " not translated",
        " a guess",
        " not translated",
    ]
    assert known(catalogue) == {("", "Kept")}


def test_a_lost_place_and_a_lost_plural_are_caught() -> None:
    catalogue = Catalog("de")
    catalogue.add("Moved to %(day)s.", "Verschoben.", flags={"python-format"})
    catalogue.add(("%(n)s day", "%(n)s days"), ("%(n)s Tag",), flags={"python-format"})
    assert len(list(broken(catalogue))) == 2


def test_what_was_not_compiled_is_seen() -> None:
    before, after = Catalog("de"), Catalog("de")
    before.add("Kept", "Gehalten")
    after.add("Kept", "Eingehalten")
    assert compiled(before) != compiled(after)
    assert compiled(before) == {"Kept": "Gehalten"}


def test_every_part_of_a_letter_is_read() -> None:
    assert {path.suffix for path in templates()} == TEMPLATES
    assert {f".{ending}" for ending in makemessages.SAID_IN} == TEMPLATES | {".py"}


def test_words_are_found_in_python_and_in_templates() -> None:
    source = '_("Kept")\npgettext("of a page", "Light")\nngettext("%d day", "%d days", 2)'
    assert words_of(source) == {("", "Kept"), ("of a page", "Light"), ("", "%d day")}
    text = (
        "<ul>\n    <li>\n  </li>\n</ul>"
        '{% load i18n %}<p title="{% translate \'Close\' %}">don\'t {% translate "Moved" %}'
        '{% translate "Light" context "of a page" %}{% firstof x _("Try:") %}'
        "{% blocktranslate count n=3 %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        "{% comment %}it's{% endcomment %}"
    )
    assert words_of_template(text, "x.html") == {
        ("", "Close"),
        ("", "Moved"),
        ("of a page", "Light"),
        ("", "Try:"),
        ("", "%(n)s day"),
    }
