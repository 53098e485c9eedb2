"""No file silences a tool, puts a thing off, or knows the machine it was written on.

A comment that silences a checker hides the next defect too; a note to do it later is done by
nobody; an address of a package registry or a folder of one machine breaks on every other. The
words are put together here, so that this file does not hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import files, relative, told

SILENCED = {
    "no" + "qa": "mend what the checker found",
    "type:" + " ignore": "say the type, or give the library its types in pyproject.toml",
    "pyright:" + " ignore": "say the type",
    "pragma:" + " no cover": "test it or delete it",
    "TO" + "DO": "do it, or open an issue",
    "FIX" + "ME": "mend it, or open an issue",
    "XX" + "X": "do it, or open an issue",
}
HOSTS = [
    *("py" + "pi.org", "python" + "hosted.org", "test.py" + "pi"),
    *("npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com"),
    *("deb.debian" + ".org", "crates" + ".io", "proxy.golang" + ".org"),
    *("index" + "-url", "index" + "_url", "trusted" + "-host"),
]
ROOTS = "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers", "t" + "mp"])
FOLDERS = re.compile(rf"(?<![\w.:/}}>-])/(?:{ROOTS})/\w")
BINARY = {".woff2", ".png", ".jpg", ".ico", ".mo", ".pdf", ".sqlite3"}
WRITTEN_BY_TOOLS = {"LICENSE"}


QUICK_LOOK = re.compile("|".join([*map(re.escape, [*SILENCED, *HOSTS]), FOLDERS.pattern]), re.I)


def stains(text: str) -> Iterator[str]:
    """What stands in a text that may not, line by line."""
    if not QUICK_LOOK.search(text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        for word, why in SILENCED.items():
            if re.search(rf"\b{re.escape(word)}\b", line, 0 if word.isupper() else re.I):
                yield f"{number}: {word}: {why}"
        for host in HOSTS:
            if host in line.lower():
                yield f"{number}: {host}: registries are the machine's business"
        if FOLDERS.search(line):
            yield f"{number}: a folder of one machine"


def texts() -> Iterator[tuple[str, str]]:
    for path in files():
        if path.suffix not in BINARY and path.name not in WRITTEN_BY_TOOLS:
            yield relative(path), readable(path)


def readable(path: Path) -> str:
    """The file's text; "" when it is none."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def test_no_file_is_stained() -> None:
    found = [f"{name}:{stain}" for name, text in texts() for stain in stains(text)]
    assert not found, told(found, "Clean these lines:")


@pytest.mark.parametrize(
    "line",
    [
        "import x  # no" + "qa: F401",
        "x = 1  # type:" + " ignore[misc]",
        "# TO" + "DO later",
        "https://py" + "pi.org/simple",
        "pip install --index" + "-url x",
        'open("/ro' + 'ot/data")',
        "see /wo" + "rk/main",
        "in /t" + "mp/x.log",
    ],
)
def test_a_stain_is_caught(line: str) -> None:
    assert len(list(stains(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "/usr/lib/postgresql",
        f"https://example.org/{'work'}/1",
        "the rest of the work/life",
        "{{ x }}/home/a",
    ],
)
def test_a_plain_line_passes(line: str) -> None:
    assert list(stains(line)) == []
