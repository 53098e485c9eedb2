"""What a business says of itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from makegood.interfaces.desk.form_words import InOurWords
from makegood.kit.office_hours import Period
from makegood.kit.public_holidays import countries, regions

CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?"
PERIOD = re.compile(rf"{CLOCK}\s*(?:-|–|—|to|bis)\s*{CLOCK}", re.IGNORECASE)
NOON = 12 * 60
MOST_PERIODS = 6


@cache
def zones() -> list[tuple[str, str]]:
    named = (name for name in available_timezones() if "/" in name or name == "UTC")
    return [(name, name.replace("_", " ")) for name in sorted(named)]


class RegionField(forms.ChoiceField):
    """A region of the chosen country; one of another country goes with its country."""

    def clean(self, value: Any) -> str:
        return str(value) if value and self.valid_value(value) else ""


class AsSeen(InOurWords):
    """A form over what is written down already: it comes back with the mark of what it showed.

    So that nobody writes over what somebody else changed meanwhile without having seen it.
    """

    seen = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"id": False})
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        written: Mapping[str, str],
        initial: Mapping[str, str] | None = None,
    ) -> None:
        shown = {"seen": mark_of(written), **written, **(initial or {})}
        super().__init__(data, initial=shown)
        self.written = written

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        seen = said.pop("seen", "")
        if seen and seen != mark_of(self.written):
            self._refuse_unseen()
        return said

    def _refuse_unseen(self) -> None:
        """Say what is written down now. What is meant already may be pressed a second time."""
        meant = self.meant()
        differs = [
            f"{self.fields[name].label}: {_shown(self[name], value)}"
            for name, value in self.written.items()
            if value != meant.get(name, "")
        ]
        if differs:
            sentence = _(
                "This was changed elsewhere meanwhile. Written down now: %(what)s. "
                "What you typed is still here: press again, and it counts."
            )
            self.add_error(None, sentence % {"what": " · ".join(differs)})
            self.data = {**dict(self.data.items()), "seen": mark_of(self.written)}

    def meant(self) -> dict[str, str]:
        """What was typed, as it would be written down."""
        return self.cleaned_data


def _shown(field: forms.BoundField, value: str) -> str:
    """A value as the form shows it: a choice by its label."""
    choices = dict(getattr(field.field, "choices", ()))
    return str(choices.get(value, value)) or "–"


def mark_of(written: Mapping[str, str]) -> str:
    """A short mark of values, another one as soon as one of them is another."""
    return hashlib.sha256(json.dumps(dict(written), sort_keys=True).encode()).hexdigest()[:16]


class NameForm(AsSeen):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        help_text=gettext_lazy("Your letters are signed with it."),
    )

    def __init__(self, *said: Any, **options: Any) -> None:
        """Its ids are its own: the business has a name too."""
        super().__init__(*said, **options)
        self.auto_id = "your_%s"


class BusinessForm(AsSeen):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zones)
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    country = forms.ChoiceField(
        label=gettext_lazy("Public holidays of"),
        required=False,
        widget=forms.Select(attrs={"data-countries": ""}),
    )
    region = RegionField(label=gettext_lazy("Region"), required=False)
    engagement_noun = forms.CharField(
        label=gettext_lazy("What do you call a piece of work?"),
        help_text=gettext_lazy("Job, project, order, booking: your own word."),
        max_length=30,
        required=False,
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        help_text=gettext_lazy("Customers see it on their page, to call you with one press."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        country = self["country"].value() or ""
        everywhere = [("", _("None")), *countries().items()]
        within = regions(country) if country in countries() else {}
        known = [("", _("Everywhere alike")), *within.items()]
        for name, choices in (("country", everywhere), ("region", known)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class HoursForm(AsSeen):
    """A line a day: “9:00–12:30, 14–18”; empty means closed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, name in WEEKDAYS.items():
            self.fields[f"day{number}"] = forms.CharField(
                label=name,
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs={"placeholder": _("closed"), "autocomplete": "off"}),
            )

    @staticmethod
    def lines(week: Sequence[Sequence[Period]]) -> dict[str, str]:
        """What stands in the form for these hours, a line a day."""
        return {f"day{n}": ", ".join(map(str, periods)) for n, periods in enumerate(week)}

    def clean(self) -> dict[str, Any]:
        for number in WEEKDAYS:
            try:
                read_periods(self.cleaned_data.get(f"day{number}", ""))
            except ValueError as wrong:
                self.add_error(f"day{number}", str(wrong))
        return super().clean()

    def meant(self) -> dict[str, str]:
        """Empty where a line cannot be read: that is said beside it."""
        return {} if self.errors else self.lines(self.week())

    def week(self) -> list[list[Period]]:
        return [read_periods(self.cleaned_data[f"day{number}"]) for number in WEEKDAYS]


def read_periods(text: str) -> list[Period]:
    """The periods that a line names, in order; ValueError with what to do about it."""
    pieces = [piece.strip() for piece in re.split(r"[,;]| and | und ", text) if piece.strip()]
    if len(pieces) > MOST_PERIODS:
        raise ValueError(_("Up to six periods a day."))
    return sorted(_period(piece) for piece in pieces)


def _period(text: str) -> Period:
    found = PERIOD.fullmatch(text)
    if not found:
        raise _unread(text)
    opens, closes = _minutes(text, *found.groups()[:3]), _minutes(text, *found.groups()[3:])
    if closes <= opens < closes + NOON and opens <= NOON and not found.group(6):
        closes += NOON  # Whoever writes 9-5 means the afternoon; it is shown back as 17:00.
    return Period(opens, closes)


def _minutes(text: str, hour: str, minute: str | None, half: str | None) -> int:
    """Minutes after midnight; ValueError with what to do when the clock has no such time."""
    said, past = int(hour), int(minute or 0)
    if past > 59 or (half and not 1 <= said <= 12):
        raise _unread(text)
    if half:
        said = said % 12 + (12 if half.lower() == "pm" else 0)
    return 60 * said + past


def _unread(text: str) -> ValueError:
    return ValueError(_("We read “%(words)s”. Write it as 9:00–17:00.") % {"words": text})


class ClosureForm(InOurWords):
    first = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    name = forms.CharField(label=gettext_lazy("Why"), max_length=80, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Its ids are its own: the form of the business on the same page has a name too."""
        super().__init__(*args, **{"auto_id": "closure_%s", **options})
