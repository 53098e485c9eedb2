"""What is asked about a piece of work: how often they hear of it, what they hear, what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.domain.engagements.rules import LONGEST_NAME, Rhythm
from makegood.domain.promises.models import Telling, Update
from makegood.interfaces.desk.form_words import InOurWords
from makegood.interfaces.desk.wording import rhythm

PACES = (1, 2, 3, 5, 10, 20)
SPOKEN = [(how.value, how.label) for how in Telling.SPOKEN]
MOST_NAMES = 50


def rhythms() -> list[tuple[str, str]]:
    """Every week on a day, or every so many working days: a word for each, as it is sent."""
    weekly = [(f"weekday-{day}", rhythm(Rhythm(weekday=day))) for day in WEEKDAYS]
    paced = [(f"working_days-{n}", rhythm(Rhythm(working_days=n))) for n in PACES]
    return [*weekly, *paced]


def as_sent(said: Rhythm) -> str:
    """The word of a rhythm."""
    if said.weekday is not None:
        return f"weekday-{said.weekday}"
    return f"working_days-{said.working_days}"


class CadenceForm(InOurWords):
    """How often they hear."""

    rhythm = forms.ChoiceField(label=gettext_lazy("How often do they hear from us?"))

    def __init__(self, *said: Any, **options: Any) -> None:
        super().__init__(*said, **options)
        field = self.fields["rhythm"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose one")), *rhythms()]

    @property
    def chosen(self) -> Rhythm:
        """What a valid form says."""
        unit, _dash, n = self.cleaned_data["rhythm"].partition("-")
        return Rhythm(**{unit: int(n)})


class UpdateForm(InOurWords):
    """A word or two, and how it reaches them. `says` and `seen` are what the writer saw."""

    words = forms.CharField(
        label=gettext_lazy("A word about it"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "“The drawings are with the printer.” What is written must be true."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("They have none? Leave it empty: you get a link to hand over."),
    )
    told = forms.ChoiceField(
        label=gettext_lazy("Have you told them already?"),
        choices=[("", gettext_lazy("Not yet")), *SPOKEN],
        required=False,
        help_text=gettext_lazy("If so, no letter goes."),
    )
    says = forms.CharField(widget=forms.HiddenInput, max_length=8)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    # Whether the last letter to the address did not reach them.
    is_in_doubt = False

    def shown_beside(self, newest: Update | None) -> None:
        """Sent back with this update in sight: the next press knows of it."""
        said = {name: self.data[name] for name in self.data}
        self.data = {**said, "seen": newest.pk if newest else 0}

    def reaching(self) -> list[forms.BoundField]:
        """How it reaches them: known mostly, and then asked only of who wants to see it."""
        return [self["email"], self["told"]]

    def asks_how(self) -> bool:
        """Whether how it reaches them has to be looked at: unknown, in doubt, chosen, or wrong."""
        known, told = self["email"], self["told"]
        return (
            self.is_in_doubt
            or not known.value()
            or bool(told.value())
            or bool(known.errors or told.errors)
        )


class PlaceForm(InOurWords):
    """The name of the work it is part of: one of theirs, or a new one."""

    name = forms.CharField(
        label=gettext_lazy("Which piece of work is it part of?"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("One that stands here, or a new name. Empty: none."),
        widget=forms.TextInput(attrs={"list": "works", "autocomplete": "off"}),
    )

    def __init__(self, *said: Any, names: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*said, **options)
        self.names = names[:MOST_NAMES]
