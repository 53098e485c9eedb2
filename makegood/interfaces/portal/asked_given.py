"""What somebody has shown us already, beside the question that they show it to."""

from __future__ import annotations

from typing import Any

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.attachments import kept_of
from makegood.domain.feedback.rules.questionnaire import Kind
from makegood.kit.file_size import file_size

Drawn = dict[str, Any]


def given(invitation: Invitation, questions: list[Drawn]) -> dict[str, Any]:
    """The questions of a page, and whether its form carries files. Nothing is asked of the database
    where it does not.
    """
    carries = any(one["kind"] == Kind.FILE for one in questions)
    there = kept_of(invitation) if carries and invitation.pk is not None else []
    for question in questions:
        if question["kind"] == Kind.FILE:
            question["given"] = [
                {"id": one.pk, "name": one.file.name, "size": file_size(one.file.size)}
                for one in there
                if one.question == question["key"]
            ]
    return {"questions": questions, "carries_files": carries}
