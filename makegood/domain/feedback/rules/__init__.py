"""What ratings, questionnaires and the asking of people may be."""

from makegood.domain.feedback.rules.ratings import Said

__all__ = ["Said"]
