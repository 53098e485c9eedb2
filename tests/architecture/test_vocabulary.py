"""Six verbs, six file names: who knows them can find any line.

Models answer questions. Rules decide. Actions change the world and write it down. Queries gather.
Reactions follow. A file of another name needs a reason here, and a concept needs the customer's
word for it: a drawer named after its shape fills with whatever fits nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.house import modules, told
from tests.architecture.rows import slices

VOCABULARY = {
    "__init__",
    "apps",
    "models",
    "rules",
    "events",
    "actions",
    "queries",
    "reactions",
    "letters",
}
DRAWERS = {
    *("util", "utils", "utilities", "service", "services", "helper", "helpers", "core"),
    *("lib", "libs", "common", "misc", "shared", "manager", "managers", "tools", "base"),
}

# Files of another name, each with its reason.
OTHER_NAMES: dict[str, dict[str, str]] = {
    "makegood.domain.exchange": {
        "mappings": "the mappings that come with the program: files beside the code",
    },
    "makegood.domain.search": {
        "keeping": "the triggers by which the database itself keeps the words of its rows",
    },
    "makegood.foundation.accounts": {
        "resetting": "the address of a password reset, derived as the letter is sent",
        "adapter": "how allauth meets our people; allauth asks for the class",
        "devices": "browsers somebody signed in with before: a signed cookie, so no rows",
    },
    "makegood.foundation.jobs": {
        "apart": "one of many done in its turn: what fails becomes a job of its own",
        "walking": "one act in all businesses, one after the other, each apart",
        "backend": "leased rows as a django-tasks backend",
        "worker": "the loop that takes jobs",
        "manners": "how a worker gives way to whoever else writes",
        "heart": "the lease kept alive while a job runs",
        "holding": "what a running job may ask: does its fence still hold",
        "clock": "table 4 as config hands it down: each entry that is due becomes a job",
    },
    "makegood.foundation.journal": {
        "importable": "rows that an import brings: a base for models, and who sees them when",
        "append_only": "the wall that refuses changing or deleting an entry",
        "reacting": "the table of reactions as config hands it down",
    },
    "makegood.foundation.limits": {
        "rate": "how often somebody may try: counted in a cache, so no rows and no action",
    },
    "makegood.foundation.mail": {
        "addresses": "the resolver of links and pages as config hands it down",
        "backend": "Django's own way of sending mail, closed; Django asks for the class",
        "locking": "a password that we must be able to say, locked up under a key kept elsewhere",
        "rendering": "a letter's three parts, rendered beside each other",
        "sealing": "a letter as the bytes that go out",
        "server": "the talk with a mail server, apart from the database",
    },
    "makegood.foundation.outside": {
        "finding": "asks the DNS where a host lies that somebody named: no rows, no business",
    },
    "makegood.foundation.tenancy": {
        "business": "the tenant itself: what a scope is made of, below the models that need one",
        "owned": "the base of every row that belongs to a business",
        "prepared": "questions asked at every press: their SQL is put together once",
        "scope": "enter(business), the only way into a scope",
        "wall": "what the database itself refuses and hides, drawn from the models",
    },
}


def unknown_names(found: Iterable[str]) -> Iterator[str]:
    """Modules of slices whose file name is not in the vocabulary: dotted names in, and out."""
    for dotted in found:
        slice_, name = split(dotted)
        if slice_ in slices() and name not in VOCABULARY | set(OTHER_NAMES.get(slice_, {})):
            yield dotted


def split(dotted: str) -> tuple[str, str]:
    """The slice a module lies in, and the file or folder of that slice."""
    pieces = dotted.split(".")
    return ".".join(pieces[:3]), pieces[3] if len(pieces) > 3 else "__init__"


def drawers(paths: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for parts in paths:
        if set(parts) & DRAWERS:
            yield "/".join(parts)


def test_a_slice_has_only_the_files_everybody_knows() -> None:
    found = list(unknown_names(module.dotted for module in modules()))
    what_to_do = """Put each of these where one of the six verbs says; split a long actions.py into
actions/closing.py, by story. A true exception gets its name and reason in OTHER_NAMES."""
    assert not found, told(found, what_to_do)


def test_nothing_is_a_drawer() -> None:
    found = list(drawers(module.parts for module in modules(".")))
    assert not found, told(found, "Name these after what they are about.")


def test_every_other_name_is_still_in_use() -> None:
    used = {split(module.dotted) for module in modules()}
    needless = [
        f"{slice_}.{name}"
        for slice_, names in OTHER_NAMES.items()
        for name in names
        if (slice_, name) not in used
    ]
    assert not needless, told(needless, "These files are gone: take them off the list.")


def test_a_strange_file_is_caught() -> None:
    assert list(unknown_names(["makegood.domain.promises.workflow"]))
    assert list(unknown_names(["makegood.domain.promises.adapter"]))
    assert not list(unknown_names(["makegood.domain.promises.actions.closing"]))
    assert not list(unknown_names(["makegood.kit.line"]))


@pytest.mark.parametrize("drawer", ["utils", "services", "core"])
def test_a_drawer_is_caught(drawer: str) -> None:
    assert list(drawers([("makegood", "kit", drawer)]))
