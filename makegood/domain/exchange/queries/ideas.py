"""What of our ideas goes out: what customers said, what became of it, and who knows."""

from __future__ import annotations

from makegood.domain.exchange.queries.noun import FOLLOWS, LETTER, Noun, same
from makegood.domain.ideas.models import Idea, News, Voice

IDEAS = Noun(
    "ideas",
    "idea",
    Idea,
    same("title", "plan", "heard_at", "planned_at", "promise", "done_at", "did")
    | same("not_now_at", "not_now_why"),
    stays={"title_key": FOLLOWS},
    parts=(
        # An answer is called by its survey, its question and when they began to answer.
        Noun(
            "voices",
            "voice",
            Voice,
            same("customer", "words", "said_at", "question", "case", survey="response__survey")
            | {"event": "entry__event", "happened_at": "entry__happened_at"},
            of="idea",
        ),
        Noun(
            "news",
            "word",
            News,
            same("customer", "how", "told_at", "told_by"),
            {"letter": LETTER},
            "idea",
        ),
    ),
)
