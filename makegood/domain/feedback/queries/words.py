"""The words of a questionnaire as one person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.rules.questionnaire import Questionnaire, Words, filled_in
from makegood.foundation.tenancy.scope import current_business


@dataclass(frozen=True)
class Wording:
    """A questionnaire in a language, its placeholders filled in."""

    questionnaire: Questionnaire
    language: str
    values: Mapping[str, str]

    def words(self, words: Words) -> str:
        return filled_in(self.questionnaire.said(words, self.language), self.values)

    @property
    def yes(self) -> str:
        return pgettext("an answer", "Yes")

    @property
    def no(self) -> str:
        return pgettext("an answer", "No")


def wording_of(invitation: Invitation, language: str) -> Wording:
    """What an invitation asks, in this language or, where it has no words, in its first."""
    asked = invitation.version.questionnaire
    customer, work = invitation.customer, invitation.engagement
    values = {
        "customer": str(customer.head) if customer else "",
        "work": str(work) if work else "",
        "business": current_business().name,
    }
    return Wording(asked, asked.language_for(language), values)
