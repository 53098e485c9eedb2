"""Which field lands in which column, and which page shows it: found by plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from quality.hostile.declared import PROBES, SAMPLE
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
    """Every form that has a field. `short`: a sample, tried with words, seen on the next page."""
    telling = [form for form in here.forms if form.method == "post"]
    known = [_known(here, trying, form, short=short) for form in telling]
    return [one for one in (*known, *([] if short else _asking(here, trying))) if one.fields]


def _asking(here: Ground, trying: Trying) -> Iterator[Known]:
    """Of an address's question, what is read there; what every page reads is the frame's, and
    asked of the first.
    """
    asking = [form for form in here.forms if form.method == "get"]
    names = [trying.looked_up(form) for form in asking]
    answered = [each for each in names if each]
    frame = set.intersection(*answered) if answered else set()
    for form, read in zip(asking, names, strict=True):
        own = read if read and read is answered[0] else read - frame
        yield Known(form, [Field(name) for name in sorted(own)])


def _known(here: Ground, trying: Trying, form: Form, *, short: bool) -> Known:
    known, probes = Known(form), PROBES[:1] if short else PROBES
    for name in SAMPLE.get(form.name, ()) if short else form.body:
        if name not in form.body:
            continue
        found = Field(name)
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
