"""When two ways of writing a name mean the same customer."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = re.compile(r"^(the|our|der|die|das|den|dem|unser|unsere|unserem|unserer)\s+", re.I)
UNSEEN = {"Cf", "Cc"}  # marks of writing direction, joiners
LONGEST_KEY = 400


def name_key(name: str) -> str:
    """The name as it is compared: one Unicode form, no case, no article, single spaces.

    At most 400 characters: one sign may fold into eighteen.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in UNSEEN)
    plain = " ".join(seen.split())
    return (ARTICLES.sub("", plain) or plain)[:LONGEST_KEY]
