"""What customers said of our work, and what we asked them."""

from makegood.domain.feedback.models.asking import STILL_TO_ASK, STILL_TO_REMIND, Invitation, Stop
from makegood.domain.feedback.models.ratings import Rating
from makegood.domain.feedback.models.responses import Answer, Response
from makegood.domain.feedback.models.surveys import PUBLISHED_STAYS, Asking, Survey, Version

__all__ = [
    "PUBLISHED_STAYS",
    "STILL_TO_ASK",
    "STILL_TO_REMIND",
    "Answer",
    "Asking",
    "Invitation",
    "Rating",
    "Response",
    "Stop",
    "Survey",
    "Version",
]
