"""What somebody's words are about, as far as single words say it: a suggestion, no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class What(StrEnum):
    """What words can be about."""

    TIME = "time"
    KEEPING = "keeping"  # keeping them informed
    WORK = "work"
    PRICE = "price"
    PEOPLE = "people"
    REACHING = "reaching"
    ELSE = "else"


@dataclass(frozen=True)
class Suggested:
    """What it is about, and the word that says so, as it was written."""

    what: What
    evidence: str


LONGEST_EVIDENCE = 40
# The beginnings of words, per language that we speak.
BEGINNINGS: dict[str, dict[What, str]] = {
    "en": {
        What.TIME: "late|delay|deadline|punctual|on time|in time|waited|waiting|too long|quick|fast"
        "|slow",
        What.KEEPING: "inform|updat|communicat|nobody told|told me|told us|heard nothing|kept us"
        "|transparen",
        What.WORK: "quality|broken|broke|wrong|mistake|fault|defect|scratch|beautiful|colou?r|fit"
        "|workmanship|finish",
        What.PRICE: "price|pricing|expensive|cheap|cost|invoice|bill|paid|money",
        What.PEOPLE: "friendly|kind|polite|rude|helpful|unfriendly|nice|patient|staff|team",
        What.REACHING: "reach|phone|call back|called back|voicemail|answered the|e-?mail|reply"
        "|replied|opening hours",
    },
    "de": {
        What.TIME: "spät|verspät|verzöger|pünktlich|unpünktlich|rechtzeitig|gewartet|warten|zu lang"
        "|schnell|langsam|termin",
        What.KEEPING: "informier|bescheid|kommunik|auf dem laufenden|nichts gehört|rückmeldung"
        "|transparen|abgesprochen|absprache",
        What.WORK: "qualität|kaputt|falsch|fehler|mangel|mängel|defekt|kratzer|schön|farbe|gepasst"
        "|sauber|verarbeitung",
        What.PRICE: "preis|teuer|günstig|kosten|rechnung|bezahl|geld",
        What.PEOPLE: "freundlich|unfreundlich|nett|höflich|unhöflich|hilfsbereit|geduldig|team"
        "|mitarbeiter",
        What.REACHING: "erreich|telefon|zurückgeruf|rückruf|mailbox|antwort|öffnungszeit",
    },
}


@cache
def _patterns(language: str) -> dict[What, re.Pattern[str]]:
    return {
        what: re.compile(rf"\b(?:{beginnings})\w*", re.I)
        for what, beginnings in BEGINNINGS.get(language, {}).items()
    }


def suggested(words: str, language: str) -> list[Suggested]:
    """What a text may be about, each with the first word that says so; none in other languages."""
    patterns = _patterns(language.partition("-")[0])
    found = ((what, pattern.search(words)) for what, pattern in patterns.items())
    return [Suggested(what, hit[0][:LONGEST_EVIDENCE]) for what, hit in found if hit]
