"""What a form says is wrong, in our words: what to do, never "Invalid input"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from makegood.kit.mailbox import in_one_form
from makegood.kit.refusal import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Sentence

SENTENCES: dict[str, Sentence] = {
    "required": _("Something is missing here."),
    "invalid_choice": _("That is not in the list. Choose one of it."),
    "max_length": _("That is too long: %(limit_value)s characters fit."),
    "min_length": _("That is too short: %(limit_value)s characters or more."),
    "max_value": _("That is too much: up to %(limit_value)s."),
    "min_value": _("That is too little: %(limit_value)s or more."),
    "null_characters_not_allowed": _("There is a sign in it that cannot be read. Type it anew."),
    "password_too_short": _("That is too short: %(min_length)s characters or more."),
    "password_too_common": _("Many people use that one. Put a few words of your own together."),
    "password_too_similar": _("That is too close to your address. Choose something further off."),
}
UNREAD: dict[type[forms.Field], Sentence] = {
    forms.EmailField: _("That is no whole e-mail address. One looks like ada@example.com."),
    forms.DateField: _("Which day did you mean? “2026-06-12” will do."),
    forms.DateTimeField: _("Which day and hour did you mean? “2026-06-12 15:00” will do."),
    forms.IntegerField: _("That is no whole number. Write it in digits."),
}


class AddressField(forms.EmailField):
    """A mail address. However its domain is written (its dots too), it is looked at in one form."""

    def to_python(self, value: Any) -> Any:
        return in_one_form(str(super().to_python(value)))


class InOurWords(forms.Form):
    """A form of ours, or one of a library's made ours: first among the bases.

    `own` says it better for a field: (field, code) → sentence.
    """

    own: ClassVar[dict[tuple[str, str], Sentence]] = {}

    def refuse(self, refusal: Refusal) -> None:
        """Show what an act refused: beside its field, or above them all where none is meant."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)

    def add_error(self, field: str | None, error: Any) -> None:
        listed = isinstance(error, ValidationError) and hasattr(error, "error_list")
        super().add_error(field, list(self._said(field, error)) if listed else error)

    def _said(self, field: str | None, error: ValidationError) -> Iterator[ValidationError]:
        for each in error.error_list:
            code = each.code or ""
            sentence = self.own.get((field or "", code)) or self._sentence(field, code)
            yield ValidationError(sentence, code, each.params) if sentence else each

    def _sentence(self, field: str | None, code: str) -> Sentence | None:
        if code != "invalid":
            return SENTENCES.get(code)
        kind = type(self.fields[field]) if field in self.fields else forms.Field
        return next((said for base, said in UNREAD.items() if issubclass(kind, base)), None)
