"""What the documents name is there.

A map with a street that was pulled down costs a newcomer more than no map. Every path and every
module in backticks is looked up; every link between our own files is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, files, relative, told

DOCUMENTS = ("ARCHITECTURE", "CONTRIBUTING", "STYLE", "SECURITY", "CHANGELOG", "README")
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|html|css|js|md|toml|lock|svg)))`")
# Names a document gives as examples: what not to do, and a slice that is not there yet.
EXAMPLES = re.compile(r"^(utils|helpers)\.py$|^services/$|/recovery/$|^letters-are-rows")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
FENCED = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)


def dead_ends(text: str, folder: Path) -> Iterator[str]:
    """Paths and links in a document that lead nowhere. Code in fences is left alone."""
    plain = FENCED.sub("", text)
    for path in PATH.findall(plain):
        if not EXAMPLES.search(path) and not is_there(path, folder):
            yield path
    for link in LINK.findall(plain):
        if not (folder / link).exists():
            yield link


def is_there(path: str, folder: Path) -> bool:
    """Whether a path leads somewhere: from beside the document, or as the end of any path.

    So `tenancy/wall/plan.py` is there, and `rules.py`, the name of one of the six files, too.
    """
    ends = f"/{path}"
    places = (f"/{relative(file)}" for file in files())
    return (folder / path).exists() or any(
        ends in place if path.endswith("/") else place.endswith(ends) for place in places
    )


def documents() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def test_every_document_is_there() -> None:
    missing = [name for name in DOCUMENTS if not (ROOT / f"{name}.md").exists()]
    assert not missing


def test_documents_lead_somewhere() -> None:
    found = [
        f"{relative(path)}: {dead}"
        for path in documents()
        for dead in dead_ends(path.read_text(), path.parent)
    ]
    assert not found, told(found, "These names lead nowhere: mend the document.")


@pytest.mark.parametrize("line", ["`kit/nowhere.py`", "`nowhere/`", "[x](docs/nowhere.md)"])
def test_a_dead_end_is_caught(line: str) -> None:
    assert list(dead_ends(line, ROOT))


def test_true_names_pass() -> None:
    text = "`reactions.py`, `makegood/urls/`, `tests/architecture/`, [style](STYLE.md#words), `x.y`"
    assert list(dead_ends(text, ROOT)) == []


RECORDS = ROOT / "docs" / "decisions"


def too_long_or_nameless(name: str, text: str) -> Iterator[str]:
    """What is wrong with a decision record: its name is the decision, and it fits on a page."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){2,}\.md", name):
        yield f"{name}: a record's file name is the decision: letters-are-rows.md"
    if len(text.splitlines()) > 60:
        yield f"{name}: a record fits on a page, 60 lines"


def test_decisions_are_named_and_short() -> None:
    records = [path for path in sorted(RECORDS.glob("*.md")) if path.name != "README.md"]
    found = [line for path in records for line in too_long_or_nameless(path.name, path.read_text())]
    assert not found, told(found, "See docs/decisions/README.md:")


def test_a_nameless_and_an_endless_decision_are_caught() -> None:
    assert list(too_long_or_nameless("queue.md", ""))
    assert list(too_long_or_nameless("jobs-are-leased-rows.md", "\n" * 61))
    assert not list(too_long_or_nameless("jobs-are-leased-rows.md", "Why"))
