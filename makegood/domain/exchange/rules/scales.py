"""On which scale a column of ratings is: what it says itself, for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

SCORE = re.compile(r"([0-9]{1,3})(?:[.,]0*)?(?:\s*/\s*([0-9]{1,3}))?")
# “Stars (1-5)”, “Sterne von 5”, “Score /10”.
STATED = re.compile(
    r"(?:(?<!\d)[01]\s*[-–—]|/|\b(?:to|bis|a|à|of|out of|von|sur|de|su))\s*(5|10)(?!\d)"
)


class Scale(StrEnum):
    """The scales that people rate on; on each the highest is the best."""

    FIVE = "1 to 5"
    TEN = "0 to 10"

    @property
    def lowest(self) -> int:
        return 1 if self is Scale.FIVE else 0

    @property
    def highest(self) -> int:
        return 5 if self is Scale.FIVE else 10


OF = {scale.highest: scale for scale in Scale}


@dataclass(frozen=True)
class Scores:
    """The cells of a column as scores: `n` of `of` are some. `stated`: the scale it names itself,
    in the words `says`.
    """

    n: int = 0
    of: int = 0
    lowest: int = 0
    highest: int = 0
    stated: Scale | None = None
    says: str = ""

    @property
    def against(self) -> str:
        """Why it cannot be ratings, in a sentence; "" where it can."""
        if not self.of:
            return _("As far as we looked it is empty.")
        if self.n * 5 < self.of * 4:
            said = _("%(n)s of %(of)s cells are whole scores: too few for how it was rated.")
            return said % {"n": self.n, "of": self.of}
        if self.highest > Scale.TEN.highest:
            said = _("It goes up to %(n)s: that is no scale of 5 or of 10.")
            return said % {"n": self.highest}
        return ""

    @property
    def scale(self) -> Scale | None:
        """The scale it probably is; None where a person has to say."""
        if self.stated is not None:
            return self.stated if self.highest <= self.stated.highest else None
        if self.highest > Scale.FIVE.highest:
            return Scale.TEN
        return Scale.FIVE if self.lowest >= Scale.FIVE.lowest else None

    @property
    def evidence(self) -> str:
        """Why it is that scale, in a sentence."""
        said = {"lowest": self.lowest, "highest": self.highest, "words": self.says}
        if self.stated is not None:
            return _("The file says so: “%(words)s”.") % said
        if self.highest > Scale.FIVE.highest:
            return _("Its scores go from %(lowest)s to %(highest)s.") % said
        return (
            _("Nothing in the file says so. Its scores go from %(lowest)s to %(highest)s.") % said
        )

    def beyond(self, scale: Scale) -> str:
        """Why it cannot be on this scale, in a sentence; "" where it can."""
        if self.highest <= scale.highest:
            return ""
        said = {"highest": self.highest, "lowest": scale.lowest, "of": scale.highest}
        return _("It goes up to %(highest)s: that is no scale of %(lowest)s to %(of)s.") % said


def score_in(text: str) -> tuple[int, int] | None:
    """A whole score and of how many: “4” and “4.0” as (4, 0), “4/5” as (4, 5). Else None."""
    found = SCORE.fullmatch(text.strip())
    return (int(found[1]), int(found[2] or 0)) if found else None


def scores_in(name: str, cells: Sequence[str]) -> Scores:
    """What a column's name and its filled cells say of its scale."""
    found = [(text, one) for text in cells if (one := score_in(text)) is not None]
    if not found:
        return Scores(of=len(cells))
    scores = [score for _text, (score, _of) in found]
    said = {of: text for text, (_score, of) in found if of}
    named = STATED.search(name.casefold())
    stated = OF.get(max(said)) if said else OF[int(named[1])] if named else None
    says = said[max(said)] if said else name[:60]
    return Scores(len(found), len(cells), min(scores), max(scores), stated, says)
