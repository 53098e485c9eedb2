"""What is asked about how we do things: a form for each standard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from makegood.domain.playbook.rules import (
    AUTHORITY,
    LONGEST_LEAD,
    LONGEST_RECOVERY,
    LONGEST_REPLY,
    MOST_GOOD_FOR_BAD,
    RECOVERY_TIMES,
)
from makegood.domain.promises.models import Promise
from makegood.domain.recovery.models import Step
from makegood.foundation.tenancy.models import Member
from makegood.interfaces.desk.settings_forms import AsSeen
from makegood.kit import money
from makegood.kit.refusal import Refusal

# Owners always may, viewers never.
DECIDING = [role for role in AUTHORITY if role not in {"owner", "viewer"}]
# An update is the answer to the question; what a customer owes us, we cannot hold.
NEVER_ASKED = {Promise.Kind.UPDATE, Promise.Kind.INPUT}
PARTS = ("reply_time", "leads", "weight", "settings")


class LeadsForm(AsSeen):
    """Working days before the due, a number for each kind; 0 asks never."""

    def __init__(self, *said: Any, **options: Any) -> None:
        super().__init__(*said, **options)
        for kind in Promise.Kind:
            if kind not in NEVER_ASKED:
                self.fields[kind.value] = forms.IntegerField(
                    label=kind.label, min_value=0, max_value=LONGEST_LEAD
                )

    def meant(self) -> dict[str, str]:
        return {kind: str(days) for kind, days in self.cleaned_data.items()}

    @staticmethod
    def lines(asked: dict[str, int]) -> dict[str, str]:
        """What stands in the form for these leads."""
        kinds = [kind.value for kind in Promise.Kind if kind not in NEVER_ASKED]
        return {kind: str(asked.get(kind, 0)) for kind in kinds}


class ReplyTimeForm(AsSeen):
    """Within how many office hours we answer; 0, or nothing, promises nothing."""

    office_hours = forms.IntegerField(
        label=gettext_lazy("We answer within"),
        help_text=gettext_lazy("Office hours. Empty or 0: we promise no time."),
        required=False,
        min_value=0,
        max_value=LONGEST_REPLY,
    )

    def clean_office_hours(self) -> int:
        return self.cleaned_data["office_hours"] or 0

    def meant(self) -> dict[str, str]:
        return self.lines(self.cleaned_data.get("office_hours", 0))

    @staticmethod
    def lines(within: int) -> dict[str, str]:
        """What stands in the form for this time."""
        return {"office_hours": str(within or "")}


class WeightForm(AsSeen):
    """How many good moments make up for one bad."""

    good = forms.IntegerField(
        label=gettext_lazy("Good ones for a bad one"), min_value=1, max_value=MOST_GOOD_FOR_BAD
    )

    def meant(self) -> dict[str, str]:
        return self.lines(self.cleaned_data.get("good", 0))

    @staticmethod
    def lines(good: int) -> dict[str, str]:
        """What stands in the form for this number."""
        return {"good": str(good)}


class StepsForm(AsSeen):
    """Office hours for each step of a case."""

    def __init__(self, *said: Any, **options: Any) -> None:
        super().__init__(*said, **options)
        for step in RECOVERY_TIMES:
            self.fields[step] = forms.IntegerField(
                label=Step.Kind(step).label, min_value=1, max_value=LONGEST_RECOVERY
            )

    def meant(self) -> dict[str, str]:
        return {step: str(hours) for step, hours in self.cleaned_data.items()}

    @staticmethod
    def lines(times: dict[str, int]) -> dict[str, str]:
        """What stands in the form for these times."""
        return {step: str(times[step]) for step in RECOVERY_TIMES}


class AuthorityForm(AsSeen):
    """What a role may spend on putting something right; empty is whatever it takes."""

    def __init__(self, *said: Any, **options: Any) -> None:
        super().__init__(*said, **options)
        for role in DECIDING:
            self.fields[role] = forms.CharField(
                label=Member.Role(role).label,
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for role in DECIDING:
            text = said.get(role, "")
            try:
                said[role] = money.typed(text) if text else None
            except Refusal as refusal:
                self.add_error(role, ValidationError(refusal.sentence))
        return said

    def meant(self) -> dict[str, str]:
        return {role: self.cleaned_data.get(role, "") for role in DECIDING}

    @staticmethod
    def lines(cents: dict[str, int | None]) -> dict[str, str]:
        """What stands in the form for these amounts."""
        found = {role: cents[role] for role in DECIDING}
        return {role: "" if most is None else money.figure(most) for role, most in found.items()}
