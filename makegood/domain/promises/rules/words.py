"""The words of a promise, as they are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from makegood.kit.refusal import Refusal

LONGEST = 500


def clean(text: str) -> str:
    """One line without control characters; Refusal when it is empty or longer than 500."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if not text:
        raise Refusal(_("What did you promise? A few words are enough."), field="what")
    if len(text) > LONGEST:
        sentence = _("That is %(n)s characters long; up to 500 fit. Say it shorter.")
        raise Refusal(sentence % {"n": len(text)}, field="what")
    return text
