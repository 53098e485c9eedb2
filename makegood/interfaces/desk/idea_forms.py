"""What is asked about an idea: the least."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from makegood.domain.ideas.models import Idea
from makegood.domain.ideas.rules import LONGEST_TITLE
from makegood.domain.recovery.actions.listening import SPOKEN
from makegood.domain.recovery.rules.words import LONGEST_WORDS
from makegood.interfaces.desk.form_words import InOurWords


def _lines(label: Any, rows: int, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_WORDS,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


class WordsForm(InOurWords):
    """What it is called, and what we would do."""

    title = forms.CharField(label=_("The idea, in a few words"), max_length=LONGEST_TITLE)
    plan = _lines(_("What we would do"), 2)


class NoteForm(WordsForm):
    """A new idea, or one more voice for one that we have. `place` says where it was said."""

    use_required_attribute = False
    own: ClassVar = {("title", "required"): _("What is the idea? A few words are enough.")}
    idea = forms.ChoiceField(label=_("Or do they mean one of these?"), required=False)
    place = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *said: Any, known: Sequence[Idea], **options: Any) -> None:
        super().__init__(*said, **options)
        offered = [(str(one.pk), one.title) for one in known]
        field = self.fields["idea"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("No, it is a new one")), *offered]
        if not offered:
            del self.fields["idea"]
        self.order_fields(("who", "words", "title", "idea", "plan"))

    def clean(self) -> None:
        """Whoever means one that we have needs no words for it."""
        if self.cleaned_data.get("idea") and "title" in self.errors:
            del self.errors["title"]
            self.cleaned_data["title"] = ""


class ByHandForm(NoteForm):
    """A customer told one of us."""

    who = forms.CharField(
        label=_("Who said it?"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    words = _lines(_("In their words"), 2)
    place = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class PlanForm(InOurWords):
    """By a day, which is a promise to ourselves; or without one."""

    when = forms.CharField(
        label=_("By when?"),
        max_length=200,
        required=False,
        help_text=_("With a day it is a promise to ourselves, and stands on Today."),
    )


class DoneForm(InOurWords):
    """What we did, as those who had the idea read it."""

    did = _lines(
        _("What did you do?"),
        3,
        required=True,
        hint=_("Whoever had the idea reads it: on their page, and in the letter you write them."),
    )


class NotNowForm(InOurWords):
    """Why not now. It stays with us."""

    why = _lines(_("Why not now?"), 2, required=True, hint=_("Stays here: nobody else sees it."))


class LetterForm(InOurWords):
    """You said, we did: read through before it goes."""

    said = _lines(_("They said"), 3, hint=_("Their words. Leave out what is not about the idea."))
    did = _lines(_("We did"), 3, required=True)


class ToldForm(InOurWords):
    """They heard it without a letter."""

    how = forms.ChoiceField(
        label=_("How did you tell them?"), choices=[(how.value, how.label) for how in SPOKEN]
    )
