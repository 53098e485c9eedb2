"""Reading what customers said."""

from makegood.domain.feedback.queries.ratings import MOST, of_work, several

__all__ = ["MOST", "of_work", "several"]
