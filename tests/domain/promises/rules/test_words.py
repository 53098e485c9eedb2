from __future__ import annotations

import pytest

from makegood.domain.promises.rules.words import clean, for_customer
from makegood.kit.refusal import Refusal

FAMILY = "👩\u200d👩\u200d👧"
PERSIAN = "می\u200cخواهم"


def test_emoji_and_joined_letters_stay_whole() -> None:
    assert clean(f"Photos for {FAMILY}") == f"Photos for {FAMILY}"
    assert for_customer(f"{PERSIAN}\r\n{FAMILY}\x1b") == f"{PERSIAN}\n{FAMILY}"


def test_words_that_nobody_sees_are_none() -> None:
    assert for_customer("\u200d\n\u200e") == ""
    with pytest.raises(Refusal):
        clean("\u200d \u200e")
