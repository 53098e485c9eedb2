"""Figures: dates, clock times, ordinals and numbers, each as one token.

Figures that belong to something else (prices, percentages, order and phone numbers, 24/7) become
x here, so that no rule of the grammar ever sees them.
"""

import re
from collections.abc import Callable

from makegood.kit.dates_in_words.language import Language
from makegood.kit.dates_in_words.token import WORD, Token, plain

HALF_DAY = r"(?:\s?(?P<{name}>[ap])(?:\.\s?m\b\.?|\s?m\b))"
FIGURES = re.compile(
    r"(?P<iso>\d{4}(\s?[-/.]\s?)\d{1,2}\2\d{1,2})(?!\d|[-/.]\d)"
    r"|(?P<full>\d{1,2}(\s?[-/.]\s?)\d{1,2}\4(?:\d{4}|\d\d))(?!\d|\4\d)"
    r"|(?P<dotted>\d{1,2}\.\d{1,2}\.)(?!\d)"
    r"|(?P<clock>\d{1,2}[:.h]\d\d(?::\d\d)?)" + HALF_DAY.format(name="with") + r"?(?![\d:%h]|\.\d)"
    r"|(?P<hour>\d{1,2}(?:[0-5]\d)?)" + HALF_DAY.format(name="half") + r"(?!\w)"
    r"|(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?:\s?(?:hours|hrs|hr|h)\b|(?<=0\d\d\d)(?![\s-]?[\d/]))"
    r"|(?P<ish>\d{1,2})(?:-?ish|(?P<letter>[ap]))(?!\w)"
    r"|(?P<compact>20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\d/-])"
    r"|(?P<pair>\d{1,2}/\d{1,2})(?!\d|[/.%]\d|\s?%)"
    r"|(?P<ordinal>\d{1,2})(?:st|nd|rd|th)\b"
    r"|(?P<number>\d+(?:[.,]\d+)*)",
    re.IGNORECASE,
)
OWNED = re.compile(r"[\w£$€¥#№@+_&.,:]$")
ROUND_THE_CLOCK = {"24/7", "7/24", "50/50"}


def figures(text: str, at: int, language: Language) -> Token:
    found = FIGURES.match(text, at)
    if found is None:
        return Token("x", at, at + 1)
    kind, end = str(found.lastgroup), found.end()
    kind = INNER.get(kind, kind)
    # A figure right after another character belongs to it: a price, a number of an order.
    owned = OWNED.search(text, max(0, at - 1), at) and not (
        month_before(text, at, language)
        or between_figures(text, at - 1)
        or re.search(r"(^|\s)@$", text[max(0, at - 2) : at])
    )
    coded = kind in CODED or (kind == "number" and len(found["number"]) >= 4)
    if coded and CODE_BEFORE.search(text, max(0, at - 16), at):
        return Token("x", at, end)
    if owned or belongs_to_word(text, end, kind, language):
        return Token("x", at, end)
    return SHAPES[kind](found, at, end, text, language)


def month_before(text: str, at: int, language: Language) -> bool:
    """Whether a month's name, or the comma or point after one, touches the figure (Oct2, Jan.5)."""
    before = re.search(r"([^\W\d_]{3,9})[.,]?$", text[max(0, at - 10) : at])
    if before is None:
        return text[at - 1] in ",." and not text[at - 2 : at - 1].isalnum()
    return language.words.get(before.group(1).casefold(), ("x", None))[0] in "MJ"


def belongs_to_word(text: str, end: int, kind: str, language: Language) -> bool:
    """Whether the figure runs on into a word, a percentage or a price (5kg, 10%, 45 €)."""
    if re.match(r"\s?[%‰£$€¥]|[_@+]|[-/][^\W\d_]{1,2}\d", text[end : end + 4]):
        return True
    follows = WORD.match(text, end)
    if follows is None or (kind == "iso" and between_figures(text, end)):
        return False
    if kind not in ("number", "iso", "ordinal"):
        return True
    symbol = language.words.get(plain(follows.group()), ("x", None))[0]
    return symbol not in "UMJAk"


def iso(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    year, month, day = (int(n) for n in re.split(r"[-/.]", found["iso"]))
    return Token("I", at, end, (year, month, day))


def full(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    first, second, said_year = re.split(r"[-/.]", found["full"])
    year = int(said_year)
    if len(said_year) == 2:
        year += 2000 if year < 70 else 1900
    mark = found.group(4).strip()
    padded = len(first) == len(second) == 2 and mark == "."
    sure = len(said_year) == 4 or mark == "/" or padded
    return Token("S" if sure else "u", at, end, (int(first), int(second), year, mark))


def clock(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    parts = [int(n) for n in re.split(r"[:.h]", found["clock"].lower())]
    hour, minute, second = (*parts, 0)[:3]
    if hour > 24 or minute > 59 or second > 59:
        return Token("x", at, end)
    half = found["with"] and found["with"].lower() + "m"
    sure = ":" in found["clock"] or half is not None
    return Token("K" if sure else "j", at, end, (hour % 24, minute, second, half))


def hour(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    said = found["hour"]
    hours, minutes = (int(said[:-2]), int(said[-2:])) if len(said) > 2 else (int(said), 0)
    if not 0 < hours <= 12:
        return Token("x", at, end)
    return Token("K", at, end, (hours, minutes, 0, found["half"].lower() + "m"))


def military(found: re.Match[str], at: int, end: int, text: str, *_: object) -> Token:
    """1500 hours, 0900; behind other figures it is a telephone's."""
    if re.search(r"\d[\s-]?$", text[max(0, at - 2) : at]):
        return Token("x", at, end)
    said = found["military"]
    return Token("j", at, end, (int(said[:2]), int(said[2:]), 0, None))


def ish(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    """About an hour (5ish), or its half of the day in a letter (9p, which may be a price)."""
    hours, half = int(found["ish"]), found["letter"] and found["letter"].lower() + "m"
    if not 0 < hours <= (12 if half else 24):
        return Token("x", at, end)
    return Token("j", at, end, (hours % 24, 0, 0, half))


def compact(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    said = found["compact"]
    return Token("u", at, end, (int(said[6:]), int(said[4:6]), int(said[:4]), "."))


def dotted(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    first, second = (int(n) for n in found["dotted"].split(".")[:2])
    if not (0 < second <= 12 and 0 < first <= 31):
        is_clock = len(found["dotted"].split(".")[1]) == 2 and first < 24 and second < 60
        return Token("j" if is_clock else "x", at, end - 1, (first, second, 0, None))
    return Token("u", at, end, (first, second, None, "."))


def pair(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    if found["pair"] in ROUND_THE_CLOCK:
        return Token("x", at, end)
    first, second = found["pair"].split("/")
    padded = len(first) + len(second) == 4 and "0" in (first[0], second[0])
    sure = padded or only_a_date(int(first), int(second))
    return Token("S" if sure else "u", at, end, (int(first), int(second), None, "/"))


def only_a_date(first: int, second: int) -> bool:
    """Whether one figure can be no month and the pair is no common fraction or score (22/4, 4/22;
    not 3/16, 18/20)."""
    return (first > 12) != (second > 12) and second not in (16, 20, 24, 25, 30, 32)


def ordinal(found: re.Match[str], at: int, end: int, *_: object) -> Token:
    return Token("O", at, end, int(found["ordinal"]))


def number(found: re.Match[str], at: int, end: int, text: str, language: Language) -> Token:
    said = found["number"]
    if not said.isdigit():
        return decimal(said, at, end)
    value = int(said[:6])
    if language.dotted_ordinals and re.match(r"\.(\s*[^\W\d_]|\s+\d|\s*$)", text[end : end + 4]):
        return Token("O", at, end + 1, value)
    if len(said) == 4 and 1900 <= value < 2200:
        return Token("Y", at, end, value)
    return Token("N" if len(said) <= 3 and value < 1000 else "x", at, end, value)


def decimal(said: str, at: int, end: int) -> Token:
    """A number with one point and one decimal counts units (2.5 days); 9,12 is two numbers."""
    if re.fullmatch(r"\d{1,2}[.,]\d", said):
        return Token("N", at, end, float(said.replace(",", ".")))
    if parts := re.fullmatch(r"(\d{1,2}),(\d{4})", said):
        return Token("N", at, at + len(parts[1]), int(parts[1]))
    return Token("x", at, end)


# Figures that may be a date, or the number of a thing that is called before them.
CODED = {"full", "compact", "military"}
CODE_BEFORE = re.compile(
    r"\b(?:code|version|order|invoice|number|ref|reference|part|model|item|serial|room|iban)"
    r"(?:\s?(?:no|nr|number))?[\s#:.]*$",
    re.IGNORECASE,
)
INNER = {"with": "clock", "half": "hour", "letter": "ish"}
Shape = Callable[[re.Match[str], int, int, str, Language], Token]
SHAPES: dict[str, Shape] = {
    "iso": iso, "full": full, "clock": clock, "hour": hour, "military": military, "ish": ish,
    "compact": compact, "dotted": dotted, "pair": pair,
    "ordinal": ordinal, "number": number,
}  # fmt: skip


def between_figures(text: str, at: int) -> bool:
    """Whether the T of 2026-12-01T15:00 stands here."""
    return text[at] in "T" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
