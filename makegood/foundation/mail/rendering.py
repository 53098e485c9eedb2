"""A letter's three parts, rendered beside each other in the active language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True)
class Triple:
    """One letter, in the language of whoever reads it."""

    subject: str
    text: str
    html: str
    language: str


def rendered(page: str, context: dict[str, Any]) -> Triple:
    """The letter whose template is `page`, an .html, with its .subject and .txt beside it."""
    name = page.removesuffix(".html")
    parts = (render_to_string(f"{name}.{kind}", context) for kind in ("subject", "txt", "html"))
    subject, text, html = (part.strip() for part in parts)
    return Triple(subject, text + "\n", html, translation.get_language())
