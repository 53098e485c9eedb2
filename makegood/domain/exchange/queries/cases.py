"""What of our cases goes out: what went wrong, and the way from there, step by step."""

from __future__ import annotations

from makegood.domain.exchange.queries.noun import (
    ANEW,
    BATCH,
    FOLLOWS,
    JOURNALS,
    LETTER,
    Noun,
    same,
)
from makegood.domain.recovery.models import (
    Account,
    Case,
    Cause,
    Ground,
    Hearing,
    Prevention,
    Remedy,
    Step,
    Verification,
)

CAUSES = Noun(
    "causes",
    "cause",
    Cause,
    same("name", "added_at", "retired_at"),
    stays={"name_key": FOLLOWS, "import_batch": BATCH},
)
# A prevention is called by the promise that it is, a remedy by when it was asked for.
CASES = Noun(
    "cases",
    "case",
    Case,
    same("customer", "engagement", "matter", "opened_at", "opened_as", "owner")
    | same("acknowledged_at", "acknowledged_how", "acknowledged_by", "answer")
    | same("closed_at", "closing", "parted_why", "whys")
    | {"cause": "cause__name", "prevention": "prevention__promise"},
    stays={"because_id": JOURNALS, "acknowledgement": LETTER, "import_batch": BATCH},
    parts=(
        Noun(
            "grounds",
            "ground",
            Ground,
            same(
                *("opened_as", "words", "at"),
                event="entry__event",
                happened_at="entry__happened_at",
                subject_kind="entry__subject_kind",
                subject="entry__subject_id",
            ),
            of="case",
        ),
        Noun(
            "steps",
            "step",
            Step,
            same("kind", "promise", "began_at", "ended_at", "done"),
            of="case",
        ),
        Noun(
            "hearings",
            "hearing",
            Hearing,
            same("said", "expected", "wishes", "right_when", "how", "heard_by", "heard_at"),
            of="case",
        ),
        Noun("accounts", "account", Account, same("words", "written_by", "written_at"), of="case"),
        Noun(
            "remedies",
            "remedy",
            Remedy,
            same("kind", "words", "cost_cents", "due_on", "asked_by", "asked_at", "decided_at")
            | same("decided_by", "promise", "told_at", "told_how", "ended_at"),
            {"letter": LETTER},
            "case",
        ),
        Noun(
            "verifications",
            "verification",
            Verification,
            same("asked_at", "asked_by", "answered_at", "is_right", "words", "how", "heard_by")
            | {"remedy": "remedy__asked_at", "lost": "letter__state"},
            {"link": ANEW},
            "case",
        ),
        Noun(
            "preventions",
            "prevention",
            Prevention,
            same("words", "promise", "watch_days", "watched_from", "watched_until")
            | same("came_back_at", "came_back_case", cause="cause__name"),
            of="case",
        ),
    ),
)
