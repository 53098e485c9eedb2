"""From text to a row of symbols, one for each word, number and mark."""

import re
from collections.abc import Iterator

from makegood.kit.dates_in_words.figures import between_figures, figures
from makegood.kit.dates_in_words.language import Language
from makegood.kit.dates_in_words.token import WORD, Token, plain

SHORT_YEAR = re.compile(r"(?<![^\s,])['’]([0-6]\d)(?![\w'’])")
# A quarter or a half of the year: Q3, H1.
BLOCK = re.compile(r"(?:(?P<quarter>q)(?P<fourth>[1-4])|h(?P<half>[12]))(?![\w.:])", re.IGNORECASE)
PHRASE = re.compile(
    r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:['’]?[ \t\n\xa0-][^\W\d_]+(?:['’][^\W\d_]+)*){0,4}"
)
PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")


def tokens(text: str, language: Language) -> list[Token]:
    """The text as tokens; spaces and single line ends vanish, an empty line ends a sentence."""
    return list(scan(text, language))


def scan(text: str, language: Language) -> Iterator[Token]:
    at = 0
    while at < len(text):
        character = text[at]
        if between_figures(text, at):
            at += 1
            continue
        if character.isspace():
            gap = PARAGRAPH.match(text, at)
            if gap:
                yield Token(".", gap.start(), gap.end())
            at = gap.end() if gap else at + 1
            continue
        if character.isascii() and character.isdigit():
            token = figures(text, at, language)
        elif found := SHORT_YEAR.match(text, at):
            token = Token("Y", at, found.end(), 2000 + int(found[1]))
        elif found := BLOCK.match(text, at):
            token = block(found, at)
        elif found := WORD.match(text, at):
            token = words(text, at, found, language)
        elif character == "½":
            token = Token("N", at, at + 1, 0.5)
        else:
            token = Token(MARKS.get(character, character), at, at + 1)
        if token.symbol not in "'’|":
            yield token
        at = token.end


def block(found: re.Match[str], at: int) -> Token:
    """The block of months: its first and how many."""
    size = 3 if found["quarter"] else 6
    number = int(found["fourth"] or found["half"])
    return Token("B", at, found.end(), (size * (number - 1) + 1, size))


MARKS = {"–": "-", "—": "-", "~": "-", "!": ".", "?": ".", ";": ".", "(": ",", ")": ",", ":": ","}


def words(text: str, at: int, found: re.Match[str], language: Language) -> Token:
    """The longest phrase of the language's table that begins here, or x."""
    if at and text[at - 1] in "$@#_":
        return Token("x", at, found.end())
    first = plain(found.group())
    count = language.first_words.get(first, 0)
    if count > 1 and (phrase := PHRASE.match(text, at)):
        ends = [m.end() for m in WORD.finditer(text, at, phrase.end())]
        for end in reversed(ends[1:count]):
            key = re.sub(r"'?[\s-]", " ", plain(text[at:end]))
            if key in language.words:
                return Token(language.words[key][0], at, end, language.words[key][1])
    if first not in language.words:
        near = None if count else language.nearby.meant(first)
        return (
            Token("x", at, found.end())
            if near is None
            else Token(language.words[near][0], at, found.end(), language.words[near][1])
        )
    symbol, value = language.words[first]
    if first == "march" and text[at].isupper() and at and text[at - 2 : at - 1] not in ".!?":
        symbol = "M"
    end = found.end()
    if symbol not in "MJ" and text[end : end + 1].isdigit():
        return Token("x", at, end)
    short = symbol in "MJDZU" and found.end() - at <= 5 and first not in FULL_NAMES
    if short and abbreviated(text, end, language):
        end += 1
    return Token(symbol, at, end, value)


def abbreviated(text: str, end: int, language: Language) -> bool:
    """Whether a point here shortens the name before it, for a number follows: Jun. 5, Jun. the
    fifth, 5-Jun.-2027."""
    found = re.match(r"\.(?:\s*[\d,]|[-/]\w|\s*([^\W\d_]+))", text[end : end + 16])
    if found is None or found[1] is None:
        return found is not None
    return language.words.get(found[1].casefold(), ("x", None))[0] in "NOWt"


FULL_NAMES = {"march", "april", "may", "june", "july", "day", "days", "week", "month", "year"}
