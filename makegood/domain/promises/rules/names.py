"""Where a name ends, in a sentence typed in a hurry: English or German, any script."""

from __future__ import annotations

import re
from itertools import pairwise

WORD = re.compile(r"[^\s,;:()]+")
NEXT = re.compile(
    r"\s+\b(?:to|for|with|from|about|on|in|at|and|an|für|mit|von|über|wegen|und)\b\s", re.I
)
QUOTES = "“”„\"‘’'«»‹›"
ARTICLE = re.compile(
    "the|our|my|an?|der|die|das|den|dem|unser|unsere|unserem|unserer|unseren", re.I
)
BETWEEN = re.compile("&|and|und|of|d[aei]|van|von|zu|l[ae]|el|bin|al", re.I)
# “Haus am See” is one name; “Anna am Telefon” is Anna.
WHERE = re.compile("am|im|zum|zur", re.I)
HOUSE = re.compile(
    r"\w*(?:haus|hof|hotel|café|cafe|apotheke|praxis|bäckerei|schule|villa|klinik|kita|laden|"
    r"mühle|restaurant|pension|kindergarten|atelier|studio)",
    re.I,
)
NOT_A_NAME = re.compile(
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|"
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    "(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch",
    re.I,
)


def bare(text: str) -> str:
    """A name as it is shown: one line, without quotes or punctuation around it."""
    return " ".join(text.split()).strip(f" ,;:.–-{QUOTES}")


def proper_name(text: str, start: int) -> int:
    """Where the proper name that begins at `start` ends; 0 when none begins there.

    Words that begin with a capital, or in a script without capitals; an article before them,
    “and” or “von” between them, “am” or “zum” in the name of a house, and what a name owns
    (“Anna's bakery”).
    """
    words = _run(text, start)
    end, owns = 0, False
    for n, word in enumerate(words):
        said = bare(word.group())
        following = bare(words[n + 1].group()) if n + 1 < len(words) else ""
        if (BETWEEN if end else ARTICLE).fullmatch(said) and _capital(following):
            continue
        before = bare(words[n - 1].group()) if end else ""
        if WHERE.fullmatch(said) and HOUSE.fullmatch(before) and _capital(following):
            continue
        if not (_capital(said) or owns):
            break
        end, owns = word.end(), said.endswith(("'s", "’s"))
    return end


def named_phrase(text: str, start: int) -> int:
    """Where “the bakery round the corner” ends; 0 when no article begins it."""
    words = _run(text, start)
    if not words[1:] or not ARTICLE.fullmatch(bare(words[0].group())):
        return 0
    stop = NEXT.search(text, words[1].start())
    last = stop.start() if stop else len(text)
    return max(word.end() for word in words if word.end() <= last)


def single_word(text: str, start: int) -> int:
    """Where a lone word ends that ends the sentence; 0 when more follows, or it is a number."""
    words = list(WORD.finditer(text, start))
    said = bare(words[0].group()) if len(words) == 1 else ""
    return words[0].end() if said[:1].isalpha() and not NOT_A_NAME.fullmatch(said) else 0


def _run(text: str, start: int) -> list[re.Match[str]]:
    """The words from `start` up to the next comma, colon or bracket."""
    words = list(WORD.finditer(text, start))
    if not words or text[start : words[0].start()].strip():
        return []
    breaks = (n for n, (a, b) in enumerate(pairwise(words), 1) if text[a.end() : b.start()].strip())
    return words[: next(breaks, len(words))]


def _capital(word: str) -> bool:
    first = word[:1]
    return first.isalpha() and not first.islower() and not NOT_A_NAME.fullmatch(word)
