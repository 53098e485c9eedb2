from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.kit.dates_in_words import read_all, unreadable

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=LONDON)


@pytest.mark.parametrize(
    "text",
    [
        "We may need a bigger van",
        "This may take a moment",
        "may 5 people come",
        "One may wonder",
        "We march on",
        "The sun is out",
        "She sat down",
        "They wed in a barn",
        "One second please",
        "A minute of your time",
        "The second half of the wall",
        "The 1st floor flat",
        "£45 and a key",
        "£12 May deposit",
        "The $DEC coin",
        "Ran a mile in 4:30",
        "mail me@5pm.example",
        "$12.50 each",
        "45 € for both",
        "10% of 250",
        "1/2 price",
        "Open 24/7",
        "3 in 1",
        "A 4:3 screen",
        "Scored 18/20",
        "Call 0161 496 0123",
        "Sort code 20-11-26",
        "Version 1.2.27",
        "Order 2026-1234",
        "Part AB-12-06-X",
        "Table for 4",
        "Reply to 5 people",
        "By 5 tonnes of sand",
        "Every Monday",
        "Closed on Mondays",
        "All weekend staff",
        "Since Friday",
        "After Friday",
        "Proofs to June",
        "A message from April",
        "Black Friday prices",
        "We spoke yesterday",
        "The invoice from 3 days ago",
        "She asked last week about the van",
        "It was due last Friday, they say",
        "Christmas cards in red",
        "A stall for the Easter market",
        "Happy New Year",
        "The Sundry Works",
        "Anna Munday rang",
        "Half the wall",
        "A quarter of the wall",
        "Week 2 of the course",
        "Room 0900",
        "Invoice 2026-11",
        "Invoice no. 12-06-27",
        "Deliver 2-4pm",
        "We paint from now on",
        "Our year end review",
        "Call 0900 123 456",
        "Sweets for 9p",
        "Order 20261201",
        "Not before Friday",
        "No earlier than Tuesday",
        "The day after, they rang",
        "Two weeks before the fair",
        "The 1st of each month",
        "Logo for June Miller",
        "A sign for Sun Bakery",
        "Visit 12 May Road",
        "The shop on 15th Street",
        "In the coming weeks",
        "as soon as possible",
        "soon",
        "",
        " \n\n ",
    ],
)
def test_what_is_not_there_is_not_found(text: str) -> None:
    assert read_all(text, now=MONDAY, zone=LONDON) == []
    assert unreadable(text, now=MONDAY, zone=LONDON) is None


@pytest.mark.parametrize(
    "text",
    [
        "The soup came in 20 minutes and was gone an hour later",
        "Ten minutes later, the plumber rings",
        "We left and paid the next morning",
        "It rained one Saturday afternoon",
        "It takes over 1/2 an hour",
    ],
)
def test_a_story_counts_from_its_own_day(text: str) -> None:
    assert read_all(text, now=MONDAY, zone=LONDON) == []


def test_what_stands_beyond_the_first_1000_characters_is_not_read() -> None:
    assert read_all("x " * 500 + "by Friday", now=MONDAY, zone=LONDON) == []
    assert len(read_all("x " * 400 + "by Friday", now=MONDAY, zone=LONDON)) == 1
