"""Dates in words: "by Friday", "end of next week", "in 10 working days", "tomorrow 3pm".

`read` finds the day, range of days or instant at which something is due; `read_all` all of them;
`unreadable` what looks like a date but is none. What is not there is not found.
"""

from makegood.kit.dates_in_words.reading import read, read_all, unreadable
from makegood.kit.dates_in_words.when import When

__all__ = ["When", "read", "read_all", "unreadable"]
