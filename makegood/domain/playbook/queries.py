"""Reading how we do things here."""

from __future__ import annotations

from makegood.domain.playbook.models import Lead, ReplyTime
from makegood.domain.playbook.rules import LEADS


def leads() -> dict[str, int]:
    """Working days before the due at which we ask, by kind of promise; a kind not here: never."""
    return LEADS | dict(Lead.objects.values_list("kind", "working_days"))


def reply_time() -> int:
    """Within how many office hours we promise to answer; 0 where nobody promised it."""
    said: int | None = ReplyTime.objects.values_list("office_hours", flat=True).first()
    return said or 0
