"""What is asked on the page of a survey: when it is asked, and what it is called."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from makegood.domain.feedback.models import Asking
from makegood.domain.feedback.models.surveys import LONGEST_NAME, LONGEST_WAIT
from makegood.interfaces.desk.form_words import InOurWords


class AskingForm(InOurWords):
    """When it is asked by itself."""

    on = forms.ChoiceField(label=gettext_lazy("Ask"), choices=Asking.On)
    days_after = forms.IntegerField(
        label=gettext_lazy("Days after"),
        help_text=gettext_lazy("0 asks the same day, if it is not too late."),
        min_value=0,
        max_value=LONGEST_WAIT,
        initial=0,
    )


class NameForm(InOurWords):
    """What it is called, here: customers never see it."""

    name = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Stays here: customers never see it."),
    )
