"""How the database goes about a question: does it read a table that grows from end to end?"""

from __future__ import annotations

import re

from django.db import connection

from makegood.domain.feedback.models import Attachment, Invitation, Reason, Response, SurveyAnswer

GROWING = (Attachment, Invitation, Reason, Response, SurveyAnswer)
GROWS = {model._meta.db_table for model in GROWING}
# Of no more than the business: all of its rows, or an index of them, one after the other.
WHOLE = re.compile(r"\bSCAN |Seq Scan|\(business_id=\?\)$")


def scans(question: str) -> list[str]:
    """The lines of its plan that read such a table whole."""
    return [line for line in plan(question) if is_scan(line)]


def plan(question: str) -> list[str]:
    words = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(words + question)
        return [str(row[-1]) for row in cursor.fetchall()]


def is_scan(line: str) -> bool:
    """Whether a line of a plan reads one of the tables that grow, from end to end."""
    return bool(WHOLE.search(line)) and any(table in line for table in GROWS)
