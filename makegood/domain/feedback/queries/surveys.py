"""Reading which surveys there are, and how many were asked and answered lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from makegood.domain.feedback.models import Asking, Invitation, Survey, Version
from makegood.domain.feedback.queries.asking import standing
from makegood.domain.feedback.rules.questionnaire import Questionnaire
from makegood.foundation.journal.importable import Shown

LATELY = timedelta(days=90)
BY_THEMSELVES = Q(how=Invitation.How.OPEN)


@dataclass(frozen=True)
class Lately:
    """So many were asked within ninety days, so many of them answered; and so many answered by
    the link that anybody may use.
    """

    sent: int = 0
    answered: int = 0
    by_themselves: int = 0


def surveys() -> list[tuple[Survey, list[Asking]]]:
    """All, the newest first, each with what it is asked on by itself; the retired are the last."""
    asked = list(Asking.objects.filter(ended_at=None).order_by("on"))
    rows = Survey.objects.order_by(F("retired_at").desc(nulls_first=True), "-made_at", "-id")
    return [(one, [asking for asking in asked if asking.survey_id == one.pk]) for one in rows]


def get(survey: int) -> Survey:
    """One of ours. Survey.DoesNotExist where it is not."""
    found: Survey = Survey.objects.get(pk=survey)
    return found


def askings(survey: Survey) -> list[Asking]:
    """What it is asked on by itself."""
    return list(survey.askings.filter(ended_at=None).order_by("on"))


def in_place_of(survey: Survey) -> dict[str, str]:
    """On what another survey is asked by itself, with its name."""
    rows = Asking.objects.filter(Shown("survey__import_batch"), ended_at=None)
    rows = rows.exclude(survey=survey).select_related("survey")
    return {asking.on: asking.survey.name for asking in rows}


def lately(*, now: datetime, survey: Survey | None = None) -> dict[int, Lately]:
    """By survey, or of this one alone; none for one that nobody was asked."""
    asked = Invitation.objects.filter(asked_at__gte=now - LATELY)
    if survey is not None:
        asked = asked.filter(survey=survey)
    rows = asked.values("survey").annotate(
        sent=Count("id", filter=~BY_THEMSELVES),
        answered=Count("response", filter=~BY_THEMSELVES),
        by_themselves=Count("response", filter=BY_THEMSELVES),
    )
    return {
        row["survey"]: Lately(row["sent"], row["answered"], row["by_themselves"])
        for row in rows.order_by("survey")
    }


def unpublished() -> dict[int, bool]:
    """Surveys with a draft: whether something of them was published before."""
    published = Count("survey__versions", filter=Q(survey__versions__published_at__isnull=False))
    rows = Version.objects.filter(Shown("survey__import_batch"), published_at=None)
    rows = rows.annotate(before=published)
    return {row.survey_id: bool(row.before) for row in rows}


def published(survey: Survey) -> Questionnaire | None:
    """What is asked now; None where nothing was published."""
    version = standing(survey)
    return version.questionnaire if version else None


def drafted(survey: Survey) -> Questionnaire:
    """What would be asked next: the draft, or what stands where there is none."""
    newest: Version = survey.versions.order_by("-number")[0]
    return newest.questionnaire


def versions(survey: Survey) -> Sequence[Version]:
    """All of them, the newest first."""
    return list(survey.versions.select_related("published_by__user").order_by("-number"))
