"""The story of a case, for whoever reads it in half a minute. A constant number of questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rows import line_of, with_customer
from makegood.domain.promises.queries.stories import with_stories
from makegood.domain.promises.rules.due import Due, has_passed
from makegood.domain.recovery.events import CaseAcknowledged, CaseUnsaid
from makegood.domain.recovery.models import Case, Ground, How, Prevention, Remedy, Step
from makegood.domain.recovery.queries.progress import asks, open_step
from makegood.domain.recovery.rules.opening import WAITED_FOR
from makegood.foundation.journal.models import Entry
from makegood.foundation.journal.queries import about
from makegood.kit.line import words

MOST_PROMISES = 20
SAID = (CaseAcknowledged.name, CaseUnsaid.name)


@dataclass(frozen=True)
class Happened:
    """What belongs to the case: as what it came, when, and what it says of itself.

    `entry_id` leads to its why; `promise_id` is of a missed day, `score` and `response_id` of a low
    score.
    """

    opened_as: Case.OpenedAs
    at: datetime
    words: str
    entry_id: int
    promise_id: int | None = None
    response_id: int | None = None
    score: tuple[int, int] | None = None


@dataclass(frozen=True)
class Promised:
    """What was promised them and became of it: the sentence of the promise's line."""

    promise_id: int
    text: str
    sentence: str


@dataclass(frozen=True)
class Theirs:
    """What they said, in their words. `by` is who wrote it down; "" where they did."""

    said: str
    expected: str
    wishes: str
    right_when: str
    how: How
    by: str
    at: datetime


@dataclass(frozen=True)
class Ours:
    """What happened on our side, in the words of whoever wrote it."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class PutRight:
    """How we put it right, or meant to: `stands` until it was not enough or was withdrawn."""

    remedy_id: int
    kind: Remedy.Kind
    words: str
    cost_cents: int
    due_on: date
    at: datetime
    asked_by: str
    decided_by: str
    promise_id: int | None
    told_at: datetime | None
    told_how: str
    kept_at: datetime | None
    stands: bool


@dataclass(frozen=True)
class Asked:
    """Whether it is right: asked when, answered what. `letter` is how its letter stands."""

    asked_at: datetime | None
    answered_at: datetime | None
    is_right: bool | None
    words: str
    letter: str


@dataclass(frozen=True)
class Learnt:
    """What keeps it from happening again, and by when while it is owed.

    `elsewhere`: another case brought it.
    """

    prevention_id: int
    words: str
    owner: str
    promise_id: int
    made_at: datetime
    due: Due | None
    done_at: datetime | None
    watched_until: datetime | None
    came_back: bool
    elsewhere: bool


@dataclass(frozen=True)
class Next:
    """What is asked for now, and by when it was promised."""

    kind: Step.Kind
    promise_id: int
    due: Due | None
    is_late: bool


@dataclass(frozen=True)
class Story:
    """All of it. `paid_cents` is what they paid for this piece of work; None: nobody said."""

    case: Case
    happened: list[Happened]
    promised: list[Promised]
    theirs: list[Theirs]
    # That we heard them, as often as we said it, and each letter of ours that did not reach them.
    # The case's own columns forget it where it is to be said anew.
    said: list[Entry]
    ours: list[Ours]
    remedies: list[PutRight]
    asked: list[Asked]
    paid_cents: int | None
    whys: list[str]
    learnt: Learnt | None
    # What we had called fixed, until this case came.
    did_not_hold: str
    next: Next | None
    # When they were asked whether it is right, while that is what we wait for.
    asks: list[datetime]


def story(case: Case, *, now: datetime) -> Story:
    """The story of a case as `progress.get` gives it. `now` is in the zone of whoever reads."""
    grounds = list(case.grounds.select_related("entry"))
    returned = Prevention.objects.filter(came_back_case=case).first()
    work = case.engagement
    step = _next(case, now)
    return Story(
        case=case,
        happened=[_happened(ground) for ground in grounds],
        promised=_promised(case, grounds, now),
        theirs=_theirs(case),
        said=[one for one in about("case", case.pk) if one.event in SAID],
        ours=_ours(case),
        remedies=_remedies(case),
        asked=_asked(case),
        paid_cents=work.value_cents if work is not None else None,
        whys=list(case.whys),
        learnt=_learnt(case),
        did_not_hold=returned.words if returned is not None else "",
        next=step,
        asks=_asks(case, step),
    )


def _happened(ground: Ground) -> Happened:
    entry = ground.entry
    facts = entry.facts
    return Happened(
        opened_as=Case.OpenedAs(ground.opened_as),
        at=entry.happened_at,
        words=ground.words,
        entry_id=entry.pk,
        promise_id=entry.subject_id if entry.subject_kind == "promise" else None,
        response_id=entry.subject_id if entry.subject_kind == "response" else None,
        score=(facts["score"], facts["out_of"]) if "out_of" in facts else None,
    )


def _promised(case: Case, grounds: Iterable[Ground], now: datetime) -> list[Promised]:
    """What was missed, and what else of the work they waited for; not what the case promised."""
    missed = [one.entry.subject_id for one in grounds if one.entry.subject_kind == "promise"]
    which = Q(pk__in=missed)
    if case.engagement_id is not None:
        which |= Q(engagement=case.engagement_id, kind__in=WAITED_FOR, visible=True)
    found = with_customer().filter(which).order_by("late_after_first", "id")[:MOST_PROMISES]
    who = case.who.name
    return [
        Promised(one.pk, one.text, words(line_of(one, now=now), now=now, to=who))
        for one in with_stories(found)
    ]


def _theirs(case: Case) -> list[Theirs]:
    found = case.hearings.select_related("heard_by__user")
    return [
        Theirs(
            said=one.said,
            expected=one.expected,
            wishes=one.wishes,
            right_when=one.right_when,
            how=How(one.how),
            by=str(one.heard_by or ""),
            at=one.heard_at,
        )
        for one in found
    ]


def _ours(case: Case) -> list[Ours]:
    found = case.accounts.select_related("written_by__user")
    return [Ours(one.words, str(one.written_by), one.written_at) for one in found]


def _remedies(case: Case) -> list[PutRight]:
    found = case.remedies.select_related("promise", "asked_by__user", "decided_by__user")
    return [
        PutRight(
            remedy_id=one.pk,
            kind=Remedy.Kind(one.kind),
            words=one.words,
            cost_cents=one.cost_cents,
            due_on=one.due_on,
            at=one.decided_at or one.asked_at,
            asked_by=str(one.asked_by),
            decided_by=str(one.decided_by or ""),
            promise_id=one.promise_id,
            told_at=one.told_at,
            told_how=one.told_how,
            kept_at=one.promise.kept_at if one.promise is not None else None,
            stands=one.ended_at is None,
        )
        for one in found
    ]


def _asked(case: Case) -> list[Asked]:
    found = case.verifications.select_related("letter")
    return [
        Asked(
            asked_at=one.asked_at,
            answered_at=one.answered_at,
            is_right=one.is_right,
            words=one.words,
            letter=one.letter.state if one.letter is not None else "",
        )
        for one in found
    ]


def _learnt(case: Case) -> Learnt | None:
    found = Prevention.objects.filter(pk=case.prevention_id or 0)
    made = found.select_related("promise__owner__user").first()
    if made is None:
        return None
    promise: Promise = made.promise
    return Learnt(
        prevention_id=made.pk,
        words=made.words,
        owner=str(promise.owner or ""),
        promise_id=promise.pk,
        made_at=promise.made_at,
        due=promise.due if promise.is_open else None,
        done_at=promise.kept_at,
        watched_until=made.watched_until,
        came_back=made.came_back_at is not None,
        elsewhere=made.case_id != case.pk,
    )


def _next(case: Case, now: datetime) -> Next | None:
    step = open_step(case)
    if step is None:
        return None
    is_late = has_passed(step.promise.late_after, now)
    return Next(Step.Kind(step.kind), step.promise_id, step.promise.due, is_late)


def _asks(case: Case, step: Next | None) -> list[datetime]:
    if step is None or step.kind != Step.Kind.VERIFY:
        return []
    return [one.asked_at for one in asks(case) if one.asked_at is not None]
