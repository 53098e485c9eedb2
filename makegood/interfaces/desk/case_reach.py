"""Beside the act that comes next: what they said last, and the number to call them."""

from __future__ import annotations

from typing import Any

from makegood.domain.recovery.models import Case
from makegood.interfaces.desk.case_story import Entry
from makegood.kit.phone import dialled


def reach(case: Case, told: list[Entry]) -> dict[str, Any]:
    """Nothing once their side has ended: then nobody waits to be answered."""
    if not case.is_open:
        return {}
    phone = case.who.phone
    return {"newest": _newest(told), "phone": phone, "dials": dialled(phone)}


def _newest(told: list[Entry]) -> list[Entry]:
    """Their words of the last time they spoke, oldest first."""
    theirs = [entry for entry in told if entry.get("is_theirs") and entry["words"]]
    return [entry for entry in theirs if entry["sorted_by"] == theirs[-1]["sorted_by"]]
