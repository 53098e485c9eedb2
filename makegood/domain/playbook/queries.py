"""Reading how we do things here."""

from __future__ import annotations

from makegood.domain.playbook.models import Authority, Lead, RecoveryTime, ReplyTime, Weight
from makegood.domain.playbook.rules import AUTHORITY, GOOD_FOR_BAD, LEADS, RECOVERY_TIMES


def leads() -> dict[str, int]:
    """Working days before the due at which we ask, by kind of promise; a kind not here: never."""
    return LEADS | dict(Lead.objects.values_list("kind", "working_days"))


def reply_time() -> int:
    """Within how many office hours we promise to answer; 0 where nobody promised it."""
    said: int | None = ReplyTime.objects.values_list("office_hours", flat=True).first()
    return said or 0


def recovery_times() -> dict[str, int]:
    """Within how many office hours each step of a case is done, by step."""
    return RECOVERY_TIMES | dict(RecoveryTime.objects.values_list("step", "office_hours"))


def authority() -> dict[str, int | None]:
    """What each role may spend on putting something right, in hundredths; None: all it takes."""
    return AUTHORITY | dict(Authority.objects.values_list("role", "cents"))


def good_for_bad() -> int:
    """How many good moments make up for one bad."""
    said: int | None = Weight.objects.values_list("good_for_bad", flat=True).first()
    return said or GOOD_FOR_BAD
