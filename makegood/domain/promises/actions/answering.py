"""What a customer answers to a notice, and that we took note of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.promises.actions.telling import told_by_letter
from makegood.domain.promises.actions.writing import hold, pointers
from makegood.domain.promises.events import AnswerSeen, NoticeAnswered
from makegood.domain.promises.models import Answer, Notice
from makegood.domain.promises.rules.words import for_customer
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.kit.refusal import Refusal


@transaction.atomic
def answer(*, notice: Notice, choice: Notice.Option, words: str, by: Actor, at: datetime) -> Answer:
    """What the customer pressed on their page. The same pressed twice is one answer.

    Whoever answers a notice has read it: from now on they were told, whatever became of the
    letter. “Fine by me” is said of the day they read, even where it has moved again meanwhile.
    Refused: an answer we did not offer.
    """
    promise = notice.promise
    hold(promise)
    if choice not in notice.offered:
        raise Refusal(_("That answer is not on offer. Call us, and we find a way."))
    words = for_customer(words)
    last: Answer | None = notice.answers.order_by("id").last()
    if last is not None and (last.choice, last.words) == (choice, words):
        return last
    given: Answer = Answer.objects.create(notice=notice, choice=choice, words=words, answered_at=at)
    told_by_letter(promise=promise, through=notice.move.number - 1, told_at=at, by=by, at=at)
    event = NoticeAnswered(**pointers(promise), notice=notice.pk, choice=choice)
    record(event, by=by, at=at)
    return given


@transaction.atomic
def see_answer(*, given: Answer, member: Member, by: Actor, at: datetime) -> bool:
    """Take note of an answer; it leaves Today. True if this press did it."""
    unseen = Answer.objects.filter(notice=given.notice_id, pk__lte=given.pk, seen_at=None)
    if not unseen.update(seen_at=at, seen_by=member):
        return False
    event = AnswerSeen(**pointers(given.notice.promise), notice=given.notice_id)
    record(event, by=by, at=at)
    return True
