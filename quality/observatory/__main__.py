"""What does Mozilla's HTTP Observatory say of each class of page (QUALITY A9)?

    python -m quality.observatory [--plant no-policy]

The real server runs as `run` starts it, in production's settings behind a TLS terminator on 443
and 80 of loopback; each class of page stands at the root once, as its visitor sees it. With
--plant the terminator drops the Content-Security-Policy: that must end with 1. Exit code 0 when
every class has the score; 77 when something is missing here (npm, mkcert, the two ports).
With OBSERVATORY the folder where the package is installed already.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from quality import scoreboard
from quality.observatory import terminator
from quality.observatory.scanning import MISSING, Observatory, Scanned
from quality.served import free_port, in_production, serving

LEAST = 125


@contextmanager
def front(observatory: Observatory, behind: int) -> Iterator[terminator.Page]:
    pair = {"certificate": observatory.certificate, "key": observatory.key}
    try:
        with terminator.terminator(behind=behind, **pair) as page:
            yield page
    except OSError as error:
        print(f"Nothing was measured: the ports 443 and 80 cannot be had ({error}).")
        sys.exit(MISSING)


def scan_each(observatory: Observatory) -> dict[str, Scanned]:
    """Every class of page, scanned."""
    pages: dict[str, Any] = importlib.import_module("quality.observatory.pages").pages()
    port, found = free_port(), {}
    with serving(port), front(observatory, port) as root:
        for name, page in pages.items():
            root.path, root.cookie = page.path, page.cookie
            found[name] = observatory.scan()
            print(f"  {name}: {found[name]}", flush=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="quality.observatory", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--plant", choices=["no-policy"])
    asked = parser.parse_args()
    began = time.monotonic()
    if asked.plant:
        terminator.OF_THE_LINE.add("content-security-policy")
    with tempfile.TemporaryDirectory(prefix="makegood-observatory-") as folder:
        observatory = Observatory(Path(folder))
        in_production(folder, "")
        found = scan_each(observatory)
    good = min(one.score for one in found.values()) >= LEAST
    planted = f", planted {asked.plant}" if asked.plant else ""
    figure = {name: f"{one.score} {one.grade}" for name, one in found.items()}
    scoreboard.write(
        id=f"observatory (A9){planted}",
        figure=figure | {"tests passed": f"{min(one.passed for one in found.values())} of 10"},
        goal="caught" if asked.plant else f"every class of page >= {LEAST}",
        passed=not good if asked.plant else good,
        n=len(found),
        seconds=time.monotonic() - began,
        seed=None,
        command=" ".join(["python -m quality.observatory", *sys.argv[1:]]),
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
