"""The small parts of the grammar: slips of the finger, feasts, the symbols a rule begins with."""

from datetime import timedelta
from random import Random

import pytest

from makegood.kit.dates_in_words import reading
from makegood.kit.dates_in_words.english import ENGLISH
from makegood.kit.dates_in_words.feasts import easter
from makegood.kit.dates_in_words.first_symbols import first_symbols
from makegood.kit.dates_in_words.grammar import RULES
from makegood.kit.dates_in_words.spelling import Nearby
from makegood.kit.public_holidays import public_holidays

NEARBY = Nearby(["monday", "wednesday", "tomorrow", "june", "october"])


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("tomorow", "tomorrow"),
        ("tommorow", "tomorrow"),
        ("tomorrrow", "tomorrow"),
        ("wednesady", "wednesday"),
        ("mondey", "monday"),
        ("octobre", None),
        ("munday", None),
        ("jume", None),
        ("nonday", None),
        ("moonday", "monday"),
        ("comorrow", None),
        ("wedding", None),
    ],
)
def test_one_slip_is_forgiven_and_another_word_is_not_taken(slip: str, word: str | None) -> None:
    assert NEARBY.meant(slip) == word


def test_no_other_word_of_the_grammar_is_taken_for_a_slip() -> None:
    words = {word for word, (symbol, _) in ENGLISH.words.items() if symbol not in "DMTv"}
    assert [word for word in words if ENGLISH.nearby.meant(word)] == []


def test_easter_lies_between_good_friday_and_easter_monday_of_the_holiday_calendar() -> None:
    for year in range(1991, 2100, 3):
        days_off = public_holidays("DE", region=None, years=[year])
        assert easter(year) - timedelta(days=2) in days_off
        assert easter(year) + timedelta(days=1) in days_off


@pytest.mark.parametrize(
    ("pattern", "symbols"),
    [
        ("DN", "D"),
        ("t?(?P<day>D)", "tD"),
        ("(?:a|b?c)d", "abc"),
        ("(?<=m)j", "j"),
        ("[DZ]?x", "DZx"),
        (r"\+{0,3}U", "+U"),
        ("R(?!x)", "R"),
    ],
)
def test_a_pattern_tells_which_symbols_it_begins_with(pattern: str, symbols: str) -> None:
    assert first_symbols(pattern) == set(symbols)


def test_every_rule_begins_with_one_of_the_symbols_it_is_kept_under() -> None:
    assert reading.RULE_BOOKS
    alphabet = sorted(set("".join("".join(first_symbols(p.pattern)) for p, _ in RULES)) | set("ox"))
    random = Random(20261123)
    for _ in range(3000):
        row = "".join(random.choices(alphabet, k=random.randint(1, 7)))
        for pattern, _made in RULES:
            if pattern.match(row, 1):
                assert row[1] in first_symbols(pattern.pattern), (pattern.pattern, row)
