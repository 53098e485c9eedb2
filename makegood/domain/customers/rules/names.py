"""How a customer's name is kept, and when two ways of writing it mean the same customer."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

ARTICLES = re.compile(r"^(the|our|der|die|das|den|dem|unser|unsere|unserem|unserer)\s+", re.I)
UNSEEN = {"Cf", "Cc"}  # marks of writing direction, joiners
KEPT_UNSEEN = "\u200c\u200d\u200e\u200f"  # those of them that are part of how names are written
LONGEST_NAME, LONGEST_KEY = 200, 400


@dataclass(frozen=True, kw_only=True)
class Person:
    """A customer as a file tells of them. Without a key, one name is one customer.

    `met_at`: the first time that anything is said of them there; None where it does not say.
    """

    name: str
    key: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    met_at: datetime | None = None

    @property
    def known_as(self) -> str:
        """What tells them apart in an import."""
        return self.key or key_of_name(self.name)


def key_of_name(name: str) -> str:
    """The import key of somebody of whom a file says no more than the name."""
    return f"name:{hashlib.sha256(name_key(name).encode()).hexdigest()}"


def as_written(name: str) -> str:
    """The name as it is kept and shown: single spaces, nothing that cannot be seen or written."""
    seen = (sign if sign.isprintable() or sign in KEPT_UNSEEN else " " for sign in name)
    return " ".join("".join(seen).split())


def name_key(name: str) -> str:
    """The name as it is compared: one Unicode form, no case, no article, single spaces.

    At most 400 characters: one sign may fold into eighteen.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = "".join(sign for sign in folded if unicodedata.category(sign) not in UNSEEN)
    plain = " ".join(seen.split())
    return (ARTICLES.sub("", plain) or plain)[:LONGEST_KEY]
