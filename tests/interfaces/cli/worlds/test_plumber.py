"""The plumber's year as it is drawn: no database, and every day of the week."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from makegood.domain.promises.models import Promise
from makegood.interfaces.cli.worlds.plumber.people import everybody
from makegood.interfaces.cli.worlds.plumber.said import Words
from makegood.interfaces.cli.worlds.plumber.year import BY_HAND, ILL, Job, Year

SATURDAY = date(2026, 11, 28)
# Ofcom keeps these free for drama, RFC 2606 these hosts.
NUMBER = re.compile(r"01632 960\d{3}|07700 900\d{3}")
ADDRESS = re.compile(r"[a-z.'-]+@example\.(com|org)")


def year_up_to(today: date) -> list[Job]:
    return list(Year(today, everybody()).jobs())


@pytest.mark.parametrize("days", range(7))
def test_any_day_has_a_whole_year_behind_it(days: int) -> None:
    today = SATURDAY + timedelta(days=days)
    jobs = year_up_to(today)
    assert 300 <= len(jobs) <= 450
    assert 60 <= len({job.who.name for job in jobs}) <= 90
    assert {job.trade.kind for job in jobs} >= set(Promise.Kind) - {"update", "input"}
    for job in jobs:
        assert (today + timedelta(days=job.due)).weekday() < 5
        assert job.made.day < job.due
        assert job.due not in BY_HAND
        ends = [end for end in (job.kept, job.withdrawn) if end is not None]
        assert len(ends) == 1
        hours = [job.made, *([job.moved.at] if job.moved else []), *ends]
        assert hours == sorted(set(hours))
        assert all((today + timedelta(days=hour.day)).weekday() < 5 for hour in hours)
        if job.moved is not None:
            assert job.moved.at.day < job.due < job.moved.to
        if job.praise is not None:
            assert ends[0].day < job.praise.at.day < 0


def test_the_same_day_draws_the_same_year_and_another_another() -> None:
    assert year_up_to(SATURDAY) == year_up_to(SATURDAY)
    assert year_up_to(SATURDAY) != year_up_to(SATURDAY + timedelta(days=1))


def test_nothing_near_today_goes_wrong_by_lot() -> None:
    for job in year_up_to(SATURDAY):
        if job.due > -6 and job.kept is not None:
            assert job.kept.day <= job.due


def test_the_bad_month_is_worse_and_what_follows_better() -> None:
    asked, on_time = Counter[str](), Counter[str]()
    for job in year_up_to(SATURDAY):
        when = "bad" if job.due in ILL else "usual" if job.due < ILL.start else "better"
        asked[when] += 1
        on_time[when] += job.kept is not None and job.kept.day <= job.due
    usual, bad, better = (on_time[when] / asked[when] for when in ("usual", "bad", "better"))
    assert bad < 0.6 < usual < better


def test_winter_is_busier_than_summer() -> None:
    months = Counter(
        (SATURDAY + timedelta(days=job.made.day)).month for job in year_up_to(SATURDAY)
    )
    assert months[12] + months[1] > 1.5 * (months[6] + months[7])


def test_nobody_has_the_same_words_for_it() -> None:
    said = Counter(job.praise.words for job in year_up_to(SATURDAY) if job.praise)
    del said[""]
    assert len(said) > 12
    assert set(said.values()) == {1}


def test_they_answer_in_the_same_words_each_time_and_never_in_the_same_twice() -> None:
    praises = [job.praise for job in year_up_to(SATURDAY) if job.praise]
    one, other = Words(), Words()
    said = [list(one.answered(praise, in_german=False)) for praise in praises]
    assert said == [list(other.answered(praise, in_german=False)) for praise in praises]
    words = Counter(
        text
        for pages in said
        for page in pages
        for key in ("better", "well")
        for text in page.get(key, ())
        if text
    )
    assert len(words) > 20
    assert set(words.values()) == {1}


def test_everybody_is_made_up_and_reached_nowhere() -> None:
    people = everybody()
    assert len({person.name for person in people}) == len(people)
    assert len({person.phone for person in people}) == len(people)
    assert all(NUMBER.fullmatch(person.phone) for person in people)
    assert all(ADDRESS.fullmatch(person.email) for person in people if person.email)
    assert {person.language for person in people} == {"", "de"}
    assert 0 < sum(not person.email for person in people) < len(people) / 3
