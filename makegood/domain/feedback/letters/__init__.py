"""The letters that ask: a subject, a text and a page of HTML beside each other.

The first question stands in the letter itself. Each answer is a link that shows it already chosen;
nothing is kept until somebody presses, because scanners open every link in a letter.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils import translation

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.words import Wording, wording_of
from makegood.domain.feedback.rules.questionnaire import Kind, Question
from makegood.domain.promises.letters import language_of
from makegood.foundation.mail.rendering import rendered
from makegood.foundation.tenancy.scope import current_business

STAR = "★"


def asking(invitation: Invitation) -> dict[str, Any]:
    """How was it? With its envelope, in the language of whoever is asked, who has a link."""
    return _letter(invitation, "domain/feedback/letters/asking.html")


def reminder(invitation: Invitation) -> dict[str, Any]:
    """The same question, shortly, for whoever has not pressed anything."""
    return _letter(invitation, "domain/feedback/letters/reminder.html")


def _letter(invitation: Invitation, page: str) -> dict[str, Any]:
    """What it says and on its envelope; one press in their mail program ends them all."""
    assert invitation.customer is not None
    head = invitation.customer.head
    with translation.override(language_of(head)):
        said = rendered(page, _context(invitation))
    return {
        **asdict(said),
        "about": invitation.pk,
        "to_name": head.name,
        "to_address": head.email,
        "reply_to": invitation.member.user.email if invitation.member else "",
        "customer_id": invitation.customer_id,
        "engagement_id": invitation.engagement_id,
        "unsubscribe": f"{{asked:{invitation.link_id}}}/stop",
    }


def _context(invitation: Invitation) -> dict[str, Any]:
    say = wording_of(invitation, translation.get_language())
    link = f"{{asked:{invitation.link_id}}}"
    first = say.questionnaire.first
    offered = choices(say, first, link) if first else []
    return {
        "business": current_business().name,
        "who": invitation.customer.head if invitation.customer else None,
        "work": say.values["work"],
        "sender": str(invitation.member) if invitation.member else "",
        "first": say.words(first.words) if first else "",
        "choices": offered,
        "ends": _ends(say, first, offered) if first else "",
        "link": link,
        "stop": f"{link}/stop",
    }


def choices(say: Wording, first: Question, link: str) -> list[dict[str, str]]:
    """Each answer of a question that one tap answers, as a link that shows it chosen."""
    if first.kind == Kind.CHOICE:
        said = [(option.key, say.words(option.words)) for option in first.options]
    elif first.kind == Kind.YES_NO:
        said = [("1", str(say.yes)), ("0", str(say.no))]
    elif first.kind == Kind.RATING:
        said = [(str(n), f"{n} {STAR}") for n in range(first.lowest, first.highest + 1)]
    else:
        said = [(str(n), str(n)) for n in range(first.lowest, first.highest + 1)]
    return [{"href": f"{link}?chosen={value}", "label": label} for value, label in said]


def _ends(say: Wording, first: Question, offered: list[dict[str, str]]) -> str:
    """What the lowest and the highest answer mean, where the question says so."""
    ends = [(offered[0], say.words(first.low)), (offered[-1], say.words(first.high))]
    return " · ".join(f"{one['label']}: {words}" for one, words in ends if words)
