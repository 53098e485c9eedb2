"""What a letter told them, in line with what became of the letter.

A letter that was taken may come back, and that in turn may have been said by mistake. What follows
is the same each time: look how the letter stands now, and see to it that the ledger says so. So it
does not matter which of these is followed up first, or how often.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.actions.keeping import keep_as_of, reopen
from makegood.domain.promises.actions.reporting import hear
from makegood.domain.promises.actions.telling import take_back, told_by_letter
from makegood.domain.promises.actions.withdrawing import NEVER_HEARD, withdraw
from makegood.domain.promises.actions.writing import hold
from makegood.domain.promises.events import UpdateUnheard
from makegood.domain.promises.models import OPEN, Notice, Promise, Telling, Update
from makegood.domain.promises.queries.neighbours import successors_of
from makegood.domain.promises.queries.notices import reached
from makegood.domain.promises.queries.owed import ended_by
from makegood.domain.promises.queries.updates import heard_since, is_delivered
from makegood.foundation.journal import queries as journal
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.mail.models import Letter

LETTER = Telling.How.LETTER


@transaction.atomic
def follow_notice(*, notice: Notice, by: Actor, at: datetime) -> None:
    """Take back each telling whose letter came back, and write each whose letter stands.

    Whoever answered has read it: that stays a telling whatever comes back, as does one that a
    member stated. So too in what was promised instead, which took the tellings over.
    """
    for promise in (notice.promise, *successors_of(notice.promise)):
        hold(promise)
        known = reached(promise)
        for said in promise.tellings.filter(taken_back_at=None, how=LETTER):
            if (said.through, said.told_at) not in known:
                take_back(telling=said, by=by, at=at)
        for through, told_at in known:
            told_by_letter(promise=promise, through=through, told_at=told_at, by=by, at=at)


@transaction.atomic
def follow_update(*, said: Update, letter_id: int, by: Actor, at: datetime) -> None:
    """They heard an update when its letter was taken; not, where it came back."""
    Engagement.objects.select_for_update(of=("self",)).get(pk=said.engagement_id)
    letter = Letter.objects.get(pk=letter_id)
    if letter.state == Letter.State.SENT and letter.sent_at is not None:
        hear(said=said, how=LETTER, heard_at=letter.sent_at, by=by, at=at)
    elif letter.state == Letter.State.BOUNCED:
        _unhear(said, letter, by, at)


def _unhear(said: Update, letter: Letter, by: Actor, at: datetime) -> None:
    """What a member stated meanwhile stays heard."""
    by_letter = Update.objects.filter(pk=said.pk, how=LETTER)
    if not by_letter.update(heard_at=None, how=""):
        return
    said.refresh_from_db()
    work = said.engagement
    event = UpdateUnheard(subject_id=said.pk, customer_id=work.customer_id, engagement_id=work.pk)
    entry = record(event, by=by, at=at)
    causes = {entry.pk for entry in journal.about("letter", letter.pk)}
    if said.promise is not None and ended_by(said.promise, causes):
        rule = Actor("rule", entry.pk, rule=NEVER_HEARD)
        _owe_again(said.promise, said, rule, at)


def _owe_again(owed: Promise, said: Update, by: Actor, at: datetime) -> None:
    """The update that the letter had kept; unless they heard from us since: then it was kept then.

    One is owed at a time: the next was promised because this one had been given. What was delivered
    meanwhile needs none.
    """
    heard_at = heard_since(owed, but=said)
    if heard_at is not None:
        keep_as_of(promise=owed, kept_at=heard_at, by=by, at=at)
        return
    mistake = Promise.AskedBy.MISTAKE
    for following in Promise.objects.filter(OPEN, regular=True, engagement=owed.engagement_id):
        withdraw(promise=following, asked_by=mistake, by=by, at=at)
    reopen(promise=owed, by=by, at=at)
    if is_delivered(said.engagement):
        withdraw(promise=owed, asked_by=Promise.AskedBy.DONE, by=by, at=at)
