"""Reading a TOML table strictly: each value is asked for once, and what is left over is refused."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.decoding import is_encoding
from makegood.domain.exchange.rules.template import Template
from makegood.kit.refusal import Refusal

# Each dot of a key is a step down, and tomllib goes all of them again at each.
MOST_DOTS = 200


def tables_in(text: str) -> dict[str, Any]:
    """What a TOML text says. Refused: what is none, and what is deeper than anybody writes."""
    try:
        if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
            raise RecursionError("too many dots in a line")
        return tomllib.loads(text)
    # Whole numbers of thousands of digits are refused by Python, not by tomllib.
    except (ValueError, RecursionError) as wrong:
        raise Refusal(_("The mapping is no TOML: %(why)s.") % {"why": wrong}) from wrong


class Section:
    """One table of the TOML; each value is asked for once, what is left over is refused."""

    def __init__(self, name: str, values: object) -> None:
        if not isinstance(values, dict):
            raise Refusal(_("The mapping's [%(name)s] is a table, not a value.") % {"name": name})
        self._name, self._left = name, dict(values)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._left.pop(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise Refusal(
                _("The mapping needs %(key)s, as words in quotation marks.")
                % {"key": self._full(key)}
            )
        return value

    def number(self, key: str, default: int) -> int:
        value = self._left.pop(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Refusal(
                _("The mapping's %(key)s is a whole number, without quotation marks.")
                % {"key": self._full(key)}
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise Refusal(
                _("The mapping's %(key)s is a list of words: [“a”, “b”].")
                % {"key": self._full(key)}
            )
        return tuple(value)

    def template(self, key: str, default: str | None = None) -> Template:
        found = Template(self.text(key, default))
        if not found.is_sound:
            raise Refusal(
                _("In the mapping, “%(words)s” has a brace too many: write {column} or {column:8}.")
                % {"words": found.words}
            )
        return found

    def pairs(self) -> dict[str, str]:
        """All that is left, words by words."""
        return {key: self.text(key, "") for key in list(self._left)}

    def part(self, key: str) -> Section:
        return Section(f"{self._name}.{key}".strip("."), self._left.pop(key, {}))

    def parts(self, key: str) -> dict[str, Section]:
        tables = self._left.pop(key, {})
        Section(key, tables)
        return {name: Section(f"{key}.{name}", values) for name, values in tables.items()}

    def _full(self, key: str) -> str:
        """A key as a person finds it: “[promise] made”, or “source” where it stands at the top."""
        return f"[{self._name}] {key}" if self._name else key

    @property
    def is_empty(self) -> bool:
        return not self._left

    def close(self) -> None:
        if self._left:
            raise Refusal(
                _("The mapping says %(words)s, which means nothing here.")
                % {"words": ", ".join(self._full(key) for key in sorted(self._left))}
            )


def known_encoding(name: str) -> str:
    if name and not is_encoding(name):
        raise Refusal(
            _("Nobody knows the encoding “%(name)s”: try utf-8 or windows-1252.") % {"name": name}
        )
    return name


def known_formats(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Formats as strptime has them. Refused: one that says the same thing twice."""
    for form in formats:
        try:
            datetime.strptime("", form).replace(tzinfo=UTC)
        except ValueError:
            continue
        except re.error as wrong:
            said = _("The date format “%(form)s” says the same thing twice.") % {"form": form}
            raise Refusal(said) from wrong
    return formats


def known_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise Refusal(
            _("Nobody knows the time zone “%(name)s”: write it as in Europe/Berlin.")
            % {"name": name}
        )
    return name


def one_of(word: str, known: tuple[str, ...], what: str) -> str:
    if word not in known:
        raise Refusal(
            _("The mapping's %(what)s is “%(word)s”. It can be: %(known)s.")
            % {"what": what, "word": word, "known": ", ".join(known)}
        )
    return word
