"""What is asked when a promise moves, is told, or is withdrawn: the least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from makegood.domain.promises.models import Move, Promise, Telling
from makegood.interfaces.desk.form_words import InOurWords

SPOKEN = [(how.value, how.label) for how in Telling.SPOKEN]
NOBODY_SAYS = {Promise.AskedBy.NOT_RECORDED, Promise.AskedBy.DONE}
ASKED_BY = [choice for choice in Promise.AskedBy.choices if choice[0] not in NOBODY_SAYS]
REASONS = [choice for choice in Move.Reason.choices if choice[0] != Move.Reason.REPLACED]


class NewDateForm(InOurWords):
    """To when, and why."""

    when = forms.CharField(
        label=_("To when?"),
        max_length=200,
        help_text=_("“Tuesday”, “12 June”, “in 3 working days”."),
    )
    unknown = forms.BooleanField(
        label=_("We cannot say yet: on that day we tell them more"), required=False
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[("", _("Choose one")), *REASONS],
        help_text=_("Stays here: the customer never sees it."),
    )


class MoveForm(NewDateForm):
    """To when, why, and whether they know."""

    words = forms.CharField(
        label=_("Words for the customer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    told = forms.ChoiceField(
        label=_("Do they know?"), choices=[("", _("Not yet")), *SPOKEN], required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class StatedTime(forms.DateTimeField):
    """A time on the wall of the business. Where the clock shows it twice, the earlier is meant."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as refused:
            if refused.code != "ambiguous_timezone":
                raise
        with timezone.override(UTC):
            wall = super().to_python(value)
        here = timezone.get_current_timezone()
        # Python calls a time of a repeated hour unequal to every other: in UTC it is one.
        return wall and wall.replace(tzinfo=here, fold=0).astimezone(UTC)


class TellingForm(InOurWords):
    """How they were told, and when if it was not just now."""

    how = forms.ChoiceField(label=_("How did you tell them?"), choices=SPOKEN)
    told_at = StatedTime(
        label=_("When, if not just now?"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class DoneForm(InOurWords):
    """When it was done, if nobody pressed *Kept* then."""

    kept_at = StatedTime(
        label=_("When was it done?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Whether it was kept in time goes by this hour."),
    )


class WithdrawalForm(InOurWords):
    """Who asked: it decides how the promise counts."""

    asked_by = forms.ChoiceField(
        label=_("Why does it no longer stand?"),
        choices=ASKED_BY,
        widget=forms.RadioSelect,
        help_text=_("It stays in the ledger. This cannot be undone."),
    )


class ReplacementForm(InOurWords):
    """What is promised instead, by when, and who asked: it decides how the line counts."""

    what = forms.CharField(label=_("What instead?"), max_length=500)
    when = forms.CharField(
        label=_("By when?"),
        max_length=200,
        help_text=_("“Tuesday”, “12 June”, “in 3 working days”."),
    )
    asked_by = forms.ChoiceField(
        label=_("Why something else?"),
        choices=ASKED_BY,
        widget=forms.RadioSelect,
        help_text=_("What we decide alone counts as not kept. This cannot be undone."),
    )
    told = forms.ChoiceField(
        label=_("Do they know?"), choices=[("", _("Not yet")), *SPOKEN], required=False
    )


class WaitingForm(InOurWords):
    """What it waits for, and how long after that it takes."""

    on = forms.ChoiceField(label=_("Which promise has to be kept first?"))
    working_days = forms.IntegerField(
        label=_("Working days needed after it"), min_value=0, max_value=250, initial=3
    )

    def __init__(self, *args: Any, others: Sequence[Promise] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["on"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(other.pk), str(other)) for other in others]


def move_form(promise: Promise, *said: Any, **options: Any) -> MoveForm:
    """Whether they know is asked only where it was promised to somebody."""
    form = MoveForm(*said, **options)
    if promise.to != Promise.To.CUSTOMER:
        del form.fields["words"], form.fields["told"]
    return form


def replacement_form(
    promise: Promise, said: Any = None, *, initial: dict[str, str]
) -> ReplacementForm:
    """Whether they know is asked only where it was promised to somebody."""
    form = ReplacementForm(said, initial=initial, auto_id="instead_%s")
    if promise.to != Promise.To.CUSTOMER:
        del form.fields["told"]
    return form
