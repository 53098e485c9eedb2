"""What is asked about a customer: the least, and nothing twice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Consent, Customer, Handle
from makegood.foundation.journal.models import Feeling
from makegood.interfaces.desk.form_words import AddressField, InOurWords
from makegood.interfaces.desk.promise_forms import StatedTime

DETAILS = ("name", "organisation", "email", "phone", "stage", "language")


class DetailsForm(InOurWords):
    """Who they are and how they are reached first.

    Each field comes back with what it showed, so that only what was changed here is written.
    """

    name = forms.CharField(label=_("Name"), max_length=200, show_hidden_initial=True)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False, show_hidden_initial=True
    )
    email = AddressField(
        label=_("E-mail"), max_length=254, required=False, show_hidden_initial=True
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, show_hidden_initial=True
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("Not said")), *Customer.Stage.choices],
        required=False,
        show_hidden_initial=True,
    )
    language = forms.ChoiceField(
        label=_("Their language"),
        choices=[("", _("The same as ours")), *settings.LANGUAGES],
        required=False,
        show_hidden_initial=True,
    )


class HandleForm(InOurWords):
    """One more way to reach them."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Handle.Kind.choices)
    value = forms.CharField(label=_("Address or number"), max_length=254)
    label = forms.CharField(
        label=_("What it is for"),
        max_length=60,
        required=False,
        help_text=_("“Office”, “in the evening”."),
    )


class NoteForm(InOurWords):
    """What is good to know of them."""

    text = forms.CharField(
        label=_("What is good to know of them?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stays here: the customer never sees it."),
    )


class TagForm(InOurWords):
    """A word to find them by."""

    name = forms.CharField(
        label=_("A word to find them by"), max_length=40, help_text=_("“regular”, “school”.")
    )


class ConsentForm(InOurWords):
    """To what they agreed, how, and when if it was not just now."""

    to = forms.ChoiceField(label=_("To what did they agree?"), choices=Consent.To.choices)
    words = forms.CharField(label=_("In words"), max_length=200, required=False)
    how = forms.ChoiceField(label=_("How did they say it?"), choices=Consent.How.choices)
    given_at = StatedTime(
        label=_("When, if not just now?"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class FeelingForm(InOurWords):
    """How it felt to them."""

    feels = forms.ChoiceField(choices=Feeling.Feels.choices)
    reason = forms.CharField(max_length=200, required=False)


def details_form(
    customer: Customer, said: Any = None, *, initial: dict[str, str] | None = None
) -> DetailsForm:
    """Filled in with what we know."""
    known = {name: getattr(customer, name) for name in DETAILS}
    return DetailsForm(said, initial=known | (initial or {}), auto_id="details_%s")
