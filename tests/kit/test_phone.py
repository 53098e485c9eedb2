from __future__ import annotations

import pytest

from makegood.kit.phone import dialled


@pytest.mark.parametrize(
    ("written", "dials"),
    [
        ("030 123 45", "03012345"),
        ("+49 (0)30 / 123-45", "+493012345"),
        ("+44 20 7946 0018", "+442079460018"),
        ("(030) 123 45", "03012345"),
        (" +1 (212) 555-0100 ", "+12125550100"),
        ("112", "112"),
        ("12", ""),
        ("", ""),
        ("ask the office", ""),
        ("javascript:alert(1)//030123", "1030123"),
        ("٠٣٠١٢٣", ""),
    ],
)
def test_a_number_is_dialled_by_its_digits(written: str, dials: str) -> None:
    assert dialled(written) == dials
