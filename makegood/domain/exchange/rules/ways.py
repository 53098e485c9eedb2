"""Ways to reach somebody: the columns that a mapping names, and what the cells of a row say."""

from __future__ import annotations

from django.utils.translation import gettext as _

from makegood.domain.exchange.rules.people import Labelled
from makegood.domain.exchange.rules.sections import Section
from makegood.domain.exchange.rules.template import Template
from makegood.kit.refusal import Refusal

Ways = tuple[tuple[Template, Template], ...]  # what, and the label it bears
Cells = dict[str, str]


def ways_in(customer: Section, key: str) -> Ways:
    """The ways of one kind that a mapping's [customer] names. Refused: what names no column."""
    part = customer.part(key)
    found = []
    for words, label in part.pairs().items():
        both = Template(words), Template(label)
        for one in both:
            if not one.is_sound:
                raise Refusal(
                    _(
                        "In the mapping, “%(words)s” has a brace too many: write {column} or "
                        "{column:8}."
                    )
                    % {"words": one.words}
                )
        if not both[0].columns:
            said = _(
                "In the mapping's [customer.%(key)s], “%(words)s” names no column: {%(words)s}."
            )
            raise Refusal(said % {"key": key, "words": words})
        found.append(both)
    return tuple(found)


def columns_in(ways: Ways) -> set[str]:
    """The columns they speak of."""
    return {column for both in ways for one in both for column in one.columns}


def labelled(ways: Ways, cells: Cells, apart: str = "") -> list[Labelled]:
    """What a row says. `apart` stands between several in one cell."""
    found = []
    for words, label in ways:
        if len(words.empty_in(cells)) < len(words.columns):
            lines = (line.strip() for line in words.fill(cells).splitlines())
            text = "\n".join(filter(None, lines))
            said = label.fill(cells).removeprefix("* ")
            found += [Labelled(one, said) for one in cut(text, apart)]
    return found


def cut(text: str, apart: str) -> list[str]:
    """A cell as the several things in it."""
    return text.split(apart) if apart else [text]
