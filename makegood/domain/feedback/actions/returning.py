"""What was asked and answered, out of our own export: as it was, and nobody is asked by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from makegood.domain.feedback.events import (
    AskingAllowed,
    AskingBegun,
    AskingEnded,
    AskingStopped,
    InvitationDropped,
    InvitationMade,
    InvitationReminded,
    InvitationSent,
    ReasonConfirmed,
    ReasonTakenOff,
    SurveyAnswered,
    SurveyBegun,
    SurveyPublished,
    SurveyRetired,
    SurveyScored,
)
from makegood.domain.feedback.models import (
    Asking,
    Invitation,
    Reason,
    Response,
    Stop,
    Survey,
    SurveyAnswer,
    Version,
)
from makegood.domain.feedback.rules.answers import Value, figures_of
from makegood.domain.feedback.rules.checking import can_be_kept, wrong
from makegood.domain.feedback.rules.fitting import fits
from makegood.domain.feedback.rules.questionnaire import to_json
from makegood.domain.feedback.rules.reasons import What
from makegood.domain.feedback.rules.scoring import is_low
from makegood.foundation.journal.actions import record_import
from makegood.foundation.journal.events import Actor, Event
from makegood.foundation.journal.importable import Shown
from makegood.foundation.tenancy.queries import hold_business

Said = tuple[Event, datetime | None]


@transaction.atomic
def bring_back_surveys(
    *,
    surveys: Sequence[Survey],
    versions: Sequence[Version],
    askings: Sequence[Asking],
    by: Actor,
    at: datetime,
) -> None:
    """Surveys, none of which is here, with their versions and with when each is asked by itself.

    Where another is asked here on the same, that one stands, and theirs has ended. ValueError for
    questions that could never have been asked: the caller refuses them.
    """
    hold_business()
    for version in versions:
        _insist_on_questions(version)
    Survey.objects.bulk_create(surveys)
    for version in versions:
        version.survey_id = version.survey.pk
    Version.objects.bulk_create(versions)
    taken = _asked_by_itself(at)
    for asking in askings:
        asking.survey_id = asking.survey.pk
        if asking.ended_at is None and asking.on in taken:
            asking.ended_at = at
        elif asking.ended_at is None:
            taken.add(asking.on)
    Asking.objects.bulk_create(askings)
    said = chain(_of_surveys(surveys), _of_versions(versions), _of_askings(askings))
    record_import(list(said), by=by, at=at)


@transaction.atomic
def bring_back_responses(
    *,
    invitations: Sequence[Invitation],
    responses: Sequence[Response],
    scored_at: Sequence[datetime | None],
    answers: Sequence[SurveyAnswer],
    reasons: Sequence[Reason],
    by: Actor,
    at: datetime,
) -> None:
    """Who was asked, none of whom is here, and what they answered, or others who are here had not
    yet. Each has its version set.

    `scored_at`: when they gave a score, for each response; None: nobody recorded it, so when they
    began. Whose a response is stands with its invitation, and its figures follow from its answers.
    ValueError for answers that the questions do not allow: the caller refuses them.
    """
    given = defaultdict[int, list[SurveyAnswer]](list)
    for answer in answers:
        given[id(answer.response)].append(answer)
    Invitation.objects.bulk_create(invitations)
    for response in responses:
        _as_invited(response)
        _count_up(response, given[id(response)])
    Response.objects.bulk_create(responses)
    hanging: list[SurveyAnswer | Reason] = [*answers, *reasons]
    for one in hanging:
        one.response_id = one.response.pk
    SurveyAnswer.objects.bulk_create(answers)
    Reason.objects.bulk_create(reasons)
    said = chain(
        _of_invitations(invitations), _of_responses(responses, scored_at), _of_reasons(reasons)
    )
    record_import(list(said), by=by, at=at)


@transaction.atomic
def bring_back_stops(*, stops: Sequence[Stop], by: Actor, at: datetime) -> None:
    """Who wants to be asked no more, or wanted it for a while."""
    Stop.objects.bulk_create(stops)
    said = list[Said]()
    for stop in stops:
        about = {"subject_id": stop.customer_id, "customer_id": stop.customer_id}
        said.append((AskingStopped(**about), stop.stopped_at))
        if stop.taken_back_at is not None:
            said.append((AskingAllowed(**about), stop.taken_back_at))
    record_import(said, by=by, at=at)


def _asked_by_itself(at: datetime) -> set[str]:
    """On what something is asked here. What hangs on a survey that was taken back is ended."""
    running = Asking.objects.filter(ended_at=None)
    shown = dict(running.filter(Shown("survey__import_batch")).values_list("pk", "on"))
    running.exclude(pk__in=shown).update(ended_at=at)
    return set(shown.values())


def _insist_on_questions(version: Version) -> None:
    asked = version.questionnaire
    if not can_be_kept(asked) or (version.published_at is not None and wrong(asked)):
        raise ValueError("What was published could be asked.")
    version.content = to_json(asked)


def _as_invited(response: Response) -> None:
    asked = response.invitation
    response.invitation_id = asked.pk
    response.survey_id, response.version_id = asked.survey_id, asked.version_id
    response.customer_id, response.engagement_id = asked.customer_id, asked.engagement_id
    response.member_id = asked.member_id
    if response.finished_at is not None and response.finished_at < response.started_at:
        raise ValueError("Nobody ends before they begin.")


def _count_up(response: Response, answers: Sequence[SurveyAnswer]) -> None:
    questionnaire, found = response.invitation.version.questionnaire, dict[str, Value]()
    for one in answers:
        before = found.get(one.question)
        if before is not None and not before.options:
            raise ValueError("A question is answered once.")
        options = (*(before.options if before else ()), *([one.option] if one.option else []))
        found[one.question] = Value(one.number, options, one.text, one.day)
    if not all(fits(questionnaire.question(key), value) for key, value in found.items()):
        raise ValueError("An answer is one of those that could be given.")
    for name, number in figures_of(questionnaire, found).items():
        setattr(response, name, number)


def _of_surveys(surveys: Sequence[Survey]) -> Iterator[Said]:
    for survey in surveys:
        yield SurveyBegun(subject_id=survey.pk), survey.made_at
        if survey.retired_at is not None:
            yield SurveyRetired(subject_id=survey.pk), survey.retired_at


def _of_versions(versions: Sequence[Version]) -> Iterator[Said]:
    for version in versions:
        if version.published_at is not None:
            event = SurveyPublished(subject_id=version.survey_id, version=version.number)
            yield event, version.published_at


def _of_askings(askings: Sequence[Asking]) -> Iterator[Said]:
    for one in askings:
        about, on = one.survey_id, Asking.On(one.on)
        yield AskingBegun(subject_id=about, on=on, days_after=one.days_after), one.begun_at
        if one.ended_at is not None:
            yield AskingEnded(subject_id=about, on=on), one.ended_at


def _of_invitations(invitations: Sequence[Invitation]) -> Iterator[Said]:
    for one in invitations:
        how = Invitation.How(one.how)
        if how == Invitation.How.BROUGHT:
            continue  # Nobody here or there asked them; nothing was written down of it.
        yield InvitationMade.of(one, how=how), one.made_at
        if one.asked_at is not None and how == Invitation.How.EVENT:
            yield InvitationSent.of(one), one.asked_at
        if one.reminded_at is not None:
            yield InvitationReminded.of(one), one.reminded_at
        if one.dropped_at is not None:
            why = Invitation.Dropped(one.dropped)
            yield InvitationDropped.of(one, why=why), one.dropped_at


def _of_responses(
    responses: Sequence[Response], scored_at: Sequence[datetime | None]
) -> Iterator[Said]:
    for one, scored in zip(responses, scored_at, strict=True):
        if one.invitation.how == Invitation.How.BROUGHT:
            continue
        score, out_of = one.overall, one.overall_of
        if score is not None and out_of is not None:
            low = is_low(score, out_of)
            event = SurveyScored(**_pointers(one), score=score, out_of=out_of, low=low)
            yield event, scored or one.started_at
        if one.finished_at is not None:
            yield SurveyAnswered(**_pointers(one)), one.finished_at


def _of_reasons(reasons: Sequence[Reason]) -> Iterator[Said]:
    for one in reasons:
        about, what = _pointers(one.response), What(one.what)
        if one.confirmed_at is not None:
            yield ReasonConfirmed(**about, what=what), one.confirmed_at
        if one.taken_off_at is not None:
            yield ReasonTakenOff(**about, what=what), one.taken_off_at


def _pointers(response: Response) -> dict[str, Any]:
    return {
        "subject_id": response.pk,
        "customer_id": response.customer_id,
        "engagement_id": response.engagement_id,
    }
