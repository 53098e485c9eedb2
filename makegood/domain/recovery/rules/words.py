"""The words of a case, as they are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from makegood.kit.one_line import one_line
from makegood.kit.refusal import Refusal

LONGEST_MATTER, LONGEST_WORDS, LONGEST_REMEDY = 200, 5000, 500
LONGEST_CAUSE, LONGEST_CAUSE_KEY, LONGEST_WHY = 100, 400, 300
LONGEST_WATCH, MOST_WHYS = 1000, 5


def lines(text: str, *, field: str) -> str:
    """What somebody wrote, its lines kept; Refusal when it is longer than 5,000 characters."""
    said = "\n".join(one_line(line) for line in text.splitlines()).strip()
    if len(said) > LONGEST_WORDS:
        raise Refusal(_("That is too long: 5,000 characters are kept."), field=field)
    return said


def short(text: str, *, field: str, most: int = LONGEST_MATTER) -> str:
    """One line; Refusal when it is longer than `most` characters."""
    said = one_line(text)
    if len(said) > most:
        sentence = _("That is %(n)s characters long; up to %(most)s fit. Say it shorter.")
        raise Refusal(sentence % {"n": len(said), "most": most}, field=field)
    return said
