"""Setting up what is asked, and when it is asked by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from makegood.domain.feedback.events import (
    AskingBegun,
    AskingEnded,
    SurveyBegun,
    SurveyPublished,
    SurveyRenamed,
    SurveyRetired,
    SurveyTakenUp,
)
from makegood.domain.feedback.models import Asking, Survey, Version
from makegood.domain.feedback.models.surveys import LONGEST_NAME, LONGEST_WAIT
from makegood.domain.feedback.queries.asking import is_open, is_retired
from makegood.domain.feedback.rules.checking import wrong, wrong_for_anybody
from makegood.domain.feedback.rules.questionnaire import Questionnaire, to_json
from makegood.foundation.journal.actions import record
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Member
from makegood.foundation.tenancy.queries import hold_business
from makegood.kit.one_line import one_line
from makegood.kit.refusal import Refusal


@transaction.atomic
def begin(
    *, name: str, questionnaire: Questionnaire, by: Actor, at: datetime, ready: str = ""
) -> Survey:
    """A survey with its first draft. `ready` names the one it began as. Refused: no name."""
    survey: Survey = Survey.objects.create(name=_named(name), ready=ready, made_at=at)
    record(SurveyBegun(subject_id=survey.pk), by=by, at=at)
    write(survey=survey, questionnaire=questionnaire, at=at)
    return survey


@transaction.atomic
def write(*, survey: Survey, questionnaire: Questionnaire, at: datetime) -> Version:
    """The draft of its next version, in place of a draft before it. A draft is no event."""
    hold_business()
    content = to_json(questionnaire)
    draft = survey.versions.filter(published_at=None).first()
    if draft is not None:
        draft.content, draft.written_at = content, at
        draft.save(update_fields=["content", "written_at"])
        return draft
    last = survey.versions.aggregate(last=Max("number"))["last"] or 0
    made: Version = Version.objects.create(
        survey=survey, number=last + 1, content=content, written_at=at
    )
    return made


@transaction.atomic
def publish(*, survey: Survey, member: Member, by: Actor, at: datetime) -> Version:
    """The draft stands from now on, and whoever is asked next is asked this.

    Pressed twice it is published once. Refused where nothing was ever written, and what
    `rules.checking` would have mended, in its sentences; of an open survey what asks for files.
    """
    hold_business()
    draft = survey.versions.filter(published_at=None).first()
    if draft is None:
        standing = survey.versions.order_by("number").last()
        if standing is None:
            raise Refusal(_("There are no questions yet."))
        return standing
    to_mend = wrong(draft.questionnaire)
    if is_open(survey, now=at):
        to_mend += wrong_for_anybody(draft.questionnaire)
    if to_mend:
        raise Refusal(" ".join(map(str, to_mend)))
    draft.published_at, draft.published_by = at, member
    draft.save(update_fields=["published_at", "published_by"])
    record(SurveyPublished(subject_id=survey.pk, version=draft.number), by=by, at=at)
    return draft


@transaction.atomic
def ask_by_itself(
    *, survey: Survey, on: Asking.On, days_after: int, member: Member, by: Actor, at: datetime
) -> Asking:
    """From now on it is asked by itself, in the place of what was asked then before.

    Refused: a survey without published questions, one that was retired, and more than a year after.
    """
    hold_business()
    if is_retired(survey):
        raise Refusal(_("It is retired. Use it again first."))
    if not survey.versions.filter(published_at__isnull=False).exists():
        raise Refusal(_("Publish its questions first."))
    if not 0 <= days_after <= LONGEST_WAIT:
        raise Refusal(_("Up to 365 days after."), field="days_after")
    standing = Asking.objects.filter(on=on, ended_at=None).first()
    if standing is not None:
        if (standing.survey_id, standing.days_after) == (survey.pk, days_after):
            return standing
        end_asking(asking=standing, by=by, at=at)
    asking: Asking = Asking.objects.create(
        survey=survey, on=on, days_after=days_after, begun_at=at, begun_by=member
    )
    record(AskingBegun(subject_id=survey.pk, on=on, days_after=days_after), by=by, at=at)
    return asking


@transaction.atomic
def end_asking(*, asking: Asking, by: Actor, at: datetime) -> bool:
    """It is asked by itself no more. True if this press did it."""
    if not Asking.objects.filter(pk=asking.pk, ended_at=None).update(ended_at=at):
        return False
    record(AskingEnded(subject_id=asking.survey_id, on=Asking.On(asking.on)), by=by, at=at)
    return True


@transaction.atomic
def rename(*, survey: Survey, name: str, by: Actor, at: datetime) -> bool:
    """Call it otherwise, through all its versions. True if that is another name. Refused: none."""
    name = _named(name)
    if not Survey.objects.filter(pk=survey.pk).exclude(name=name).update(name=name):
        return False
    record(SurveyRenamed(subject_id=survey.pk), by=by, at=at)
    return True


@transaction.atomic
def retire(*, survey: Survey, by: Actor, at: datetime) -> bool:
    """Ask nobody any more, neither by itself nor by any link. True if this press did it.

    What was answered stays. Who stood to be asked is dropped in their turn; who has begun to
    answer, or has its page before them, may go on.
    """
    hold_business()
    if not Survey.objects.filter(pk=survey.pk, retired_at=None).update(retired_at=at):
        return False
    for asking in survey.askings.filter(ended_at=None):
        end_asking(asking=asking, by=by, at=at)
    record(SurveyRetired(subject_id=survey.pk), by=by, at=at)
    return True


@transaction.atomic
def take_up(*, survey: Survey, by: Actor, at: datetime) -> bool:
    """It may be asked again; by itself only once somebody says when. True if this press did it."""
    retired = Survey.objects.filter(pk=survey.pk, retired_at__isnull=False)
    if not retired.update(retired_at=None):
        return False
    record(SurveyTakenUp(subject_id=survey.pk), by=by, at=at)
    return True


def _named(name: str) -> str:
    name = one_line(name)[:LONGEST_NAME]
    if not name:
        raise Refusal(_("What is it called?"), field="name")
    return name
