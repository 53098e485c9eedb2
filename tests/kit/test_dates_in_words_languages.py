from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from makegood.kit.dates_in_words import read, unreadable

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Entwurf an die Bäckerei bis Freitag", "2026-11-27"),
        ("übermorgen", "2026-11-25"),
        ("12. Juni", "2027-06-12"),
        ("am 1.12.", "2026-12-01"),
        ("bis zum 15.", "2026-12-15"),
        ("in 10 Arbeitstagen", "2026-12-07"),
        ("in zwei Wochen", "2026-12-07"),
        ("nächste Woche Freitag", "2026-12-04"),
        ("spätestens Montag", "2026-11-23"),
        ("heute Nachmittag", "2026-11-23"),
        ("bis Ende des Monats", "2026-11-30"),
        ("vor Freitag", "2026-11-26"),
        ("Ende nächster Woche", "2026-12-03..2026-12-06"),
        ("Mitte Dezember", "2026-12-10..2026-12-20"),
        ("innerhalb von 3 Tagen", "2026-11-23..2026-11-26"),
        ("morgen 15 Uhr", "2026-11-24 15:00"),
        ("morgen früh um 8 Uhr", "2026-11-24 08:00"),
        ("am Freitag um 15:30", "2026-11-27 15:30"),
    ],
)
def test_german_is_read(text: str, answer: str) -> None:
    found = read(text, now=MONDAY, zone=BERLIN, locale="de")
    assert found is not None
    days = str(found.first) if found.first == found.last else f"{found.first}..{found.last}"
    assert (f"{found.at:%Y-%m-%d %H:%M}" if found.at else days) == answer


@pytest.mark.parametrize(
    "text", ["vor 3 Tagen", "Wir sprachen gestern davon", "jeden Montag", "so gut wie fertig"]
)
def test_german_without_a_date_has_none(text: str) -> None:
    assert read(text, now=MONDAY, zone=BERLIN, locale="de") is None


def test_an_hour_that_no_clock_shows_is_asked_about() -> None:
    assert read("morgen 8 Uhr 75", now=MONDAY, zone=BERLIN, locale="de") is None
    asked = unreadable("morgen 8 Uhr 75", now=MONDAY, zone=BERLIN, locale="de")
    assert asked == "morgen 8 Uhr 75"


def test_a_german_date_that_is_none_is_asked_about() -> None:
    assert unreadable("bis 31. Februar", now=MONDAY, zone=BERLIN, locale="de") == "31. Februar"


@pytest.mark.parametrize(
    ("locale", "text", "day"),
    [
        ("fr", "livraison le 12 décembre", date(2026, 12, 12)),
        ("es-MX", "entrega el 12 de junio de 2027", date(2027, 6, 12)),
        ("nl", "klaar op 3 november", date(2027, 11, 3)),
        ("it", "12/06/2027", date(2027, 6, 12)),
    ],
)
def test_other_languages_have_dates_with_a_months_name(locale: str, text: str, day: date) -> None:
    found = read(text, now=MONDAY, zone=BERLIN, locale=locale)
    assert found is not None
    assert found.first == found.last == day


@pytest.mark.parametrize("text", ["45 euros en caisse", "12 personnes", "tel 04 91 00 00 00"])
def test_other_languages_find_no_month_in_a_plain_word(text: str) -> None:
    assert read(text, now=MONDAY, zone=BERLIN, locale="fr") is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("bis KW 49", "2026-11-30..2026-12-06"),
        ("bis Weihnachten", "2026-12-25"),
        ("vor Ostern", "2027-03-27"),
        ("bis Silvester", "2026-12-31"),
        ("zwei Wochen vor Weihnachten", "2026-12-11"),
        ("am Tag vor Heiligabend", "2026-12-23"),
        ("heute in einer Woche", "2026-11-30"),
        ("Freitag in zwei Wochen", "2026-12-11"),
        ("übernächste Woche", "2026-12-07..2026-12-13"),
        ("übernächsten Freitag", "2026-12-11"),
        ("bis Monatsende", "2026-11-30"),
        ("bis Quartalsende", "2026-12-31"),
        ("im dritten Quartal", "2027-07-01..2027-09-30"),
        ("Anfang bis Mitte Juni", "2027-06-01..2027-06-20"),
        ("erste Woche im Juli", "2027-06-28..2027-07-04"),
        ("am ersten Montag im Dezember", "2026-12-07"),
        ("von Montag bis Mittwoch", "2026-11-23..2026-11-25"),
        ("vom 3. bis 12. Dezember", "2026-12-03..2026-12-12"),
        ("in zwei bis drei Wochen", "2026-12-07..2026-12-14"),
        ("in zwanzig Tagen", "2026-12-13"),
        ("Freitagabend", "2026-11-27"),
        ("Freitagabend um 8", "2026-11-27 20:00"),
        ("morgen um halb drei", "2026-11-24 14:30"),
        ("morgen um viertel nach drei", "2026-11-24 15:15"),
        ("morgen um viertel vor drei", "2026-11-24 14:45"),
        ("in anderthalb Stunden", "2026-11-23 11:30"),
        ("bis Donerstag", "2026-11-26"),
        ("Freitag spätestens", "2026-11-27"),
        ("gestern", "2026-11-22"),
        ("vorgestern", "2026-11-21"),
        ("bis letzten Freitag", "2026-11-20"),
    ],
)
def test_german_has_the_same_families(text: str, answer: str) -> None:
    found = read(text, now=MONDAY, zone=BERLIN, locale="de")
    assert found is not None
    if found.at is not None:
        assert f"{found.at:%Y-%m-%d %H:%M}" == answer
    else:
        assert answer in (f"{found.first}..{found.last}", f"{found.first}")
        assert (".." in answer) == (found.first != found.last)
