"""What is asked when we write to a customer that a date has changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.rules import Described
from makegood.domain.promises.letters import Said
from makegood.domain.promises.models import Notice, Promise
from makegood.interfaces.desk.form_words import AddressField
from makegood.interfaces.desk.promise_forms import NewDateForm

FIRST = ("when", "unknown", "reason", "why", "email")
HIDDEN = ("seen", "after")
LONGEST_WHAT = 120
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NoticeForm(NewDateForm):
    """The new date, and what they should know of it. Everything is drafted; all can be changed."""

    why = forms.CharField(
        label=_("Why, for them?"),
        max_length=500,
        required=False,
        help_text=_("In your words, if you can say it. What is written here must be true."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    depends_what = forms.CharField(
        label=_("What of theirs depends on it?"),
        max_length=LONGEST_WHAT,
        required=False,
        help_text=_("“Your opening”: we work out how many days are left."),
    )
    depends_on = forms.DateField(label=_("And when is that?"), required=False, widget=DAY)
    keeps = forms.BooleanField(label=_("Keep that day with the work"), required=False)
    meaning = forms.CharField(
        label=_("What it means for them"),
        max_length=500,
        required=False,
        help_text=_("Left empty, we say how many days are left."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    options = forms.MultipleChoiceField(
        label=_("What may they answer with one press?"),
        choices=Notice.Option.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    next_update = forms.DateField(
        label=_("When do they hear from us again?"), required=False, widget=DAY
    )
    reach = forms.CharField(label=_("Whom to call, and when"), max_length=200, required=False)
    email = AddressField(
        label=_("Their e-mail"),
        max_length=254,
        required=False,
        help_text=_("They have none? Leave it empty: you get a link to hand over."),
    )
    phone = forms.CharField(
        label=_("Their phone"),
        max_length=40,
        required=False,
        help_text=_("Kept with them: for the link as a text message, and to call."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("The language they read"),
        choices=[("", _("The same as ours")), *settings.LANGUAGES],
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *said: Any, promise: Promise, moved: bool, **options: Any) -> None:
        super().__init__(*said, **options)
        self.fields["reason"].label = _("Why, for us?")
        if promise.engagement is None or promise.engagement.own_date is not None:
            del self.fields["keeps"]
        if moved:
            del self.fields["when"], self.fields["unknown"], self.fields["reason"]
        self.fields["depends_on"].widget.attrs["min"] = str(promise.made_at.date())

    @property
    def first(self) -> list[forms.BoundField]:
        """What is asked of everybody."""
        return [self[name] for name in FIRST if name in self.fields]

    @property
    def more(self) -> list[forms.BoundField]:
        """What is drafted, and changed by whoever wants to."""
        return [self[name] for name in self.fields if name not in (*FIRST, *HIDDEN)]

    @property
    def more_is_wrong(self) -> bool:
        """Whether something is to be mended among what is folded away."""
        return any(field.errors for field in self.more)

    @property
    def asks_when(self) -> bool:
        """Whether it asks for a date, and not only for words about one that stands."""
        return "when" in self.fields

    @property
    def kept_with_work(self) -> Described | None:
        """What a valid form says of the work; None where nothing of it is to be kept."""
        clean = self.cleaned_data
        if not clean.get("keeps") or clean["depends_on"] is None:
            return None
        return {"own_date": clean["depends_on"], "own_date_why": clean["depends_what"]}

    @property
    def said(self) -> Said:
        """What a valid form says beside the dates."""
        clean = self.cleaned_data
        return Said(
            why=clean["why"],
            meaning=clean["meaning"],
            depends_what=clean["depends_what"],
            depends_on=clean["depends_on"],
            options=tuple(Notice.Option(option) for option in clean["options"]),
            next_update=clean["next_update"],
            reach=clean["reach"],
        )


def drafted(
    promise: Promise, last: Notice | None, reach: str, customer: Customer
) -> dict[str, Any]:
    """What the form says at first: what was said to them last time, and their day for this work."""
    said: dict[str, Any] = {
        "seen": promise.due_number,
        "options": [Notice.Option.FINE, Notice.Option.CALL],
        "reach": last.reach if last else reach,
        "email": customer.email,
        "phone": customer.phone,
        "language": customer.language,
    }
    work = promise.engagement
    if work and work.own_date and _still_ahead(work.own_date, promise):
        what = Truncator(work.own_date_why).chars(LONGEST_WHAT)
        said |= {"depends_what": what, "depends_on": work.own_date}
    elif last and last.depends_on and _still_ahead(last.depends_on, promise):
        said |= {"depends_what": last.depends_what, "depends_on": last.depends_on}
    return said


def _still_ahead(day: date, promise: Promise) -> bool:
    return day >= promise.made_at.date()
