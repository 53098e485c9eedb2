"""What makes a content security policy weak: the rules of Google's csp_evaluator, for ours.

Its lists of sites with known holes are left out: we name no site at all. What it merely suggests
is left out too: 'unsafe-inline' for browsers that know no nonces (they shall run nothing inline),
and Trusted Types (htmx parses what it fetches).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Policy = dict[str, str]

DIRECTIVES = {
    *("default-src", "script-src", "script-src-attr", "script-src-elem", "style-src", "img-src"),
    *("style-src-attr", "style-src-elem", "font-src", "connect-src", "media-src", "object-src"),
    *("frame-src", "child-src", "worker-src", "manifest-src", "base-uri", "form-action"),
    *("frame-ancestors", "sandbox", "upgrade-insecure-requests", "require-trusted-types-for"),
}
# What script comes through; unnamed, each falls back on default-src, but base-uri on nothing.
LETTING_SCRIPT_IN = ("script-src", "script-src-attr", "script-src-elem", "object-src", "base-uri")
UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'"}
QUOTED = re.compile(r"'(self|none|nonce-[\w+/]{22,}={0,2})'")
DATA = "data:"


def policy(header: str) -> Policy:
    """Directives and what each allows."""
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: said.strip() for name, _, said in parts}


def weak(said: Policy) -> Iterator[str]:
    """Sentences about what this policy lets through, or means otherwise than it says."""
    yield from (f"{name} is no directive" for name in sorted(said.keys() - DIRECTIVES))
    yield from (f"{name} is missing" for name in ("default-src", "base-uri") if name not in said)
    for name in LETTING_SCRIPT_IN:
        allowed = said.get(name, "" if name == "base-uri" else said.get("default-src", "*"))
        for source in allowed.split():
            if source in UNSAFE or source == DATA or not source.startswith("'"):
                yield f"{name} lets {source} in"
    for name, allowed in said.items():
        for source in allowed.split():
            if not QUOTED.fullmatch(source) and not (source == DATA and name == "img-src"):
                yield f"{name} has {source}"
