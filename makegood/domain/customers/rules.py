"""When two ways of writing a name mean the same customer."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = re.compile(r"^(the|our|der|die|das|den|dem|unser|unsere|unserem|unserer)\s+", re.I)


def name_key(name: str) -> str:
    """The name as it is compared: one Unicode form, no case, no article, single spaces."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return ARTICLES.sub("", plain) or plain
