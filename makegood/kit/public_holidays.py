"""Public holidays of a country or one of its regions, from the `holidays` library.

Where regions differ, a country without a region gives only the days all of them keep: the United
Kingdom alone has no August bank holiday, England has. Ask for the region where there are any.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays
from django.utils.translation import gettext as _
from holidays.registry import COUNTRIES

RESPELLED = {"And": "and", "Of": "of", "The": "the", "Da": "da", "Dr": "DR"}


def public_holidays(
    country: str, *, region: str | None, years: Iterable[int], language: str | None = None
) -> dict[date, str]:
    """Days off in `years` with their names, in order; days observed in lieu included.

    `country` is an ISO 3166 code of two letters, `region` a key of `regions(country)`. Names are
    in `language` ("de", "pt-br") if there is a translation, else in the country's own language.
    Raises ValueError for a place that is not known.
    """
    if region and region not in regions(country):
        message = _("No public holidays are known for the region %(region)s of %(country)s.")
        raise ValueError(message % {"region": region, "country": countries()[country]})
    found = holidays.country_holidays(
        country,
        subdiv=region or None,
        years=years,
        language=_nearest_language(country, language),
    )
    return dict(sorted(found.items()))


@cache
def countries() -> dict[str, str]:
    """Countries with known holidays: ISO 3166 code of two letters to English name, by name."""
    names = {code: _spaced(key) for key, (_, code, *_) in COUNTRIES.items()}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


@cache
def regions(country: str) -> dict[str, str]:
    """Regions of a country with holidays of their own: code to local name, by name.

    Empty for a country that is the same all over. Raises ValueError for a place that is not known.
    """
    _refuse_unknown(country)
    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    # The aliases are other codes and the name, which is the longest of them.
    names = {code: max(others, key=len, default=code) for code, others in aliases.items()}
    return dict(sorted(names.items(), key=lambda item: item[1].casefold()))


def _refuse_unknown(country: str) -> None:
    if country not in countries():
        message = _("No public holidays are known for the country %(country)s.")
        raise ValueError(message % {"country": country or "–"})


@cache
def _nearest_language(country: str, wanted: str | None) -> str | None:
    """The wanted language, a sister of it, or the country's own.

    Never left to the library, which would take the language of the machine it runs on.
    """
    _refuse_unknown(country)
    place = holidays.country_holidays(country)
    own: str | None = place.default_language
    if not wanted:
        return own
    wanted = wanted.replace("-", "_").lower()
    known = {tongue.lower(): tongue for tongue in place.supported_languages}
    sisters = (known[tongue] for tongue in known if tongue.split("_")[0] == wanted.split("_")[0])
    return known.get(wanted) or next(sisters, own)


def _spaced(key: str) -> str:
    words = key.replace("_", " ").title().split()
    return " ".join(RESPELLED.get(word, word) for word in words).replace("Hongkong", "Hong Kong")
