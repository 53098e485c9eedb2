"""The words of a promise, as they are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from makegood.kit.one_line import one_line
from makegood.kit.refusal import Refusal

LONGEST = 500


def clean(text: str) -> str:
    """One line without control characters; Refusal when it is empty or longer than 500."""
    text = one_line(text)
    if not text:
        raise Refusal(_("What did you promise? A few words are enough."), field="what")
    return _short_enough(text, "what")


def for_customer(text: str) -> str:
    """Optional words beside a move, lines kept; Refusal when they are longer than 500."""
    lines = (one_line(line) for line in text.splitlines())
    return _short_enough("\n".join(lines).strip(), "words")


def _short_enough(text: str, field: str) -> str:
    if len(text) > LONGEST:
        sentence = _("That is %(n)s characters long; up to 500 fit. Say it shorter.")
        raise Refusal(sentence % {"n": len(text)}, field=field)
    return text
