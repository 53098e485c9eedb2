"""A token stands in the address it arrives by, and so in every line that logs an address.

Whoever reads our log shall not be able to open a customer's page, a member's calendar,
or somebody's account.
"""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"(/(?:l|q|s|feed|password/[\w-]+)/)[^\s\"'?#/]+")


class Hidden(logging.Filter):
    """Puts an ellipsis in place of each token in a line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = hidden(said), ()
        return True


def hidden(said: str) -> str:
    """The text with its tokens hidden."""
    return TOKEN.sub(r"\1…", said)
