"""What is asked of files that were brought: which column is what, as choices or in TOML."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.domain.exchange.rules.date_forms import Order
from makegood.domain.exchange.rules.guessing import Column, Guess
from makegood.domain.exchange.rules.header_words import IN_WORDS, Means
from makegood.domain.exchange.rules.mapping import LONGEST_MAPPING, Ending
from makegood.domain.exchange.rules.scales import Scale
from makegood.domain.promises.models import Promise
from makegood.interfaces.desk import wording
from makegood.interfaces.desk.form_words import InOurWords

ENDINGS = {
    Ending.KEPT: gettext_lazy("it was kept"),
    Ending.WITHDRAWN: gettext_lazy("it was withdrawn"),
    Ending.OPEN: gettext_lazy("it is open"),
}
SCALES = {
    Scale.FIVE: gettext_lazy("1 to 5, and 5 is the best"),
    Scale.TEN: gettext_lazy("0 to 10, and 10 is the best"),
}
KINDS = [(kind.value, kind.label) for kind in Promise.Kind]


class MappingForm(InOurWords):
    """Which column is what, in TOML."""

    mapping = forms.CharField(
        label=gettext_lazy("The mapping"),
        max_length=LONGEST_MAPPING,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )


class ColumnsForm(InOurWords):
    """A choice for each column; for its dates, its statuses and the scale of its ratings where the
    file leaves it open.
    """

    own = {("scale", "required"): gettext_lazy("Which one is it? The file does not say.")}

    def __init__(self, guess: Guess, *said: Any, **options: Any) -> None:
        super().__init__(*said, **options)
        self.guess = guess
        for n, column in enumerate(guess.columns):
            self.fields[f"column_{n}"] = forms.ChoiceField(
                label=column.name,
                choices=[(means.value, str(IN_WORDS[means]).capitalize()) for means in Means],
                initial=column.means.value,
                help_text=" · ".join(filter(None, _why(guess, column))),
            )
            if self._rates(n, column):
                self.fields["scale"] = _scale(guess, column)
        if guess.is_ambiguous:
            self.fields["dates"] = forms.ChoiceField(
                label=_("“%(text)s” is …") % {"text": guess.dates[0].example},
                choices=[("", _("Choose one"))]
                + [(one.order.value, wording.full_day(one.reads_as)) for one in guess.dates],
                initial=guess.order.value if guess.order else "",
            )
        for n, (word, ending) in enumerate(guess.statuses):
            self.fields[f"status_{n}"] = forms.ChoiceField(
                label=_("“%(word)s” means …") % {"word": word},
                choices=[(one.value, said) for one, said in ENDINGS.items()],
                initial=ending.value,
            )
        if guess.is_of_promises:
            self.fields["kind"] = forms.ChoiceField(
                label=_("What kind of promise is it?"), choices=KINDS, initial=guess.kind
            )

    def _rates(self, n: int, column: Column) -> bool:
        """Whether it says how work was rated: as it was sent, or as it is guessed."""
        if not self.guess.is_of_promises:
            return False
        said: str = self.data.get(f"column_{n}", "") if self.is_bound else column.means.value
        return said == Means.RATING.value

    def confirmed(self) -> Guess:
        """The guess as a valid form corrects it."""
        found, said = self.guess, self.cleaned_data
        for n, column in enumerate(self.guess.columns):
            found = found.corrected(column.name, Means(said[f"column_{n}"]))
        if self.guess.is_ambiguous:
            found = found.read_as(Order(said["dates"]))
        if "scale" in self.fields:
            found = found.on_scale(Scale(said["scale"]))
        for n, (word, _ending) in enumerate(self.guess.statuses):
            found = found.with_status(word, Ending(said[f"status_{n}"]))
        return found.of_kind(said.get("kind") or "other")


def _scale(guess: Guess, column: Column) -> forms.ChoiceField:
    """Of its ratings. Asked where the file leaves it quite open; said why where it does not."""
    when = _("No column says when it was rated: the day it was kept stands for it.")
    said = [column.scores.evidence, "" if guess.of(Means.RATED) else when]
    scale = guess.scale or column.scores.scale
    return forms.ChoiceField(
        label=_("“%(column)s”: on which scale?") % {"column": column.name},
        choices=[("", _("Choose one")), *((one.value, words) for one, words in SCALES.items())],
        initial=scale.value if scale else "",
        help_text=" ".join(filter(None, said)),
    )


def _why(guess: Guess, column: Column) -> list[str]:
    out = _("It does not come in with a list of orders.") if column.name in guess.stays_out else ""
    return [_quoted(column.examples), column.evidence, out]


def _quoted(examples: tuple[str, ...]) -> str:
    return ", ".join(f"“{one[:30]}”" for one in examples[:2])
