"""What somebody said of a piece of work, as a row tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.arrivals import Cells, instant, key_of
from makegood.domain.exchange.rules.mapping import Mapping, RatingColumns
from makegood.domain.exchange.rules.scales import score_in
from makegood.domain.feedback.rules import Said
from makegood.kit.refusal import Refusal


@dataclass(frozen=True)
class RatingArrival:
    """A rating as a file tells it; `of` is the key of the promise whose work was rated."""

    file: str
    line: int
    of: str
    said: Said
    cells: Cells

    @property
    def key(self) -> str:
        return self.said.key


def rated(
    file: str, line: int, cells: Cells, says: Mapping, *, zone: ZoneInfo, now: datetime
) -> RatingArrival | None:
    """The rating of a row; None where its score is empty. A Refusal says what is wrong with it."""
    columns = says.rating
    if columns is None or not cells[columns.score].strip():
        return None
    return RatingArrival(
        file=file,
        line=line,
        of=key_of(columns.of, cells, says.source),
        said=Said(
            key=key_of(columns.key, cells, f"{says.source}:rating"),
            score=_score(cells[columns.score], columns),
            out_of=columns.out_of,
            words=columns.words.fill(cells),
            **_times(cells, columns, says, zone, now),
        ),
        cells=cells,
    )


def unscored(cells: Cells, says: Mapping) -> str:
    """What is noticed where somebody said something and gave no score; "" where they did not."""
    columns = says.rating
    if columns is None or columns.file or cells[columns.score].strip():
        return ""
    if not columns.words.fill(cells):
        return ""
    return _("They said something of it and gave no score: it stays out.")


def _score(text: str, columns: RatingColumns) -> int:
    """A whole score, 4 or 4.0, or with what it is of, 4/5."""
    found = score_in(text)
    if found is None:
        raise Refusal(_("“%(text)s” is no whole score.") % {"text": text.strip()[:40]})
    score, of = found
    said = {"score": score, "of": columns.out_of, "lowest": columns.lowest}
    if of and of != columns.out_of:
        shown = {"text": text.strip()[:40], "of": columns.out_of}
        raise Refusal(_("“%(text)s” is not of %(of)s.") % shown)
    if score > columns.out_of:
        raise Refusal(_("%(score)s is more than %(of)s: say out_of in the mapping.") % said)
    if score < columns.lowest:
        sentence = _("%(score)s is less than %(lowest)s. Leave it empty where nobody rated.")
        raise Refusal(sentence % said)
    return score


def _times(
    cells: Cells, columns: RatingColumns, says: Mapping, zone: ZoneInfo, now: datetime
) -> dict[str, datetime]:
    """When it was said, and when they were asked: after that, and not ahead."""
    said_at = instant(cells, columns.said, says, zone)
    asked_at = instant(cells, columns.asked, says, zone)
    if said_at is None:
        column = {"c": columns.said}
        raise Refusal(_("It does not say when it was said: %(c)s is empty.") % column)
    if said_at > now:
        raise Refusal(_("It was said in the future: %(c)s.") % {"c": cells[columns.said].strip()})
    if asked_at is not None and asked_at > said_at:
        raise Refusal(_("They answered before they were asked."))
    return {"said_at": said_at, **({"asked_at": asked_at} if asked_at else {})}
