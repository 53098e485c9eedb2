"""Icons are drawn once, each its own."""

from __future__ import annotations

from makegood.ui.templatetags.still import still


def test_the_same_part_is_drawn_once_and_another_apart() -> None:
    check = still("ui/icon.html", name="check")
    assert check is still("ui/icon.html", name="check")
    assert "#check" in check
    assert "#phone" in still("ui/icon.html", name="phone")
    assert still("ui/tone_icon.html", tone="kept") != still("ui/tone_icon.html", tone="risk")
