"""How a customer's name is kept, and when two ways of writing it mean the same customer."""

from __future__ import annotations

import re
import unicodedata

from makegood.kit.one_line import one_line

ARTICLES = re.compile(r"^(the|our|der|die|das|den|dem|unser|unsere|unserem|unserer)\s+", re.I)
UNSEEN = {"Cf", "Cc"}  # marks of writing direction, joiners
LONGEST_NAME, LONGEST_KEY = 200, 400
# Of what somebody sends for a name: to put a million marks in order takes minutes.
LONGEST_READ = 4000


def as_written(name: str) -> str:
    """The name as it is kept and shown: single spaces, nothing that cannot be seen or written."""
    return one_line(name)


def name_key(name: str) -> str:
    """The name as it is compared: one Unicode form, no case, no article, single spaces.

    At most 400 characters: one sign may fold into eighteen.
    """
    read = unicodedata.normalize("NFKC", name[:LONGEST_READ])
    folded = unicodedata.normalize("NFKC", read.casefold())
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in UNSEEN)
    plain = " ".join(seen.split())
    return (ARTICLES.sub("", plain) or plain)[:LONGEST_KEY]
