"""A template as the guards see it: tags of HTML, tags of Django, names of other templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", re.S)
QUOTED_NAME = re.compile(r"""["']([^"'\s]+\.(?:html|txt))["']""")
DRAWN_IN = re.compile(r"{%\s*(?:include|extends)\s+(\S+)")
OPENING = re.compile(r"<([a-z][a-z0-9-]*)((?:\"[^\"]*\"|'[^']*'|{%.*?%}|{{.*?}}|[^<>\"'])*)>", re.S)
SENT = re.compile(r"<form {%\s*(?:sends_to|sends_in_place|if whole)\b")
FORM = re.compile(r"<form\b.*?</form>", re.S)


def bare(template: str) -> str:
    """The template without its comments."""
    return COMMENT.sub("", template)


def named(template: str) -> set[str]:
    """Every other template it names, in an include, an extends, or as a value handed on."""
    return set(QUOTED_NAME.findall(bare(template)))


def opening_tags(template: str) -> Iterator[tuple[str, str]]:
    """Each HTML tag that opens: its name, and its attributes as written."""
    yield from OPENING.findall(bare(template))


def forms(template: str) -> list[str]:
    return FORM.findall(bare(template))


def method_of(form: str) -> str:
    """The method a form names; "" when it names none."""
    if SENT.match(form):
        return "post"
    found = re.match(r"<form\b[^>]*?\bmethod=[\"']?(\w+)", form, re.S)
    return found.group(1).lower() if found else ""
