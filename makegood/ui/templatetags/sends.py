"""How a form into which somebody types is sent, and who says what is wrong with it: we do.

A browser would say it first, in its own language, in a bubble that is gone at the next touch, and
beside the sentence that we say at the field. So it is told to send what there is (`novalidate`):
the page comes back with our sentence, and nothing typed is lost. `required`, `type` and `inputmode`
stay on the fields, for keyboards and for who listens.

A day that is half typed would be sent as none, and the browser alone knows of it. On the desk
half_typed.js asks it and says so in our words. Customers' pages run no script: there a form that
asks for a day (`days`) lets the browser look, and holds no rule but that one.
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def sends_to(action: str, *, days: bool = False) -> SafeString:
    """The attributes of a form that is answered with a page."""
    sent = 'method="post" action="{}"' if days else 'method="post" action="{}" novalidate'
    return format_html(sent, action)


@register.simple_tag
def sends_in_place(action: str) -> SafeString:
    """The attributes of a form whose answer stands where the page stood, where htmx runs."""
    place = 'hx-post="{}" hx-target="#main" hx-select="#main" hx-swap="outerHTML"'
    return format_html(f"{{}} {place}", sends_to(action), action)
