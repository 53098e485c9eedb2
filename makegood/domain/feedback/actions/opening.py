"""A survey that anybody may answer who has its link: on a counter, a bill, a page of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from makegood.domain.feedback.actions.answering import answer
from makegood.domain.feedback.actions.asking import invite
from makegood.domain.feedback.models import Invitation, Survey
from makegood.domain.feedback.queries.asking import is_retired, standing
from makegood.foundation.journal.events import Actor
from makegood.foundation.limits.actions import Earlier, finish, once
from makegood.foundation.links import queries as links
from makegood.foundation.links.actions import end, make
from makegood.foundation.links.models import Link
from makegood.foundation.tenancy.queries import hold_business
from makegood.kit.refusal import Refusal

ANYBODY = Link.Purpose.ANYBODY
LONGEST_KEY = 64


@transaction.atomic
def open_to_anybody(*, survey: Survey, by: Actor, at: datetime) -> Link:
    """Its link, which has no end; where it is open, to press again makes no other.

    Refused: a survey whose questions were never published, that asks for files, or was retired.
    """
    hold_business()
    if is_retired(survey):
        raise Refusal(_("It is retired. Use it again first."))
    version = standing(survey)
    if version is None:
        raise Refusal(_("Publish its questions first."))
    if version.questionnaire.takes_files:
        raise Refusal(
            _("It asks for files, and we take none of people whom we do not know. Ask without.")
        )
    known = links.newest(ANYBODY, survey.pk, now=at)
    return known or make(purpose=ANYBODY, opens=survey.pk, by=by, at=at, lasts=None)


@transaction.atomic
def shut(*, survey: Survey, by: Actor, at: datetime) -> bool:
    """No link or code opens it any more; who has begun may go on. True if this press did it."""
    return bool(end(purpose=ANYBODY, opens=survey.pk, by=by, at=at))


@transaction.atomic
def answer_openly(
    *,
    survey: Survey,
    key: str,
    said: Mapping[str, Sequence[str]],
    language: str,
    by: Actor,
    at: datetime,
) -> Invitation:
    """Somebody whom we do not know answers the first page; then they have a link of their own.

    `key` is their page's: pressed twice they are one person. Refused: what `answer` refuses, and
    then there is no trace of them; a page without a key.
    """
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise Refusal(_("Once more: we did not understand this page."))
    principal = f"survey {survey.pk}"
    before = once(key=key, principal=principal, digest=principal, at=at)
    if isinstance(before, Earlier):
        invitation: Invitation = Invitation.objects.get(pk=before.result)
    else:
        invitation = invite(survey=survey, customer=None, by=by, at=at)
        finish(key=key, principal=principal, result=invitation.pk)
    answer(invitation=invitation, page=0, said=said, language=language, by=by, at=at)
    return invitation
