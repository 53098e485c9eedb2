"""Who may act is asked of the table of permissions; what a promise needs, of one function."""

from __future__ import annotations

import re
from pathlib import Path

import makegood.interfaces.desk

DESK = Path(makegood.interfaces.desk.__file__).parent


def test_no_page_asks_for_a_role() -> None:
    asking = [page.name for page in DESK.glob("*.py") if re.search(r"\.role\b", page.read_text())]
    assert not asking, f"{asking}: ask makegood.permissions.allows with the act"


def test_what_a_promise_needs_is_asked_in_two_places() -> None:
    """Of many at once on Today, of any others in needs.py."""
    asking = {page.name for page in DESK.glob("*.py") if "need_of(" in page.read_text()}
    assert asking <= {"needs.py", "today.py"}
