"""Writing an idea down, and who said it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers import queries as customers
from makegood.domain.customers.actions import meet
from makegood.domain.customers.models import Customer
from makegood.domain.ideas.actions.holding import hold, open_one, refuse_another, titled
from makegood.domain.ideas.events import IdeaNoted, IdeaReworded, IdeaSaid
from makegood.domain.ideas.models import Idea, Voice
from makegood.domain.ideas.queries.sources import Said
from makegood.domain.recovery.rules.words import lines
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.kit.refusal import Refusal


@transaction.atomic
def note(
    *,
    said: Said,
    by: Actor,
    at: datetime,
    title: str = "",
    plan: str = "",
    idea: Idea | None = None,
) -> Idea:
    """Somebody said this: a new idea, or one more voice for `idea`, or for the open one called so.

    The same answer, case or touchpoint is one voice of an idea; so are the same words of the same
    customer. Refused: no title and no idea, a title of over 200 characters, too many words (5,000),
    and an idea that has ended.
    """
    if idea is None:
        name, key = titled(title)
        idea = open_one(key) or _new(name, key, lines(plan, field="plan"), by=by, at=at)
    hold(idea)
    if not idea.is_open:
        raise Refusal(_("That idea has ended. Take it up again first, or note a new one."))
    _say(idea, said, by=by, at=at)
    return idea


@transaction.atomic
def note_by_hand(
    *,
    who: str,
    words: str,
    by: Actor,
    at: datetime,
    title: str = "",
    plan: str = "",
    idea: Idea | None = None,
) -> Idea:
    """A customer told one of us. Refused, besides what `note` refuses: nobody's name."""
    if not who.strip():
        raise Refusal(_("Whose idea is it? A name is enough."), field="who")
    customer = customers.named(who) or meet(name=who, by=by, at=at)
    said = Said(customer=customer, words=lines(words, field="words"), said_at=at)
    return note(said=said, title=title, plan=plan, idea=idea, by=by, at=at)


@transaction.atomic
def reword(*, idea: Idea, title: str, plan: str, by: Actor, at: datetime) -> bool:
    """It is called otherwise, or we would do something else. True if this press did it.

    Refused: what `note` refuses of a title, and what another open idea is called.
    """
    name, key = titled(title)
    told = lines(plan, field="plan")
    if idea.is_open:
        refuse_another(idea, key)
    hold(idea)
    if (idea.title, idea.plan) == (name, told):
        return False
    Idea.objects.filter(pk=idea.pk).update(title=name, title_key=key, plan=told)
    hold(idea)
    record(IdeaReworded(subject_id=idea.pk), by=by, at=at)
    return True


def _new(title: str, key: str, plan: str, *, by: Actor, at: datetime) -> Idea:
    idea: Idea = Idea.objects.create(title=title, title_key=key, plan=plan, heard_at=at)
    record(IdeaNoted(subject_id=idea.pk), by=by, at=at)
    return idea


def _say(idea: Idea, said: Said, *, by: Actor, at: datetime) -> None:
    """One more voice, if it is one more."""
    voices, where = Voice.objects.filter(idea=idea), _where(said)
    if not where:
        voices = voices.filter(response=None, case=None, entry=None)
        where = {"customer": said.customer, "words": said.words}
    if voices.filter(**where).exists():
        return
    voice = Voice.objects.create(
        idea=idea, **_where(said), customer=said.customer, words=said.words, said_at=said.said_at
    )
    record(IdeaSaid(**_pointers(idea, said.customer), voice=voice.pk), by=by, at=at)


def _where(said: Said) -> dict[str, Any]:
    """The place where it was said; nothing where it was said to one of us."""
    if said.response is not None:
        return {"response": said.response, "question": said.question}
    if said.case is not None:
        return {"case": said.case}
    return {"entry": said.entry} if said.entry is not None else {}


def _pointers(idea: Idea, customer: Customer | None) -> dict[str, Any]:
    return {"subject_id": idea.pk, "customer_id": customer.pk if customer else None}
