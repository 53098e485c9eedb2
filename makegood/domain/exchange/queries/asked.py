"""What of our surveys goes out: what we ask, whom we asked, and all that was answered."""

from __future__ import annotations

from django.db.models import Q

from makegood.domain.exchange.queries.noun import (
    ANEW,
    BATCH,
    JOURNALS,
    LETTER,
    OWN_WORK,
    Noun,
    same,
)
from makegood.domain.feedback.events import SurveyScored
from makegood.domain.feedback.models import (
    Asking,
    Attachment,
    Invitation,
    Reason,
    Response,
    Stop,
    Survey,
    SurveyAnswer,
    Version,
)
from makegood.foundation.journal.importable import Shown

ABOVE = "stands with the invitation"

SURVEYS = Noun(
    "surveys",
    "survey",
    Survey,
    same("name", "ready", "made_at", "retired_at"),
    stays={"import_batch": BATCH},
    parts=(
        Noun(
            "versions",
            "version",
            Version,
            same("number", "content", "written_at", "published_at", "published_by"),
            of="survey",
        ),
        Noun(
            "askings",
            "asking",
            Asking,
            same("on", "days_after", "begun_at", "begun_by", "ended_at"),
            of="survey",
        ),
    ),
)
RESPONSES = Noun(
    "responses",
    "response",
    Response,
    same("language", "started_at", "finished_at", "overall", "overall_of", "nps", "effort"),
    stays=dict.fromkeys(("survey", "version", "customer", "engagement", "member"), ABOVE)
    | {"counted_at": OWN_WORK, "import_batch": BATCH},
    of="invitation",
    happened={"scored_at": SurveyScored.name},
    parts=(
        Noun(
            "survey_answers",
            "survey_answer",
            SurveyAnswer,
            same("question", "option", "number", "text", "day"),
            of="response",
        ),
        Noun(
            "attachments",
            "attachment",
            Attachment,
            same("question", "kind", "given_at", name="file__name", size="file__size")
            | {"sha256": "file__sha256", "deleted_at": "file__forgotten_at"},
            {"invitation": ABOVE, "file": "its bytes are beside, named by their SHA-256"},
            of="response",
        ),
        Noun(
            "reasons",
            "reason",
            Reason,
            same("question", "what", "evidence", "said_at", "confirmed_at", "confirmed_by")
            | same("taken_off_at", "taken_off_by"),
            of="response",
        ),
    ),
)
# Not hung on the survey: one that thousands were asked would be a single line.
INVITATIONS = Noun(
    "invitations",
    "invitation",
    Invitation,
    same("survey", "customer", "engagement", "member", "how", "made_at", "ask_at", "asked_at")
    | same("reminded_at", "dropped_at", "dropped", version="version__number", on="asking__on")
    | {"on_since": "asking__begun_at"},
    stays={"because_id": JOURNALS, "link": ANEW, "letter": LETTER, "reminder": LETTER}
    | {"import_batch": BATCH},
    parts=(RESPONSES,),
)
STOPS = Noun(
    "stops",
    "stop",
    Stop,
    same("customer", "stopped_at", "taken_back_at"),
    only=Q(Shown("customer__import_batch")),
)
