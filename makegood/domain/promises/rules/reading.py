"""Taking a sentence apart: what was promised, to whom, and by whom.

What is read out of a sentence is a suggestion, shown back before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from makegood.domain.promises.rules.names import bare, named_phrase, proper_name, single_word

# In order of how surely each says whom.
TO = re.compile(r"\b(?:to|an)\s+", re.I)
FROM = re.compile(r"\b(?:from|von|vom)\s+", re.I)
FOR = re.compile(r"\b(?:for|with|für|fuer|mit|bei)\s+", re.I)
ENGLISH_AN = re.compile(r"an\s", re.I)
CALL = re.compile(
    r"(?:please\s+|bitte\s+)?(?:call|phone|ring|text|e-?mail|visit|meet|see|remind|ask|answer|pay|"
    r"tell|thank|inform|rufe?|besuche|treffe|frage|erinnere)\s+(?:back\s+)?",
    re.I,
)
GIVE = re.compile(r"(?:please\s+)?(?:send|give|show|bring|write|offer|quote|make)\s+", re.I)
A_THING = re.compile(r"\s+(?:the|an?|his|her|their|our|some|\d+)\b", re.I)
CALLED = re.compile(
    r"\s+(?:an|zurück)?(?:rufen|schreiben|mailen)$|\s+(?:besuchen|treffen|fragen|erinnern|"
    r"antworten|informieren)$",
    re.I,
)
LONGEST_READ = 600
KINDS = (
    (
        "delivery",
        re.compile(r"\b(deliver\w*|ship(?:ping)?|hand over|liefer\w*|verschick\w*)\b", re.I),
    ),
    ("reply", re.compile(r"\b(repl(?:y|ies)|answer|antwort\w*|beantwort\w*)\b", re.I)),
    (
        "follow_up",
        re.compile(
            r"\b(call(?:\s+\S+){0,3}\s+back|call back|get back|follow up|phone|melde\w*|"
            r"rückruf\w*|zurückrufen)\b|^ring\b",
            re.I,
        ),
    ),
    ("appointment", re.compile(r"\b(appointment|visit|meet(?:ing)?|termin|besuch\w*)\b", re.I)),
)
WORDS_IN_A_NAME = 4
WORDS_BEFORE_A_GUESS = 2


@dataclass(frozen=True)
class Sentence:
    """What a sentence says, apart from when. `who` is empty when nobody is named."""

    what: str
    who: str
    by_customer: bool


@dataclass(frozen=True)
class _Place:
    """Where a word like “to” stands, and whether it says that they owe it."""

    start: int
    name_at: int
    theirs: bool
    word: str


def without(text: str, start: int, end: int) -> str:
    """The sentence without the span that said when."""
    return re.sub(r"\s*([,;:])(?:\s*[,;:])+", r"\1", tidy(f"{text[:start]} {text[end:]}"))


def tidy(text: str) -> str:
    """One line, single spaces, no punctuation left hanging at either end."""
    return " ".join(text.split()).strip(" ,;:.–-")


def phrases(text: str) -> set[str]:
    """Every run of up to four words that might be the name of a customer we know."""
    words = text[:LONGEST_READ].split()
    runs = {
        bare(" ".join(words[i : i + n]))
        for n in range(1, WORDS_IN_A_NAME + 1)
        for i in range(len(words) - n + 1)
    }
    return {run for run in runs if run}


def take_apart(text: str, known: Container[str] = ()) -> Sentence:
    """What, who and by whom. `known` holds the phrases of the text that name our customers.

    A name we know after “to”, “from” or “for” wins; then a proper name there, then “the …”;
    “from” says that they owe it to us. Then a name we know, wherever it stands; whoever is
    called, visited or sent something; at last a lone word at the end (“logo proofs to anna”).
    """
    head = text[:LONGEST_READ]
    places = [
        _Place(found.start(), found.end(), cue is FROM, found.group())
        for cue in (TO, FROM, FOR)
        for found in cue.finditer(head)
    ]
    for place in places:
        end = _known_end(head, place.name_at, known)
        if end:
            return _cut(text, place, end)
    for name_end in (proper_name, named_phrase):
        for place in places:
            end = name_end(head, place.name_at)
            if end:
                return _cut(text, place, end)
    named = _known_anywhere(head, known) or _addressed(head)
    if named:
        return Sentence(tidy(text), named, False)
    for place in places:
        end = single_word(head, place.name_at)
        says_enough = len(head[: place.start].split()) >= WORDS_BEFORE_A_GUESS
        if end and says_enough and not ENGLISH_AN.match(place.word):
            return _cut(text, place, end)
    return Sentence(tidy(text), "", False)


def _known_end(text: str, start: int, known: Container[str]) -> int:
    """Where the longest name we know that begins here ends; 0 when none does."""
    ends = [start + found.end() for found in re.finditer(r"\S+", text[start:])][:WORDS_IN_A_NAME]
    return next((end for end in reversed(ends) if bare(text[start:end]) in known), 0)


def _known_anywhere(text: str, known: Container[str]) -> str:
    found = sorted((run for run in phrases(text) if run in known), key=lambda run: (len(run), run))
    return found[-1] if found else ""


def _addressed(text: str) -> str:
    """Whoever is called, or sent a thing, without a “to”."""
    called, given = CALL.match(text), GIVE.match(text)
    if called:
        return bare(text[called.end() : proper_name(text, called.end())])
    if given:
        end = proper_name(text, given.end())
        return bare(text[given.end() : end]) if A_THING.match(text, end) else ""
    end = proper_name(text, 0)
    return bare(text[:end]) if end and CALLED.match(text, end) else ""


def _cut(text: str, place: _Place, end: int) -> Sentence:
    what = tidy(f"{tidy(text[: place.start])} {text[end:]}")
    return Sentence(what or tidy(text), bare(text[place.name_at : end]), place.theirs)


def kind_of(text: str) -> str:
    """The kind that the words suggest, as a value of Promise.Kind; “other” when they do not."""
    return next((kind for kind, cue in KINDS if cue.search(text[:LONGEST_READ])), "other")
