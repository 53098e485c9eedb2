"""A German customer is spoken to as Sie: on their pages, in our letters and when we ask them."""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings

from tests.architecture.house import Module, modules, relative, told
from tests.architecture.test_translations import (
    Words,
    first,
    read,
    templates,
    words_of,
    words_of_template,
)

# Letters of the foundation go to whoever has a desk, where we say du.
PLACES = re.compile(r"makegood/(?:interfaces/portal|domain/\w+/letters)/")
# What a customer is asked, and hears where an answer is none.
RULES = ("feedback/rules/ready.py", "feedback/rules/answers.py")
# Forms that can mean nothing else; “ihr” may be hers or theirs.
DU = re.compile(
    r"\b(?:du|dich|dir|dein\w*|euch|euer|eure\w*|sag|sieh|tipp|schau|wähl|schreib|fragt? mich)\b",
    re.IGNORECASE,
)


def said_to_customers() -> Words:
    pages = ((path.read_text(), relative(path)) for path in templates())
    said = [words_of_template(text, name) for text, name in pages if PLACES.match(name)]
    said += [words_of(module.source) for module in modules() if PLACES.match(module.path)]
    said += [asked_in(module) for module in modules() if module.path.endswith(RULES)]
    return set().union(*said)


def asked_in(module: Module) -> Words:
    """What it asks; its lazy words name it to the desk."""
    return words_of(module.source.replace("gettext_lazy(", "("))


@cache
def german() -> dict[tuple[str, str], str]:
    catalogue = read(settings.LOCALE_PATHS[0] / "de" / "LC_MESSAGES" / "django.po")
    return {(each.context or "", first(each.id)): f"{each.string}" for each in catalogue if each.id}


def test_no_customer_is_called_du() -> None:
    said = sorted(german().get(words, "") for words in said_to_customers())
    found = [sentence for sentence in said if DU.search(sentence)]
    assert len(said) > 150
    assert not found, told(found, "Say Sie to customers:")


def test_a_du_is_seen_and_theirs_is_not() -> None:
    assert DU.search("Was hast du erwartet?")
    assert DU.search("Danke für deine Antwort")
    assert DU.search("Fragt mich nicht mehr")
    assert not DU.search("Sie und ihre Antworten: Die Idee ist für ihn.")
