"""What somebody has shown us already, beside the question that they show it to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from makegood.domain.feedback.models import Invitation
from makegood.domain.feedback.queries.attachments import kept_of
from makegood.domain.feedback.rules.questionnaire import Kind
from makegood.kit.file_size import file_size

Drawn = dict[str, Any]
# Behind the key of a question, in the form: its files that are to go.
AWAY = ".away"


def given(
    invitation: Invitation, questions: list[Drawn], said: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The questions of a page, and whether its form carries files. Nothing is asked of the database
    where it does not. `said`: what a browser sent, and so what they mean to take away.
    """
    carries = any(one["kind"] == Kind.FILE for one in questions)
    there = kept_of(invitation) if carries and invitation.pk is not None else []
    for question in questions:
        if question["kind"] == Kind.FILE:
            away = said.get(f"{question['key']}{AWAY}", ())
            question["given"] = [
                {
                    "id": one.pk,
                    "name": one.file.name,
                    "size": file_size(one.file.size),
                    "away": f"{one.pk}" in away,
                }
                for one in there
                if one.question == question["key"]
            ]
    return {"questions": questions, "carries_files": carries}
