"""What is asked at each step of a case: the least, in the words of somebody who was let down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.notices import last_day
from makegood.domain.recovery.actions.learning import Change
from makegood.domain.recovery.actions.listening import SPOKEN, Words
from makegood.domain.recovery.actions.putting_right import Offer
from makegood.domain.recovery.models import Remedy
from makegood.domain.recovery.rules.words import (
    LONGEST_CAUSE,
    LONGEST_MATTER,
    LONGEST_REMEDY,
    LONGEST_WATCH,
    LONGEST_WORDS,
)
from makegood.foundation.tenancy.models import Member
from makegood.interfaces.desk.form_words import AddressField, InOurWords
from makegood.kit import money
from makegood.kit.refusal import Refusal

HOW = [(how.value, how.label) for how in SPOKEN]


def _lines(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class OpenForm(InOurWords):
    """Somebody is on the phone: whose matter, and what it is."""

    who = forms.CharField(
        label=_("For whom did it go wrong?"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    matter = forms.CharField(label=_("What went wrong?"), max_length=LONGEST_MATTER)
    told = forms.ChoiceField(
        label=_("Did you tell them that you heard them?"),
        choices=[("", _("Not yet")), *HOW],
        required=False,
    )


class LetterForm(InOurWords):
    """A letter of a case: our words, and where it goes."""

    words = forms.CharField(
        label=_("What you say to them"), max_length=LONGEST_WORDS, widget=_lines(4)
    )
    email = AddressField(label=_("Their e-mail"), max_length=254)


class BesideForm(LetterForm):
    """A letter that says enough without further words."""

    words = forms.CharField(
        label=_("A word beside it"), max_length=LONGEST_WORDS, required=False, widget=_lines(2)
    )


class AskForm(BesideForm):
    """Is it right now? `number` says which ask the page offered, so that a double press is one."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SpokenForm(InOurWords):
    """They heard it without a letter."""

    how = forms.ChoiceField(label=_("How did you tell them?"), choices=HOW)


class HearForm(InOurWords):
    """Their words. Nobody edits them afterwards."""

    said = forms.CharField(
        label=_("What went wrong, in their words?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=_lines(2),
    )
    expected = forms.CharField(
        label=_("What did they expect?"), max_length=LONGEST_WORDS, required=False, widget=_lines(2)
    )
    wishes = forms.CharField(
        label=_("What would they like to happen?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=_lines(2),
    )
    right_when = forms.CharField(
        label=_("What would putting it right look like?"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=_lines(2),
    )
    how = forms.ChoiceField(label=_("How did they say it?"), choices=HOW)

    @property
    def words(self) -> Words:
        """What a valid form says."""
        return Words(**{name: said for name, said in self.cleaned_data.items() if name != "how"})


class AccountForm(InOurWords):
    """Our side, without excuses."""

    words = forms.CharField(
        label=_("What happened on our side?"),
        max_length=LONGEST_WORDS,
        widget=_lines(3),
        help_text=_("Stays here. A way of working, never a person's fault."),
    )


class RemedyForm(InOurWords):
    """How we put it right, by when, and what it costs us."""

    kind = forms.ChoiceField(
        label=_("How do we put it right?"), choices=[("", _("Choose one")), *Remedy.Kind.choices]
    )
    words = forms.CharField(
        label=_("What we promise them"),
        max_length=LONGEST_REMEDY,
        help_text=_("It stands in the ledger and on their page, in these words."),
    )
    when = forms.CharField(
        label=_("By when?"), max_length=200, help_text=_("“Tuesday”, “12 June”.")
    )
    cost = forms.CharField(
        label=_("What it costs us"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_cost(self) -> int:
        """What was typed, in hundredths; nothing is nothing."""
        text = self.cleaned_data["cost"]
        try:
            return money.typed(text) if text else 0
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal

    def offer(self, due: Due, now: datetime) -> Offer:
        """What a valid form says, with the day that it names."""
        said = self.cleaned_data
        return Offer(
            kind=Remedy.Kind(said["kind"]),
            words=said["words"],
            due_on=last_day(due, now),
            cost_cents=said["cost"],
        )


class AnswerForm(InOurWords):
    """They told one of us whether it is right."""

    is_right = forms.ChoiceField(
        label=_("Is it right now, do they say?"),
        choices=[("yes", _("Yes, it is right")), ("no", _("Not yet"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In their words"), max_length=LONGEST_WORDS, required=False, widget=_lines(2)
    )
    how = forms.ChoiceField(label=_("How did they say it?"), choices=HOW)


class PartForm(InOurWords):
    """Some cannot be pleased, and we say why we part. It does not count as put right."""

    why = forms.CharField(
        label=_("Our reasons"),
        max_length=LONGEST_WORDS,
        widget=_lines(3),
        help_text=_("It does not count as put right."),
    )


class CauseForm(InOurWords):
    """Where it came from; and why, and why that."""

    name = forms.CharField(
        label=_("Where did it come from?"),
        max_length=LONGEST_CAUSE,
        widget=forms.TextInput(attrs={"list": "causes", "autocomplete": "off"}),
        help_text=_("A way of working, never a person: “Nobody checks the stock”."),
    )
    whys = forms.CharField(
        label=_("Why? And why that?"),
        max_length=2000,
        required=False,
        widget=_lines(3),
        help_text=_("A line each, up to five."),
    )

    def __init__(self, *said: Any, known: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*said, **options)
        self.known = known

    def clean_whys(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["whys"].splitlines() if line.strip()]


class PreventForm(InOurWords):
    """What we change, who does, by when, and how long we look whether it holds."""

    words = forms.CharField(
        label=_("What do we change so that it does not happen again?"), max_length=LONGEST_REMEDY
    )
    owner = forms.ChoiceField(label=_("Who does it?"))
    when = forms.CharField(
        label=_("By when?"), max_length=200, help_text=_("“Tuesday”, “12 June”.")
    )
    watch_days = forms.IntegerField(
        label=_("For how many days do we watch whether it holds?"),
        min_value=1,
        max_value=LONGEST_WATCH,
        initial=90,
    )

    def __init__(self, *said: Any, team: Mapping[int, str], **options: Any) -> None:
        super().__init__(*said, **options)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(key), name) for key, name in team.items()]

    def change(self, due: Due, now: datetime) -> Change:
        """What a valid form says, with the day that it names."""
        said = self.cleaned_data
        return Change(
            words=said["words"],
            owner=Member.objects.get(pk=said["owner"]),
            due_on=last_day(due, now),
            watch_days=said["watch_days"],
        )
