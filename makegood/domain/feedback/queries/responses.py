"""Reading what was answered."""

from __future__ import annotations

from makegood.domain.feedback.models import Response, SurveyAnswer
from makegood.domain.feedback.rules.answers import Value


def answers_of(response: Response) -> dict[str, Value]:
    """What was answered so far, by the question's key."""
    found: dict[str, Value] = {}
    for one in response.answers.order_by("id"):
        before = found.get(one.question)
        options = (*(before.options if before else ()), one.option) if one.option else ()
        found[one.question] = Value(one.number, options, one.text, one.day)
    return found


def words_of(response_id: int) -> str:
    """All that they wrote in an answer, each text a paragraph; "" where they wrote nothing."""
    written = SurveyAnswer.objects.filter(response=response_id).exclude(text="").order_by("id")
    return "\n\n".join(written.values_list("text", flat=True))
