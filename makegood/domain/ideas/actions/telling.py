"""Telling whoever had an idea that it is done. Nobody hears it twice; no letter goes by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.ideas.actions.holding import hold
from makegood.domain.ideas.events import IdeaTold
from makegood.domain.ideas.letters import it_is_done
from makegood.domain.ideas.models import News, Voice
from makegood.domain.ideas.queries.authors import reach_of
from makegood.domain.ideas.rules import Reach
from makegood.domain.recovery.actions.listening import SPOKEN
from makegood.domain.recovery.models import How
from makegood.domain.recovery.rules.words import lines
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.links.actions import make as make_link
from makegood.foundation.links.models import Link
from makegood.foundation.mail.actions.writing import write as write_letter
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def write(
    *, voice: Voice, said: str, did: str, member: Member, by: Actor, at: datetime
) -> Letter | None:
    """Write to them what they said and what we did; None where they knew it already.

    Refused: an idea that is not done, nobody we know, whoever wants no such letters, nobody's
    address, no words, and too many (5,000).
    """
    said, did = lines(said, field="said"), lines(did, field="did")
    if not did:
        raise Refusal(_("What did you do? A sentence is enough: they read it."), field="did")
    _hold_done(voice)
    reached = reach_of(voice)
    if reached == Reach.TOLD:
        return None
    if reached == Reach.STOPPED:
        raise Refusal(_("They want no such letters. Tell them when you meet."))
    if reached == Reach.NO_MAILBOX:
        raise Refusal(_("No e-mail of theirs is known. Tell them when you meet."))
    news, because = _told(voice, How.LETTER, member, by=by, at=at)
    letter = _post(voice, news, said, did, because, by=by, at=at)
    News.objects.filter(pk=news.pk).update(letter=letter)
    return letter


@transaction.atomic
def tell(*, voice: Voice, how: How, member: Member, by: Actor, at: datetime) -> bool:
    """A member told them without a letter. True if this press did it.

    Refused: an idea that is not done, nobody we know, and any way but by phone, in person or by
    message.
    """
    if how not in SPOKEN:
        raise Refusal(_("How did you tell them: in person, by phone or by message?"), field="how")
    _hold_done(voice)
    if reach_of(voice) == Reach.TOLD:
        return False
    _told(voice, how, member, by=by, at=at)
    return True


def _hold_done(voice: Voice) -> None:
    hold(voice.idea)
    if voice.idea.done_at is None:
        raise Refusal(_("It is not done yet: there is nothing to tell."))
    if voice.customer is None:
        raise Refusal(_("Nobody knows whose idea it was: they used a link that anybody may use."))


def _told(voice: Voice, how: How, member: Member, *, by: Actor, at: datetime) -> tuple[News, int]:
    """The row that says so, and the entry."""
    who = voice.who
    assert who is not None
    news: News = News.objects.create(
        idea=voice.idea, customer=who, how=how, told_at=at, told_by=member
    )
    event = IdeaTold(subject_id=voice.idea_id, customer_id=who.pk, news=news.pk, how=how)
    return news, record(event, by=by, at=at).pk


def _post(
    voice: Voice, news: News, said: str, did: str, because: int, *, by: Actor, at: datetime
) -> Letter:
    who = voice.who
    assert who is not None
    link = make_link(purpose=Link.Purpose.PAGE, opens=who.pk, by=by, at=at)
    triple = it_is_done(voice, said, did, member=news.told_by, link=link)
    envelope: dict[str, Any] = {
        "to_name": who.name,
        "to_address": who.email,
        "reply_to": news.told_by.user.email,
        "customer_id": who.pk,
        "unsubscribe": f"{{link:{link.pk}}}/stop",
    }
    return write_letter(
        kind=Letter.Kind.IDEA,
        about=news.pk,
        subject=triple.subject,
        text=triple.text,
        html=triple.html,
        language=triple.language,
        because=because,
        at=at,
        **envelope,
    )
