"""What was written to customers, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of, know_heads
from makegood.domain.promises.models import Answer, Notice, Promise
from makegood.domain.promises.queries.owed import line_of
from makegood.domain.promises.rules.due import Due
from makegood.domain.promises.rules.notices import number_known, passed_in_silence
from makegood.foundation.journal.importable import Shown
from makegood.foundation.mail.models import Letter
from makegood.foundation.tenancy.owned import put_together_once

MOST = 20
# One customer may answer thirty times an hour: as many as hide nobody else's within a day.
MOST_UNSEEN = 1000


def last_to(customer: Customer) -> Notice | None:
    """The last notice to a customer, about whichever promise; None if there is none."""
    theirs = Notice.objects.filter(promise__customer__in=ids_of(customer))
    return theirs.order_by("id").last()


def newest_about(promise: Promise) -> int:
    """The id of a promise's last notice; 0 where there is none."""
    return promise.notices.order_by("-id").values_list("id", flat=True).first() or 0


@dataclass(frozen=True)
class Known:
    """The due that a customer goes by: what “we said” means to them. None where it was no day."""

    number: int
    due: Due | None
    passed_in_silence: bool


def known(promise: Promise, *, now: datetime) -> Known:
    """What the customer goes by, as they were told so far; moves in silence they do not know."""
    number = number_known(promise.due_number, promise.told_through)
    due, late_after = said_as(promise, number)
    silent = passed_in_silence(late_after, number, promise.told_through, now=now)
    return Known(number, due, silent)


def said_as(promise: Promise, number: int) -> tuple[Due | None, datetime | None]:
    """The due of that number and its last instant. (One that took another's place has no moves
    from before: there the first due stands for what was said.)
    """
    if number == promise.due_number:
        return promise.due, promise.late_after
    gave_up = promise.moves.filter(number=number + 1).first()
    if gave_up is None:
        return promise.due_first, promise.late_after_first
    return gave_up.old_due, gave_up.old_late_after


def about(promise: Promise) -> list[Notice]:
    """All notices of a promise, the newest first, each with its letter and its answers."""
    found = Notice.objects.filter(promise=promise).select_related("letter", "move")
    return list(found.prefetch_related("answers").order_by("-id"))


def reached(promise: Promise) -> list[tuple[int, datetime]]:
    """What they know by letter: through which due, and since when, in the order of time.

    By a letter that was taken and did not come back, and by their own answer: whoever answers has
    read it. What was written of a promise in whose place it stands counts too.
    """
    found = Notice.objects.filter(promise__in=list(line_of(promise)))
    found = found.select_related("letter", "move").prefetch_related("answers")
    known = [
        (notice.move.number - 1, at)
        for notice in found
        for at in (*_taken(notice), *(given.answered_at for given in notice.answers.all()))
    ]
    return sorted(known, key=itemgetter(1))


def _taken(notice: Notice) -> list[datetime]:
    """When the server took its letter, where that stands."""
    letter = notice.letter
    stands = letter is not None and letter.state == Letter.State.SENT
    return [letter.sent_at] if stands and letter is not None and letter.sent_at else []


def is_outdated(notice: Notice) -> bool:
    """Whether they were written to again about the same promise."""
    return Notice.objects.filter(promise=notice.promise_id, pk__gt=notice.pk).exists()


def answer_of(answer_id: int) -> Answer | None:
    """An answer to one of our notices; None if it is not ours."""
    return Answer.objects.select_related("notice__promise").filter(pk=answer_id).first()


@dataclass(frozen=True)
class Unseen:
    """An answer that nobody took note of, with the words that came with it or, failing these, with
    an earlier one to the same notice.
    """

    given: Answer
    words: str


def unseen_answers() -> list[Unseen]:
    """What customers answered and nobody took note of yet, the oldest first.

    Of each notice the last answer, which counts: nobody who thinks again hides what others said.
    """
    last: dict[int, tuple[int, str]] = {}
    for notice, key, words in _unseen()[:MOST_UNSEEN]:
        _, before = last.get(notice, (0, ""))
        last[notice] = key, words or before
    words_of = dict(sorted(last.values())[:MOST])
    if not words_of:
        return []
    found = Answer.objects.filter(pk__in=words_of).order_by("id")
    about = list(found.select_related("notice__promise__customer", "notice__move"))
    know_heads(given.notice.promise.customer for given in about)
    return [Unseen(given, words_of[given.pk]) for given in about]


@put_together_once
def _unseen() -> QuerySet[Answer, Any]:
    # None of an import that is under way, or was undone.
    shown = Answer.objects.filter(Shown("notice__promise__import_batch"), seen_at=None)
    return shown.order_by("id").values_list("notice", "pk", "words")
