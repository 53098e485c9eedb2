"""Counting answers together, so that results are a few rows however many answered.

Not in the press that answers: there two people who give the same score would wait for one another.
What was not counted yet is few, and is counted where results are asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from makegood.domain.feedback.models import Invitation, Reason, Response, SurveyAnswer, Tally
from makegood.domain.feedback.rules.reasons import suggested
from makegood.domain.feedback.rules.tallies import SETTLES_AFTER, Counted, Line, lines
from makegood.foundation.jobs.walking import in_each
from makegood.foundation.tenancy.queries import hold_business
from makegood.foundation.tenancy.scope import current_business

MOST_AT_ONCE = 500

# Survey, version, member, what they were asked about, and the import that brought it.
Heap = tuple[int, int, int | None, str, int | None]
Heaps = Mapping[Heap, Counter[Line]]


def count_all(*, now: datetime) -> int:
    """Count what was answered and will hardly change, in all businesses; how many people's."""
    return sum(in_each(_count_here, now=now))


def _count_here(*, now: datetime) -> int:
    counted = 0
    while some := count_ours(now=now):
        counted += some
    return counted


@transaction.atomic
def count_ours(*, now: datetime) -> int:
    """The next of the business we are in, and what their words may be about; how many people's."""
    hold_business()
    settled = Q(response__finished_at__isnull=False) | Q(
        response__started_at__lt=now - SETTLES_AFTER
    )
    # Whoever is answering at this moment holds their invitation, and is counted another time.
    held = list(
        Invitation.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(settled, response__isnull=False, response__counted_at=None)
        .order_by("response__id")
        .values_list("pk", flat=True)[:MOST_AT_ONCE]
    )
    rows = Response.objects.filter(invitation__in=held, counted_at=None)
    responses = list(rows.select_related("invitation__asking"))
    said = _said(responses)
    _add(_heaps(responses, said))
    _suggest(responses, said, now)
    Response.objects.filter(pk__in=[one.pk for one in responses]).update(counted_at=now)
    return len(responses)


@transaction.atomic
def count_out(*, response: Response) -> None:
    """They go on answering after a long while: counted no more, and suggested of no more."""
    hold_business()
    said = _said([response])
    for heap, counted in _heaps([response], said).items():
        for row in _rows(heap, counted):
            row.n -= counted[_line(row)]
            row.save(update_fields=["n"])
    response.reasons.filter(confirmed_at=None, taken_off_at=None).delete()
    response.counted_at = None
    response.save(update_fields=["counted_at"])


@transaction.atomic
def count_anew(*, responses: QuerySet[Response]) -> int:
    """They are counted once more, among ours: their import, with its counts, goes. How many."""
    hold_business()
    return responses.update(counted_at=None)


def _said(responses: Collection[Response]) -> dict[int, list[SurveyAnswer]]:
    found = defaultdict[int, list[SurveyAnswer]](list)
    for answer in SurveyAnswer.objects.filter(response__in=[one.pk for one in responses]):
        found[answer.response_id].append(answer)
    return found


def _heaps(responses: Collection[Response], said: Mapping[int, list[SurveyAnswer]]) -> Heaps:
    zone, found = current_business().tz, defaultdict[Heap, Counter[Line]](Counter)
    for one in responses:
        asked = one.invitation
        by_letter = asked.how == Invitation.How.EVENT
        counted = Counted(
            started_at=one.started_at,
            finished=one.finished_at is not None,
            asked_at=asked.asked_at if by_letter else None,
            answers=tuple(
                (each.question, each.option, each.number) for each in said.get(one.pk, ())
            ),
        )
        about, batch = asked.about.value, one.import_batch_id
        heap = (one.survey_id, one.version_id, one.member_id, about, batch)
        found[heap].update(lines(counted, zone))
    return found


def _add(heaps: Heaps) -> None:
    new: list[Tally] = []
    old: list[Tally] = []
    for heap, counted in heaps.items():
        here = {_line(row): row for row in _rows(heap, counted)}
        for line, n in counted.items():
            if line in here:
                here[line].n += n
                old.append(here[line])
            else:
                new.append(_tally(heap, line, n))
    Tally.objects.bulk_update(old, ["n"], batch_size=200)
    Tally.objects.bulk_create(new)


def _rows(heap: Heap, counted: Counter[Line]) -> list[Tally]:
    """The tallies that stand already for these lines."""
    survey, version, member, asked, batch = heap
    rows = Tally.objects.filter(survey=survey, month__in={line.month for line in counted})
    rows = rows.filter(version=version, member=member, about=asked, import_batch=batch)
    return [row for row in rows if _line(row) in counted]


def _line(row: Tally) -> Line:
    return Line(row.month, row.question, row.option, row.number)


def _tally(heap: Heap, line: Line, n: int) -> Tally:
    survey, version, member, asked, batch = heap
    return Tally(
        import_batch_id=batch,
        survey_id=survey,
        version_id=version,
        member_id=member,
        about=asked,
        month=line.month,
        question=line.question,
        option=line.option,
        number=line.number,
        n=n,
    )


def _suggest(
    responses: Collection[Response], said: Mapping[int, list[SurveyAnswer]], now: datetime
) -> None:
    """What is there already, confirmed or taken off, stays as it is."""
    Reason.objects.bulk_create(
        [
            Reason(
                response=one,
                question=answer.question,
                what=each.what.value,
                evidence=each.evidence,
                said_at=now,
            )
            for one in responses
            for answer in said.get(one.pk, ())
            for each in suggested(answer.text, one.language)
        ],
        ignore_conflicts=True,
    )
