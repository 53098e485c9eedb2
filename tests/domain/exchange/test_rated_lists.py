"""A list of jobs says how to reach people and how work was rated: no mapping by hand."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.rules.guessing import Guess
from makegood.domain.exchange.rules.header_words import Means
from makegood.domain.exchange.rules.mapping import mapping_from
from makegood.domain.exchange.rules.mapping_text import mapping_text
from makegood.domain.exchange.rules.people import Labelled
from makegood.domain.exchange.rules.ratings import RatingArrival
from makegood.domain.exchange.rules.scales import Scale
from makegood.domain.exchange.rules.sorting import Coming, Files, Reading
from makegood.domain.exchange.rules.table import Bad
from makegood.kit.refusal import Refusal
from tests.domain.exchange.shop import sorted_out
from tests.domain.exchange.test_arrivals import BERLIN, NOW
from tests.domain.exchange.test_guessing import look

HEADER = "No,Client,E-mail,Mobile,Ordered,Due,Delivered,Stars,Comment\n"
JOBS = (
    HEADER
    + "1,Rosa Baker,rosa@x.example,0170 1234,2026-01-05,2026-01-09,2026-01-09,5,Lovely\n"
    + "2,Jonas Holm,,,2026-01-05,2026-01-09,2026-01-10,3,\n"
    + "3,Ada Holm,ada at x,none,2026-01-05,2026-01-09,2026-01-10,,Told you\n"
)


def read(text: str, found: Guess) -> list[Coming | Bad]:
    says = mapping_from(mapping_text(found, source="jobs"), kinds=("delivery",))
    files = Files("jobs.csv", lambda: [text.encode()])
    return list(Reading(files, says, zone=BERLIN, now=NOW))


def rated(text: str, found: Guess) -> list[RatingArrival]:
    return [one for one in read(text, found) if isinstance(one, RatingArrival)]


def test_the_customer_of_a_job_comes_with_mail_and_number() -> None:
    found = look(JOBS)
    assert found.stays_out == ()
    came = sorted_out(JOBS, mapping_text(found, source="jobs"), zone=BERLIN, now=NOW)
    rosa, jonas, ada = came.arrivals
    assert rosa.emails == (Labelled("rosa@x.example"),)
    assert rosa.phones == (Labelled("0170 1234"),)
    assert (jonas.emails, jonas.phones, jonas.noticed) == ((), (), ())
    assert [said.partition(".")[0] for said in ada.noticed] == [
        "“ada at x” is no mail address",
        "“none” is no phone number",
        "They said something of it and gave no score: it stays out",
    ]


def test_a_column_of_stars_becomes_ratings_of_the_work_with_what_they_said() -> None:
    found = look(JOBS)
    assert (found.of(Means.WORDS), found.scale) == (("Comment",), Scale.FIVE)
    assert "beside “Stars”" in found.columns[8].evidence
    five, three = rated(JOBS, found)
    assert (five.said.score, five.said.out_of, five.said.words) == (5, 5, "Lovely")
    assert (five.of, five.key) == ("jobs:1", "jobs:rating:1")
    assert three.said.said_at.astimezone(BERLIN).date().isoformat() == "2026-01-10"
    assert 'name = "No {No}"' in mapping_text(found, source="jobs")


def test_the_day_it_was_rated_counts_where_a_column_says_it() -> None:
    text = JOBS.replace("Comment", "Rated on").replace("Lovely", "2026-02-01").replace("Told", "")
    (five, *_) = rated(text, look(text.replace(" you", "2026-02-01")))
    assert five.said.said_at.astimezone(BERLIN).date().isoformat() == "2026-02-01"


def test_notes_beside_stars_stay_ours() -> None:
    found = look(JOBS.replace("Comment", "Notes"))
    assert (found.of(Means.WORDS), found.stays_out) == ((), ("Notes",))
    assert "words" not in mapping_text(found, source="jobs")


def test_what_was_said_of_no_rating_stays_out() -> None:
    found = look(JOBS.replace("Comment", "Review text")).corrected("Stars", Means.NOTHING)
    assert found.stays_out == ("Review text",)
    assert "[rating]" not in mapping_text(found, source="jobs")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ((",5,", ",87,"), "It goes up to 87"),
        ((",5,", ",4.5,"), "1 of 2 cells are whole scores"),
        (("Delivered", "Sent to"), "no column says when"),
    ],
)
def test_what_cannot_be_ratings_is_not_taken_for_them(change: tuple[str, str], why: str) -> None:
    stars = look(JOBS.replace(*change)).columns[7]
    assert stars.means is Means.NOTHING
    assert why in stars.evidence


@pytest.mark.parametrize(
    ("change", "scale", "why"),
    [
        ((",5,", ",8,"), Scale.FIVE, "It goes up to 8: that is no scale of 1 to 5"),
        ((",5,", ",0,"), None, "on which scale"),
        ((",5,", ",87,"), Scale.TEN, "no scale of 5 or of 10"),
        ((",5,", ",good,"), Scale.FIVE, "too few"),
        (("Delivered", "Sent to"), Scale.FIVE, "when it was rated"),
    ],
)
def test_no_mapping_is_made_of_what_cannot_be_a_scale(
    change: tuple[str, str], scale: Scale | None, why: str
) -> None:
    found = look(JOBS.replace(*change)).corrected("Stars", Means.RATING)
    found = found.on_scale(scale) if scale else found
    with pytest.raises(Refusal, match=why):
        mapping_text(found, source="jobs")


def test_a_score_outside_the_confirmed_scale_is_a_row_to_mend() -> None:
    found = look(JOBS)
    for score, why in (("0", "0 is less than 1"), ("6", "6 is more"), ("4/10", "is not of 5")):
        came = read(JOBS.replace(",3,", f",{score},"), found)
        assert why in next(one.reason for one in came if isinstance(one, Bad))
        assert len(came) == 5
