"""What somebody said of columns is what they are asked with again."""

from __future__ import annotations

import json

from makegood.domain.exchange.rules.confirmed import as_said, said_again
from makegood.domain.exchange.rules.date_forms import Order
from makegood.domain.exchange.rules.header_words import Means
from makegood.domain.exchange.rules.mapping import Ending
from makegood.domain.exchange.rules.mapping_text import mapping_text
from makegood.domain.exchange.rules.scales import Scale
from tests.domain.exchange.test_guessing import look

JOBS = (
    "No,Client,Ordered,Due,Delivered,State,Stars,Word\n"
    "1,Rosa,02/03/2026,03/03/2026,03/03/2026,ready,5,well\n"
    "2,Rosa,02/03/2026,04/03/2026,,wait,,\n"
)


def test_all_that_was_said_comes_back() -> None:
    found = look(JOBS)
    said = (
        found.corrected("Word", Means.WORDS)
        .read_as(Order.MONTH)
        .with_status("ready", Ending.KEPT)
        .on_scale(Scale.TEN)
        .of_kind("milestone")
    )
    kept = json.loads(json.dumps(as_said(said)))
    again = said_again(found, kept)
    assert again == said
    assert mapping_text(again, source="jobs") == mapping_text(said, source="jobs")
    assert again.columns[0].evidence == found.columns[0].evidence
    assert len(again.dates) == 2


def test_of_columns_that_are_no_more_nothing_is_said() -> None:
    said = as_said(look(JOBS).corrected("Word", Means.WORDS))
    other = look(JOBS.replace("Word", "Weather").replace("ready", "over"))
    again = said_again(other, said)
    assert again.columns[7].means is other.columns[7].means
    assert dict(again.statuses) == {"over": Ending.OPEN, "wait": Ending.OPEN}
