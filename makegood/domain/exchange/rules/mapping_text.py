"""A guess that a person confirmed, as the TOML of a mapping."""

from __future__ import annotations

import json
import re

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.guessing import Guess
from makegood.domain.exchange.rules.header_words import DATES, IN_WORDS, Means
from makegood.domain.exchange.rules.mapping import Ending
from makegood.kit.refusal import Refusal

Lines = list[str]


def mapping_text(guess: Guess, *, source: str) -> str:
    """The mapping. Refused while something is missing, dates can be read in two ways, or ratings
    are on no scale.
    """
    if guess.missing:
        said = _("Say which column is this: %(means)s.")
        raise Refusal(said % {"means": ", ".join(str(IN_WORDS[one]) for one in guess.missing)})
    if guess.dates and guess.reading is None:
        raise Refusal(
            _("“%(text)s” can be the %(days)s: say which.")
            % {
                "text": guess.dates[0].example,
                "days": " / ".join(one.reads_as.isoformat() for one in guess.dates),
            }
        )
    lines = [f"source = {_quoted(source)}", ""]
    if guess.reading and any(guess.of(means) for means in DATES):
        forms = ", ".join(_quoted(form) for form in guess.reading.formats)
        lines += ["[times]", f"formats = [{forms}]", ""]
    lines += _promises(guess) if guess.is_of_promises else _people(guess)
    return "\n".join(lines)


def _promises(guess: Guess) -> Lines:
    lines = [
        "[promise]",
        f"key = {_quoted(_key(guess))}",
        f"text = {_quoted(_text(guess))}",
        f"kind = {_quoted(guess.kind)}",
    ]
    single = ((Means.MADE, "made"), (Means.DUE, "due"), (Means.KEPT, "kept"))
    for means, word in (*single, (Means.WITHDRAWN, "withdrawn")):
        lines += [f"{word} = {_quoted(column)}" for column in guess.of(means)]
    lines += ["", "[customer]", f"name = {_quoted(_name(guess))}"]
    lines += [f"key = {_quoted(_place(column))}" for column in guess.of(Means.CUSTOMER_KEY)]
    lines += [f"organisation = {_quoted(_place(one))}" for one in guess.of(Means.ORGANISATION)]
    lines += _ways(guess, Means.EMAIL, Means.PHONE)
    return [*lines, *_work(guess), *_status(guess), *_rating(guess), ""]


def _key(guess: Guess) -> str:
    """Its number; without one, what was promised to whom and when tells a row apart."""
    if keys := guess.of(Means.KEY):
        return _place(keys[0])
    days = (*guess.of(Means.MADE), *guess.of(Means.DUE))
    halves = (*guess.of(Means.FIRST), *guess.of(Means.LAST))
    said = [(column, 30) for column in (*days, *(guess.of(Means.NAME)[:1] or halves))]
    said += [(column, 60) for column in guess.of(Means.TEXT)[:1]]
    return " ".join(f"{_place(column)[:-1]}:{most}}}" for column, most in said)


def _text(guess: Guess) -> str:
    if text := guess.of(Means.TEXT):
        return _place(text[0])
    key = guess.of(Means.KEY)[0]
    return f"{key} {_place(key)}"


def _work(guess: Guess) -> Lines:
    """The piece of work, where something is said of it."""
    values = guess.of(Means.VALUE)[:1]
    if not values and guess.rating is None:
        return []
    lines = ["", "[engagement]", f"name = {_quoted(_text(guess))}"]
    return [*lines, *(f"value = {_quoted(column)}" for column in values)]


def _rating(guess: Guess) -> Lines:
    """How that work was rated. Refused: what is no scale."""
    rated = guess.rating
    if rated is None:
        return []
    if guess.scale is None:
        said = _("“%(column)s”: on which scale are these ratings?")
        raise Refusal(said % {"column": rated.name}, field="scale")
    # Of a column that is empty so far nothing speaks against it.
    why = rated.scores.against or rated.scores.beyond(guess.scale) if rated.scores.of else ""
    if why:
        said = _("“%(column)s” cannot be how it was rated. %(why)s")
        raise Refusal(said % {"column": rated.name, "why": why}, field="scale")
    key = _quoted(_key(guess))
    lines = ["", "[rating]", f"key = {key}", f"of = {key}", f"score = {_quoted(rated.name)}"]
    lines += [f"lowest = {guess.scale.lowest}", f"out_of = {guess.scale.highest}"]
    lines += [f"said = {_quoted(guess.rated_on)}"]
    return [*lines, *(f"words = {_quoted(_place(one))}" for one in guess.of(Means.WORDS)[:1])]


def _status(guess: Guess) -> Lines:
    lines: Lines = []
    for column in guess.of(Means.STATUS)[:1] if guess.statuses else ():
        lines += ["", "[status]", f"column = {_quoted(column)}"]
        for ending in Ending:
            words = [_quoted(word) for word, means in guess.statuses if means is ending]
            lines += [f"{ending} = [{', '.join(words)}]"] if words else []
    return lines


def _people(guess: Guess) -> Lines:
    lines = ["[customer]", f"name = {_quoted(_name(guess))}"]
    keys = (*guess.of(Means.CUSTOMER_KEY), *guess.of(Means.KEY))[:1]
    lines += [f"key = {_quoted(_place(column))}" for column in keys]
    lines += [f"organisation = {_quoted(_place(one))}" for one in guess.of(Means.ORGANISATION)]
    for means, word in ((Means.ROLE, "role"), (Means.NOTES, "notes"), (Means.TAGS, "tags")):
        if columns := guess.of(means):
            lines.append(f"{word} = [{', '.join(map(_quoted, columns))}]")
    for means, word in ((Means.BIRTHDAY, "birthday"), (Means.LANGUAGE, "language")):
        lines += [f"{word} = {_quoted(column)}" for column in guess.of(means)]
    lines += _ways(guess, Means.EMAIL, Means.PHONE, Means.WEBSITE)
    town = (*guess.of(Means.CODE), *guess.of(Means.TOWN))
    address = (guess.of(Means.STREET), town, guess.of(Means.COUNTRY))
    if whole := "\n".join(" ".join(map(_place, line)) for line in address if line):
        lines += ["", "[customer.addresses]", f'{_quoted(whole)} = ""']
    return [*lines, ""]


def _ways(guess: Guess, *kinds: Means) -> Lines:
    """How they are reached. Which of several ways one is, their columns' own names say."""
    lines: Lines = []
    for means in kinds:
        if columns := guess.of(means):
            lines += ["", f"[customer.{means.name.lower()}s]"]
            for column in columns:
                label = column if len(columns) > 1 else ""
                lines.append(f"{_quoted(_place(column))} = {_quoted(label)}")
    return lines


def _name(guess: Guess) -> str:
    halves = (*guess.of(Means.FIRST), *guess.of(Means.LAST))
    ways = (*guess.of(Means.ORGANISATION), *guess.of(Means.EMAIL), *guess.of(Means.PHONE))
    found = guess.of(Means.NAME)[:1] or halves or ways[:1]
    return " ".join(map(_place, found))


def _place(column: str) -> str:
    if re.search(r"[{}:]", column):
        said = _(
            "The column “%(column)s” has a brace or a colon in its name: rename it in the file."
        )
        raise Refusal(said % {"column": column})
    return f"{{{column}}}"


def _quoted(words: str) -> str:
    """As a TOML string. (JSON's is one, but for DEL.)"""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
