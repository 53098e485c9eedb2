"""What a person said of the columns of a file, kept so that they are asked with it again."""

from __future__ import annotations

from typing import Any

from makegood.domain.exchange.rules.date_forms import Order
from makegood.domain.exchange.rules.guessing import Guess
from makegood.domain.exchange.rules.header_words import Means
from makegood.domain.exchange.rules.mapping import Ending
from makegood.domain.exchange.rules.scales import Scale


def as_said(guess: Guess) -> dict[str, Any]:
    """A guess as it was confirmed, as JSON values."""
    return {
        "columns": {column.name: column.means.value for column in guess.columns},
        "order": guess.order.value if guess.order else "",
        "statuses": {word: ending.value for word, ending in guess.statuses},
        "scale": guess.scale.value if guess.scale else "",
        "kind": guess.kind,
    }


def said_again(guess: Guess, said: dict[str, Any]) -> Guess:
    """A guess with what was said before, as far as it is about the same columns and words."""
    for column in guess.columns:
        if word := said["columns"].get(column.name):
            guess = guess.corrected(column.name, Means(word))
    for word, _ending in guess.statuses:
        if meant := said["statuses"].get(word):
            guess = guess.with_status(word, Ending(meant))
    if said["order"]:
        guess = guess.read_as(Order(said["order"]))
    if said["scale"]:
        guess = guess.on_scale(Scale(said["scale"]))
    return guess.of_kind(said["kind"])
