"""One of the acts beside, in a process of its own: `python -m quality.imports.inside look`."""

from __future__ import annotations

import importlib
import sys

import django

ACTS = ("prepare", "look", "press", "seen", "plant", "digest")


def main() -> None:
    act = sys.argv[1]
    if act not in ACTS:
        raise SystemExit(f"One of these: {', '.join(ACTS)}.")
    django.setup()
    getattr(importlib.import_module("quality.imports.acts"), act)(*sys.argv[2:])


if __name__ == "__main__":
    main()
