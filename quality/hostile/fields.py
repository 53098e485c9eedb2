"""Which field lands in which column, and which page shows it: found by plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from quality.hostile.declared import PROBES
from quality.hostile.ground import Form, Ground, with_body
from quality.hostile.shown import Place, place_of
from quality.hostile.trying import Sent, Trying


@dataclass
class Field:
    """`columns`: where its text is kept, none for what is read and not kept (a day, a choice)."""

    name: str
    columns: frozenset[str] = frozenset()
    takes_words: bool = False
    place: Place | None = None


@dataclass
class Known:
    """A form and what its fields do."""

    form: Form
    fields: list[Field] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [each.name for each in self.fields if each.takes_words]

    @property
    def asks(self) -> bool:
        return self.form.method == "get"

    @property
    def rest(self) -> list[str]:
        return [each.name for each in self.fields if not each.takes_words]


def find(here: Ground, trying: Trying, *, short: bool = False) -> list[Known]:
    """Every form. `short`: only those that write, tried with words, seen on the next page."""
    probes = PROBES[:1] if short else PROBES
    forms = [form for form in here.forms if not (short and form.method == "get")]
    return [_known(here, trying, form, probes, short=short) for form in forms]


def _known(
    here: Ground, trying: Trying, form: Form, probes: tuple[str, ...], *, short: bool
) -> Known:
    known = Known(form)
    for name in form.body:
        found = Field(name)
        if form.method == "post":
            for number, probe in enumerate(probes):
                said = probe.format(n=number + 1)
                with trying.sent(with_body(form, **{name: said})) as sent:
                    columns = {at for at, texts in sent.stored.items() if said in texts}
                    if columns and sent.was_taken:
                        place = next(_places(here, trying, form, sent, said, short), None)
                        found = Field(name, frozenset(columns), number == 0, place)
                        break
        known.fields.append(found)
    return known


def _places(
    here: Ground, trying: Trying, form: Form, sent: Sent, said: str, short: bool
) -> Iterator[Place]:
    """The pages that show it, the one after the form first."""
    here_too = [form.page, *here.pages] if form.whose != "portal" else [here.portal_page]
    paths = [("", sent.leads_to), *((path, path) for path in here_too)]
    if short or form.whose == "door":
        paths = paths[:1]
    for kept, path in paths:
        markup = trying.page(form.whose, path) if path else sent.markup
        place = place_of(said, markup, kept) if markup else None
        if place:
            yield place
