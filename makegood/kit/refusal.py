"""An act that the rules do not allow, with the sentence that says what to do instead."""

from __future__ import annotations


class Refusal(Exception):
    """Shown to the person as it is: `sentence` is translated, `field` names what to mend."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
