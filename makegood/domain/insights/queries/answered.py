"""What was answered to a survey in some months: counted together, and the last ones one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Sum

from makegood.domain.feedback.models import (
    About,
    Asking,
    Invitation,
    Response,
    Survey,
    SurveyAnswer,
    Tally,
)
from makegood.domain.feedback.rules.tallies import Did
from makegood.domain.insights.rules.means import FEWEST
from makegood.domain.insights.rules.months import Window, month_of, shifted
from makegood.domain.promises.rules.due import start_of_day
from makegood.foundation.journal.importable import Shown
from makegood.foundation.tenancy.scope import current_business_id

# The version of the questions, and which of them.
Asked = tuple[int, str]
Given = Counter[tuple[str, int | None]]
BY_LETTER = Invitation.How.EVENT


@dataclass(frozen=True)
class Narrowed:
    """Whose answers: those to a member's work, and of what they were asked about; None is all."""

    member: int | None = None
    about: About | None = None

    def __bool__(self) -> bool:
        return self.member is not None or self.about is not None


@dataclass(frozen=True)
class Steps:
    """Of those whom a letter asked in these months: how many, and how far they came."""

    asked: int
    began: int
    finished: int


@dataclass(frozen=True)
class Answered:
    """What was begun and finished in some months, and how often each answer was given."""

    began: int
    finished: int
    steps: Steps
    given: Mapping[Asked, Given]


def answered(
    survey: Survey, months: Window, *, zone: ZoneInfo, whose: Narrowed | None = None
) -> Answered:
    """Three questions, and one more; few rows, however many answered."""
    narrowed = whose or Narrowed()
    given, did = defaultdict[Asked, Given](Counter), Counter[str]()
    for version, question, option, number, n in _counted(survey, months, narrowed):
        if question:
            given[version, question][option, number] += n
        else:
            did[option] += n
    for version, question, option, number, n in _not_counted(survey, months, narrowed, zone):
        given[version, question][option, number] += n
    did.update(_began(survey, months, narrowed, zone))
    steps = Steps(
        asked=_asked(survey, months, narrowed, zone),
        began=did[Did.BEGAN_BY_LETTER],
        finished=did[Did.FINISHED_BY_LETTER],
    )
    return Answered(did[Did.BEGAN], did[Did.FINISHED], steps, given)


def _counted(survey: Survey, months: Window, whose: Narrowed) -> QuerySet[Tally, Any]:
    rows = Tally.objects.filter(survey=survey, month__range=(months.first, months.last))
    if whose.member is not None:
        rows = rows.filter(member=whose.member)
    if whose.about is not None:
        rows = rows.filter(about=whose.about)
    grouped = rows.values_list("version", "question", "option", "number").order_by()
    return grouped.annotate(n=Sum("n"))


def _not_counted(
    survey: Survey, months: Window, whose: Narrowed, zone: ZoneInfo
) -> QuerySet[SurveyAnswer, Any]:
    since, until = edges(months, zone)
    rows = SurveyAnswer.objects.filter(
        Shown("response__import_batch"),
        # Said of both: or SQLite would begin with all answers of the business.
        response__business=current_business_id(),
        response__survey=survey,
        response__counted_at=None,
        response__started_at__gte=since,
        response__started_at__lt=until,
    )
    grouped = rows.values_list(F("response__version"), "question", "option", "number").order_by()
    theirs = _whose(whose, "response__", "response__invitation__")
    return grouped.annotate(n=Count("id", filter=theirs)).filter(n__gt=0)


def _began(survey: Survey, months: Window, whose: Narrowed, zone: ZoneInfo) -> Counter[str]:
    """What those did who are not counted yet.

    Whose they are is asked of each of these few: to begin with a member's would be to read all that
    was ever said of their work.
    """
    since, until = edges(months, zone)
    began = Q(started_at__gte=since, started_at__lt=until)
    asked = Q(invitation__how=BY_LETTER, invitation__asked_at__gte=since)
    asked &= Q(invitation__asked_at__lt=until)
    rows = Response.objects.filter(survey=survey, counted_at=None, started_at__gte=since)
    finished = Q(finished_at__isnull=False)
    theirs = responses_of(whose)
    counted = {
        Did.BEGAN: began,
        Did.FINISHED: began & finished,
        Did.BEGAN_BY_LETTER: asked,
        Did.FINISHED_BY_LETTER: asked & finished,
    }
    found: dict[str, int] = rows.aggregate(
        **{did.value: Count("id", filter=which & theirs) for did, which in counted.items()}
    )
    return Counter(found)


def _asked(survey: Survey, months: Window, whose: Narrowed, zone: ZoneInfo) -> int:
    since, until = edges(months, zone)
    rows = Invitation.objects.filter(
        survey=survey, how=BY_LETTER, asked_at__gte=since, asked_at__lt=until
    )
    return rows.filter(_whose(whose, "", "")).count()


def _whose(whose: Narrowed, member: str, invitation: str) -> Q:
    """The same narrowing for rows that are so many steps away from them."""
    found = Q()
    if whose.member is not None:
        found &= Q(**{f"{member}member": whose.member})
    if whose.about in {About.BY_HAND, About.OPEN, About.BROUGHT}:
        found &= Q(**{f"{invitation}how": whose.about})
    elif whose.about is not None:
        found &= Q(**{f"{invitation}asking__on": Asking.On(whose.about)})
    return found


def responses_of(whose: Narrowed) -> Q:
    """Which responses these are."""
    return _whose(whose, "", "invitation__")


def people(survey: Survey, months: Window, *, zone: ZoneInfo, whose: Narrowed) -> int:
    """How many people answered, up to five. Of those without a name each is one."""
    found = _responses(survey, months, zone).filter(responses_of(whose))
    return _heads(found)


def others(survey: Survey, months: Window, *, zone: ZoneInfo, whose: Narrowed) -> int:
    """How many people answered who are not among those, up to five."""
    found = _responses(survey, months, zone).exclude(responses_of(whose))
    return _heads(found)


def _responses(survey: Survey, months: Window, zone: ZoneInfo) -> QuerySet[Response]:
    since, until = edges(months, zone)
    return Response.objects.filter(survey=survey, started_at__gte=since, started_at__lt=until)


def _heads(found: QuerySet[Response]) -> int:
    named = found.filter(customer__isnull=False).order_by().values_list("customer").distinct()
    n = len(named[:FEWEST])
    return n if n == FEWEST else n + len(found.filter(customer=None).order_by()[: FEWEST - n])


def edges(months: Window, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of the months, and the first after them."""
    return start_of_day(months.first, zone), start_of_day(shifted(months.last, 1), zone)


def reach(survey: Survey, *, zone: ZoneInfo) -> tuple[date, date] | None:
    """From which month to which there are answers or letters that asked; None where none is."""
    began = Response.objects.filter(survey=survey)
    sent = Invitation.objects.filter(survey=survey, asked_at__isnull=False)
    ends = [*_ends(began, "started_at"), *_ends(sent, "asked_at")]
    if not ends:
        return None
    return month_of(min(ends).astimezone(zone).date()), month_of(max(ends).astimezone(zone).date())


def _ends(rows: QuerySet[Any], when: str) -> list[datetime]:
    """The first and the last of an index. Asked together the database would read all between."""
    return [
        at
        for order in (when, f"-{when}")
        for at in rows.order_by(order).values_list(when, flat=True)[:1]
    ]
