"""What is written down of what customers say."""

from makegood.domain.feedback.actions.ratings import bring_in, note_rating

__all__ = ["bring_in", "note_rating"]
