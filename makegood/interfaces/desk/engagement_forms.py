"""What is asked about a piece of work: how often they hear of it, what they hear, what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.domain.engagements.models import Engagement
from makegood.domain.engagements.rules import LONGEST_NAME, LONGEST_WHY, Rhythm
from makegood.domain.promises.models import Telling, Update
from makegood.interfaces.desk.form_words import AddressField, InOurWords
from makegood.interfaces.desk.wording import full_day, rhythm
from makegood.kit import money
from makegood.kit.refusal import Refusal

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
    email = AddressField(
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


class WorkForm(InOurWords):
    """What it is called and worth, and the customer's own date.

    Each field comes back with what it showed, so that only what was changed here is written.
    """

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=LONGEST_NAME, show_hidden_initial=True
    )
    value_cents = forms.CharField(
        label=gettext_lazy("Worth"),
        max_length=40,
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy("Stays here: the customer never sees it."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    own_date = forms.CharField(
        label=gettext_lazy("The customer's own date"),
        max_length=200,
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy("“12 June”: the day for which they need it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    own_date_why = forms.CharField(
        label=gettext_lazy("What happens on that day?"),
        max_length=LONGEST_WHY,
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy("“The fair opens”: a letter about a delay says it in these words."),
    )

    def clean_value_cents(self) -> int | None:
        """What was typed, in hundredths."""
        text = self.cleaned_data["value_cents"]
        try:
            return money.typed(text) if text else None
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal


def work_form(
    engagement: Engagement, said: Any = None, *, currency: str, initial: Any = None
) -> WorkForm:
    """Filled in with what we know."""
    worth, day = engagement.value_cents, engagement.own_date
    known = {
        "name": engagement.name,
        "value_cents": "" if worth is None else money.figure(worth),
        "own_date": "" if day is None else full_day(day),
        "own_date_why": engagement.own_date_why,
    }
    form = WorkForm(said, initial=known | (initial or {}), auto_id="work_%s")
    form.fields["value_cents"].label = _("Worth, in %(currency)s") % {"currency": currency}
    return form


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
