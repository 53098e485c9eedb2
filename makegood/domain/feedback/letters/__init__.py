"""The letters that ask: a subject, a text and a page of HTML beside each other.

The first question stands in the letter itself. Each answer is a link that shows it already chosen;
nothing is kept until somebody presses, because scanners open every link in a letter.
"""

from __future__ import annotations

from typing import Any

from django.utils import translation

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.words import Wording, wording_of
from makegood.domain.feedback.rules.questionnaire import Kind, Question
from makegood.domain.promises.letters import language_of
from makegood.foundation.mail.rendering import Triple, rendered
from makegood.foundation.tenancy.scope import current_business

STAR = "★"


def asking(invitation: Invitation) -> Triple:
    """How was it? In the language of whoever is asked. The invitation has its link."""
    return _rendered(invitation, "domain/feedback/letters/asking.html")


def reminder(invitation: Invitation) -> Triple:
    """The same question, shortly, for whoever has not pressed anything."""
    return _rendered(invitation, "domain/feedback/letters/reminder.html")


def _rendered(invitation: Invitation, page: str) -> Triple:
    customer = invitation.customer
    with translation.override(language_of(customer.head if customer else None)):
        return rendered(page, _context(invitation))


def _context(invitation: Invitation) -> dict[str, Any]:
    say = wording_of(invitation, translation.get_language())
    link = f"{{asked:{invitation.link_id}}}"
    first = say.questionnaire.first
    return {
        "business": current_business().name,
        "who": invitation.customer.head if invitation.customer else None,
        "work": say.values["work"],
        "sender": str(invitation.member) if invitation.member else "",
        "first": say.words(first.words) if first else "",
        "low": say.words(first.low) if first else "",
        "high": say.words(first.high) if first else "",
        "choices": _choices(say, first, link) if first else [],
        "link": link,
        "stop": f"{link}/stop",
    }


def _choices(say: Wording, first: Question, link: str) -> list[dict[str, str]]:
    if first.kind == Kind.CHOICE:
        said = [(option.key, say.words(option.words)) for option in first.options]
    elif first.kind == Kind.YES_NO:
        said = [("1", str(say.yes)), ("0", str(say.no))]
    elif first.kind == Kind.RATING:
        said = [(str(n), f"{n} {STAR}") for n in range(first.lowest, first.highest + 1)]
    else:
        said = [(str(n), str(n)) for n in range(first.lowest, first.highest + 1)]
    return [{"href": f"{link}?chosen={value}", "label": label} for value, label in said]
