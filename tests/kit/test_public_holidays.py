from datetime import date

import pytest

from makegood.kit.public_holidays import countries, public_holidays, regions


def test_england_has_a_bank_holiday_in_august_and_the_whole_kingdom_has_none() -> None:
    bank_holiday = date(2026, 8, 31)
    assert bank_holiday in public_holidays("GB", region="ENG", years=[2026])
    assert bank_holiday not in public_holidays("GB", region=None, years=[2026])


def test_a_holiday_on_a_saturday_is_also_kept_on_the_monday() -> None:
    found = public_holidays("GB", region="ENG", years=[2026])
    assert found[date(2026, 12, 26)] == "Boxing Day"
    assert found[date(2026, 12, 28)] == "Boxing Day (observed)"


def test_munich_rests_on_epiphany_and_berlin_does_not() -> None:
    epiphany = date(2027, 1, 6)
    assert epiphany in public_holidays("DE", region="BY", years=[2027])
    assert epiphany not in public_holidays("DE", region="BE", years=[2027])


def test_only_the_years_asked_for_are_answered_in_order() -> None:
    found = list(public_holidays("FR", region=None, years=range(2026, 2029)))
    assert {day.year for day in found} == {2026, 2027, 2028}
    assert found == sorted(found)


def test_no_region_may_also_be_an_empty_choice_of_a_form() -> None:
    empty = public_holidays("DE", region="", years=[2026])
    assert empty == public_holidays("DE", region=None, years=[2026])


@pytest.mark.parametrize(
    ("language", "name"),
    [
        (None, "Neujahr"),
        ("de-at", "Neujahr"),
        ("en_US", "New Year's Day"),
        ("en-gb", "New Year's Day"),
        ("xx", "Neujahr"),
    ],
)
def test_names_come_in_the_language_asked_for_or_the_countrys_own(
    language: str | None, name: str
) -> None:
    found = public_holidays("DE", region=None, years=[2026], language=language)
    assert found[date(2026, 1, 1)] == name


@pytest.mark.parametrize("of_the_machine", ["en_US", "uk"])
def test_the_language_of_the_machine_does_not_matter(
    of_the_machine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", of_the_machine)
    found = public_holidays("DE", region=None, years=[2026])
    assert found[date(2026, 10, 3)] == "Tag der Deutschen Einheit"


@pytest.mark.parametrize("country", ["XX", "de", "DEU", ""])
def test_an_unknown_country_is_refused_by_name(country: str) -> None:
    with pytest.raises(ValueError, match=f"for the country {country or '–'}"):
        public_holidays(country, region=None, years=[2026])
    with pytest.raises(ValueError, match="for the country"):
        public_holidays(country, region="ENG", years=[2026])


def test_an_unknown_region_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="the region ENG of Germany"):
        public_holidays("DE", region="ENG", years=[2026])


def test_a_form_can_offer_countries_by_name() -> None:
    offered = countries()
    assert offered["GB"] == "United Kingdom"
    assert offered["BA"] == "Bosnia and Herzegovina"
    assert offered["CD"] == "DR Congo"
    assert list(offered.values()) == sorted(offered.values(), key=str.casefold)


def test_a_form_can_offer_regions_by_name() -> None:
    assert regions("GB") == {
        "ENG": "England",
        "NIR": "Northern Ireland",
        "SCT": "Scotland",
        "WLS": "Wales",
    }
    assert regions("FR")["971"] == "Guadeloupe"
    assert regions("MT") == {}
    with pytest.raises(ValueError, match="country XX"):
        regions("XX")


def test_every_region_offered_has_an_answer() -> None:
    for country in ("CH", "US", "ES", "FR"):
        for region in regions(country):
            assert public_holidays(country, region=region, years=[2026])
