"""Where it came from, what keeps it from coming again, and whether that holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.customers.rules import name_key
from makegood.domain.promises.actions.beginning import Terms
from makegood.domain.promises.actions.making import make
from makegood.domain.promises.models import Promise
from makegood.domain.promises.rules.due import Due
from makegood.domain.recovery.actions.walking import hold, pointers, walk_on
from makegood.domain.recovery.events import (
    CauseAdded,
    CauseCameBack,
    CauseNamed,
    CauseRetired,
    PreventionPromised,
    PreventionUnwatched,
    PreventionWatched,
)
from makegood.domain.recovery.models import Case, Cause, Prevention
from makegood.domain.recovery.queries.progress import comes_back, in_force, under_way
from makegood.domain.recovery.rules.words import (
    LONGEST_CAUSE,
    LONGEST_REMEDY,
    LONGEST_WATCH,
    LONGEST_WHY,
    MOST_WHYS,
    short,
)
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.scope import current_business
from makegood.kit.refusal import Refusal


@dataclass(frozen=True, kw_only=True)
class Change:
    """What we change so that it does not happen again: by whom, by which day, watched how long."""

    words: str
    owner: Member
    due_on: date
    watch_days: int = 90


@transaction.atomic
def add_cause(*, name: str, by: Actor, at: datetime) -> Cause:
    """The cause of this name on our own list, put there if it is new; one taken off is back.

    Refused: no name, and one of more than 100 characters.
    """
    name = short(name, field="cause", most=LONGEST_CAUSE)
    key = name_key(name)
    if not key:
        raise Refusal(_("Where did it come from? A few words are enough."), field="cause")
    cause, is_new = Cause.objects.filter(name_key=key).order_by("id").first(), False
    if cause is None:
        new = {"name": name, "added_at": at}
        cause, is_new = Cause.objects.get_or_create(name_key=key, import_key="", defaults=new)
    back = Cause.objects.filter(pk=cause.pk, retired_at__isnull=False).update(retired_at=None)
    if is_new or back:
        cause.retired_at = None
        record(CauseAdded(subject_id=cause.pk), by=by, at=at)
    return cause


@transaction.atomic
def retire_cause(*, cause: Cause, by: Actor, at: datetime) -> bool:
    """It is offered no more; its cases keep it. True if this press did it."""
    if not Cause.objects.filter(pk=cause.pk, retired_at=None).update(retired_at=at):
        return False
    record(CauseRetired(subject_id=cause.pk), by=by, at=at)
    return True


@transaction.atomic
def name_cause(
    *, case: Case, name: str, whys: Sequence[str], by: Actor, at: datetime
) -> Prevention | None:
    """Where it came from: one of our list, or a new one; and why, and why that, up to five times.

    Gives what we had changed against it, where that was watched and did not hold: it came back.
    Refused: what `add_cause` refuses, more than five whys, and a why of over 300 characters.
    """
    said = [short(why, field="whys", most=LONGEST_WHY) for why in whys]
    said = [why for why in said if why]
    if len(said) > MOST_WHYS:
        raise Refusal(_("Five times why is enough."), field="whys")
    cause = add_cause(name=name, by=by, at=at)
    hold(case)
    if (case.cause_id, case.whys) == (cause.pk, said):
        return _ended_by(case)
    is_other = case.cause_id != cause.pk
    Case.objects.filter(pk=case.pk).update(cause=cause, whys=said)
    hold(case)
    entry = record(CauseNamed(**pointers(case), cause=cause.pk), by=by, at=at)
    returned = _look_back(case, cause, by=by, at=at) if is_other else _ended_by(case)
    walk_on(case, entry.pk, by=by, at=at)
    return returned


@transaction.atomic
def prevent(*, case: Case, change: Change, by: Actor, at: datetime) -> Prevention:
    """Promise ourselves what keeps it from happening again. The same pressed twice is one.

    Refused: before its cause is named, where it is promised already, no words or too many (500), a
    day that has passed, and a watch of no day or more than 1,000.
    """
    words = short(change.words, field="words", most=LONGEST_REMEDY)
    if not 1 <= change.watch_days <= LONGEST_WATCH:
        raise Refusal(_("It can be watched for 1 to 1,000 days."), field="watch_days")
    if change.due_on < at.astimezone(current_business().tz).date():
        raise Refusal(_("That day has passed already. When will it be?"), field="when")
    hold(case)
    if case.cause is None:
        raise Refusal(_("First say where it came from."), field="cause")
    if case.prevention is not None:
        if case.prevention.words == words:
            return case.prevention
        raise Refusal(_("It is promised already what we change. Change that promise."))
    made = _prevention(case, case.cause, words, change, by=by, at=at)
    Case.objects.filter(pk=case.pk, prevention=None).update(prevention=made)
    hold(case)
    event = PreventionPromised(**pointers(case), prevention=made.pk)
    entry = record(event, by=by, at=at)
    walk_on(case, entry.pk, by=by, at=at)
    return made


@transaction.atomic
def follow_prevention(*, prevention: Prevention, by: Actor, at: datetime) -> bool:
    """Watch from the day on which it was done; not, where it was not. True if that is new."""
    Prevention.objects.select_for_update(of=("self",)).get(pk=prevention.pk)
    prevention.refresh_from_db()
    kept_at = in_force(prevention.promise).kept_at
    if prevention.watched_from == kept_at:
        return False
    until = kept_at + timedelta(days=prevention.watch_days) if kept_at is not None else None
    watched = {"watched_from": kept_at, "watched_until": until}
    Prevention.objects.filter(pk=prevention.pk).update(**watched)
    happened = PreventionUnwatched if kept_at is None else PreventionWatched
    record(happened(subject_id=prevention.pk), by=by, at=at)
    return True


def _ended_by(case: Case) -> Prevention | None:
    """What we had changed and called fixed, until this case came."""
    return Prevention.objects.filter(came_back_case=case).first()


def _look_back(case: Case, cause: Cause, *, by: Actor, at: datetime) -> Prevention | None:
    """Whether what we changed against it did not hold; else what we promised and have yet to do."""
    Prevention.objects.filter(came_back_case=case).update(came_back_at=None, came_back_case=None)
    own = case.prevention is not None and case.prevention.case_id == case.pk
    held_not = comes_back(case)
    if held_not is not None:
        returned = {"came_back_at": at, "came_back_case": case}
        Prevention.objects.filter(pk=held_not.pk, came_back_at=None).update(**returned)
        event = CauseCameBack(subject_id=cause.pk, case=case.pk, prevention=held_not.pk)
        record(event, by=by, at=at)
    waiting = under_way(cause.pk) if held_not is None else None
    if not own:
        Case.objects.filter(pk=case.pk).update(prevention=waiting)
        hold(case)
    return held_not


def _prevention(
    case: Case, cause: Cause, words: str, change: Change, *, by: Actor, at: datetime
) -> Prevention:
    ground = case.grounds.first()
    terms = Terms(
        text=words,
        kind=Promise.Kind.PREVENTION,
        owner=change.owner,
        because=ground.entry_id if ground is not None else None,
    )
    due = Due(zone=current_business().zone, first=change.due_on, last=change.due_on)
    promise = make(terms=terms, due=due, by=by, at=at)
    made: Prevention = Prevention.objects.create(
        cause=cause, case=case, words=words, promise=promise, watch_days=change.watch_days
    )
    return made
