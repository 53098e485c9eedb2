"""Where an idea can come from: who said it, and in which words, as they stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from makegood.domain.customers.models import Customer
from makegood.domain.feedback.models import Rating, Response, SurveyAnswer
from makegood.domain.feedback.queries.responses import words_of
from makegood.domain.ideas.models import Voice
from makegood.domain.recovery.models import Case
from makegood.domain.recovery.queries.for_customer import told_in
from makegood.domain.recovery.queries.progress import get as case_of
from makegood.domain.recovery.rules.words import LONGEST_WORDS
from makegood.foundation.journal.importable import Shown
from makegood.foundation.journal.models import Entry
from makegood.foundation.journal.queries import touchpoint

HEARD = ("wishes", "right_when", "said", "expected")


@dataclass(frozen=True, kw_only=True)
class Said:
    """Somebody said something: who (None: nobody we know), in which words, when, and where."""

    customer: Customer | None
    words: str
    said_at: datetime
    response: Response | None = None
    question: str = ""
    case: Case | None = None
    entry: Entry | None = None


def in_answer(response_id: int, question: str) -> Said:
    """An open answer. Voice.DoesNotExist where nobody wrote anything there."""
    rows = SurveyAnswer.objects.filter(response=response_id, question=question).exclude(text="")
    rows = rows.filter(Shown("response__import_batch"))
    answer = rows.select_related("response__customer__merged_into").first()
    if answer is None:
        raise Voice.DoesNotExist
    response: Response = answer.response
    return Said(
        customer=response.customer,
        words=answer.text[:LONGEST_WORDS],
        said_at=response.started_at,
        response=response,
        question=question,
    )


def in_case(case_id: int) -> Said:
    """What they wished for in a case, or else said in it. Voice.DoesNotExist: none of ours."""
    try:
        case = case_of(case_id)
    except Case.DoesNotExist:
        raise Voice.DoesNotExist from None
    heard = list(case.hearings.order_by("id"))
    said = [getattr(one, name) for name in HEARD for one in heard]
    words = next(filter(None, [*said, *told_in(case)]), "")
    return Said(
        customer=case.customer,
        words=words[:LONGEST_WORDS],
        said_at=heard[0].heard_at if heard else case.opened_at,
        case=case,
    )


def in_touchpoint(entry_id: int) -> Said:
    """What they lived through with us. Voice.DoesNotExist where it is none of ours, or nobody's."""
    try:
        entry = touchpoint(entry_id)
    except Entry.DoesNotExist:
        raise Voice.DoesNotExist from None
    customer = Customer.objects.filter(pk=entry.customer_id or 0).first()
    if customer is None:
        raise Voice.DoesNotExist
    words = _words(entry)[:LONGEST_WORDS]
    return Said(customer=customer, words=words, said_at=entry.happened_at, entry=entry)


def _words(entry: Entry) -> str:
    if entry.subject_kind == "response":
        return words_of(entry.subject_id)
    if entry.subject_kind == "rating":
        rated = Rating.objects.filter(pk=entry.subject_id).first()
        return rated.words if rated is not None else ""
    return ""
