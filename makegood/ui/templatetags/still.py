"""Parts that never change are drawn once: a list of fifty rows holds a hundred icons."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def still(part: str, **context: str) -> SafeString:
    """A part whose few words decide all of it, in any language and for any reader: an icon."""
    return _drawn(part, tuple(context.items()))


@lru_cache(maxsize=256)
def _drawn(part: str, context: tuple[tuple[str, str], ...]) -> SafeString:
    return render_to_string(part, dict(context))
