"""What of our ideas goes out: what customers said, what became of it, and who knows."""

from __future__ import annotations

from makegood.domain.exchange.queries.noun import BATCH, FOLLOWS, Noun, same
from makegood.domain.ideas.models import Idea, News, Voice

IDEAS = Noun(
    "ideas",
    "idea",
    Idea,
    same("title", "plan", "heard_at", "planned_at", "promise", "done_at", "did")
    | same("not_now_at", "not_now_why"),
    stays={"title_key": FOLLOWS, "import_batch": BATCH},
    parts=(
        Noun(
            "voices",
            "voice",
            Voice,
            same("customer", "words", "said_at", "response", "question", "case")
            | {"survey": "response__survey", "event": "entry__event"}
            | {"happened_at": "entry__happened_at", "subject_kind": "entry__subject_kind"}
            | {"subject": "entry__subject_id"},
            of="idea",
        ),
        Noun(
            "news",
            "word",
            News,
            same("customer", "how", "told_at", "told_by", lost="letter__state"),
            of="idea",
        ),
    ),
)
