"""What customers said of our work, and what we asked them."""

from makegood.domain.feedback.models.asking import (
    ASKED_HERE,
    STILL_TO_ASK,
    STILL_TO_REMIND,
    About,
    Invitation,
    Stop,
)
from makegood.domain.feedback.models.attachments import Attachment
from makegood.domain.feedback.models.ratings import Rating
from makegood.domain.feedback.models.reading import Reason, Tally
from makegood.domain.feedback.models.responses import Press, Response, SurveyAnswer
from makegood.domain.feedback.models.surveys import PUBLISHED_STAYS, Asking, Survey, Version

__all__ = [
    "ASKED_HERE",
    "PUBLISHED_STAYS",
    "STILL_TO_ASK",
    "STILL_TO_REMIND",
    "About",
    "Asking",
    "Attachment",
    "Invitation",
    "Press",
    "Rating",
    "Reason",
    "Response",
    "Stop",
    "Survey",
    "SurveyAnswer",
    "Tally",
    "Version",
]
