"""Taking a sentence apart: what was promised, to whom, and by whom.

What is read out of a sentence is a suggestion, shown back before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

TO = re.compile(r"\b(?:to|for|with|an|für|fuer|mit)\s+", re.IGNORECASE)
FROM = re.compile(r"\b(?:from|von|vom)\s+", re.IGNORECASE)
NEXT = re.compile(
    r"\s+\b(?:to|for|with|from|about|on|in|at|and|an|für|mit|von|über|wegen|und)\b\s", re.I
)
CALL = re.compile(
    r"^(?:please\s+)?(?:call|phone|ring|text|e-?mail|write|visit|meet|see|remind|ask|answer|pay|"
    r"rufe?|besuche|treffe|frage)\s+(?:back\s+)?(?=[A-ZÄÖÜ])",
)
NAME = re.compile(r"(?:(?:Mrs?|Ms|Dr|Herrn?|Frau)\.?\s+)?[^\W\d_][\w'’.-]*(?:\s+[A-ZÄÖÜ][\w'’-]*)?")
LONGEST_READ = 600
KINDS = (
    ("delivery", re.compile(r"\b(deliver\w*|ship\w*|hand over|liefer\w*|verschick\w*)\b", re.I)),
    ("reply", re.compile(r"\b(repl(?:y|ies)|answer|antwort\w*|beantwort\w*)\b", re.I)),
    (
        "follow_up",
        re.compile(r"\b(call back|get back|follow up|phone|ring|melde\w*|rückruf\w*)\b", re.I),
    ),
    ("appointment", re.compile(r"\b(appointment|visit|meet(?:ing)?|termin|besuch\w*)\b", re.I)),
)
WORDS_IN_A_NAME = 4


@dataclass(frozen=True)
class Sentence:
    """What a sentence says, apart from when. `who` is empty when nobody is named."""

    what: str
    who: str
    by_customer: bool


def without(text: str, start: int, end: int) -> str:
    """The sentence without the span that said when."""
    return tidy(f"{text[:start]} {text[end:]}")


def tidy(text: str) -> str:
    """One line, single spaces, no punctuation left hanging at either end."""
    return " ".join(text.split()).strip(" ,;:.–-")


def phrases(text: str) -> set[str]:
    """Every run of up to four words that might be the name of a customer we know."""
    words = text[:LONGEST_READ].split()
    runs = {
        tidy(" ".join(words[i : i + n]))
        for n in range(1, WORDS_IN_A_NAME + 1)
        for i in range(len(words) - n + 1)
    }
    return {run for run in runs if run}


def take_apart(text: str, known: Container[str] = ()) -> Sentence:
    """What, who and by whom. `known` holds the phrases of the text that name our customers.

    A name we know after “to” or “for” wins; then any phrase after “to”, “for” or “with”; then
    “from …”, which says that they owe it to us; then a name we know, wherever it stands; then
    whoever is called, visited or asked.
    """
    head = text[:LONGEST_READ]
    after_to = list(TO.finditer(head))
    after_from = list(FROM.finditer(head))
    for found in (*after_to, *after_from):
        name = _known_at(head, found.end(), known)
        if name:
            return _cut(text, found.start(), found.end(), name, found in after_from)
    for found in after_to:
        name = _phrase_at(head, found.end())
        if name and not name[0].isdigit():
            return _cut(text, found.start(), found.end(), name, False)
    for found in after_from:
        name = _phrase_at(head, found.end())
        if name:
            return _cut(text, found.start(), found.end(), name, True)
    anywhere = sorted((run for run in phrases(head) if run in known), key=len)
    if anywhere:
        return Sentence(tidy(text), anywhere[-1], False)
    called = CALL.match(head)
    if called:
        named = NAME.match(head, called.end())
        return Sentence(tidy(text), named.group() if named else "", False)
    return Sentence(tidy(text), "", False)


def _known_at(text: str, start: int, known: Container[str]) -> str:
    words = text[start:].split()[:WORDS_IN_A_NAME]
    for n in range(len(words), 0, -1):
        run = tidy(" ".join(words[:n]))
        if run in known:
            return run
    return ""


def _phrase_at(text: str, start: int) -> str:
    rest = text[start:]
    stop = NEXT.search(rest)
    return tidy(re.split(r"[,;:()]", rest[: stop.start()] if stop else rest)[0])


def _cut(text: str, start: int, name_at: int, name: str, by_customer: bool) -> Sentence:
    behind = text[name_at:]
    rest = behind[behind.find(name) + len(name) :] if name in behind else ""
    what = tidy(f"{text[:start]} {rest}")
    return Sentence(what or tidy(text), name, by_customer)


def kind_of(text: str) -> str:
    """The kind that the words suggest, as a value of Promise.Kind; “other” when they do not."""
    return next((kind for kind, cue in KINDS if cue.search(text[:LONGEST_READ])), "other")
