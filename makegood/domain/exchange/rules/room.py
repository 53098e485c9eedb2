"""How much of what was brought is kept of one business."""

from __future__ import annotations

from django.utils.translation import gettext as _

from makegood.foundation.files.rules import MOST_KEPT
from makegood.kit.refusal import Refusal


def room_beside(kept: int, *, most: int = MOST_KEPT) -> int:
    """How many bytes still find room beside those that are kept. Refused: none."""
    if kept >= most:
        raise no_room(most)
    return most - kept


def no_room(most: int = MOST_KEPT) -> Refusal:
    """Why more is not kept, and what makes room."""
    sentence = _(
        "The files brought so far and this one are more than %(most)s MB, and more is not kept. "
        "Put aside what never came in: its files are deleted at once. Those of what came in go "
        "by themselves after a month."
    )
    return Refusal(sentence % {"most": most // 1_000_000}, field="files")
