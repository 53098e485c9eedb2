"""What the house says it does with a text before it is kept, column by column; and what to fill in.

Said anew here and not asked of the program. Anything else is a text kept as nobody typed it.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable

from tests.interfaces.walls.bodies import Body

Normal = Callable[[str], str]
# Joiners and marks of direction are part of how words are written; other unseen signs are not.
STAYS = "\u200c\u200d\u200e\u200f"
BREAKS = ("\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")


def without_ends(text: str) -> str:
    """A field of Django's: no space at its ends."""
    return text.strip()


def without_nul(text: str) -> str:
    return text.replace("\0", "").strip()


def single_spaces(text: str) -> str:
    return " ".join(text.split())


def nul_is_a_space(text: str) -> str:
    return single_spaces(text.replace("\0", " "))


def seen(text: str) -> str:
    """One line of what can be seen. (What a newer Unicode holds counts as seen.)"""
    kept = (
        sign if sign in STAYS or unicodedata.category(sign) not in {"Cc", "Cf", "Zl", "Zp"} else " "
        for sign in text
    )
    line = single_spaces("".join(kept))
    return line if line.strip(f"{STAYS} ") else ""


def tagged(text: str) -> str:
    return seen(text.lstrip("# "))


def seen_in_lines(text: str) -> str:
    for each in BREAKS:
        text = text.replace(each, "\n")
    return "\n".join(map(seen, text.split("\n"))).strip()


def named_as_a_file(text: str) -> str:
    """The last part of a path, its end kept; quoted as browsers do, and read by Django: entities
    are signs, and what cannot be seen goes without a trace.
    """
    quoted = text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    last = html.unescape(quoted).replace("\\", "/").rpartition("/")[2]
    return single_spaces("".join(filter(str.isprintable, last)))[-200:]


DECLARED: dict[str, Normal] = {
    "customers_consent.words": seen,
    "customers_customer.name": seen,
    "customers_customer.organisation": seen,
    "customers_customer.phone": single_spaces,
    "customers_handle.label": lambda text: seen(text)[:60],
    "customers_handle.value": seen,
    "customers_note.text": without_nul,
    "customers_tag.name": tagged,
    "engagements_engagement.name": seen,
    "engagements_engagement.own_date_why": seen,
    # Its name stands in lists, in a letter's subject and in a file's name.
    "feedback_survey.name": seen,
    "files_file.name": named_as_a_file,
    # What a customer wished for, and what we did, are read by people in their lines.
    "ideas_idea.did": seen_in_lines,
    "ideas_idea.not_now_why": seen_in_lines,
    "ideas_idea.plan": seen_in_lines,
    "ideas_idea.title": seen,
    "ideas_voice.words": seen_in_lines,
    "journal_feeling.reason": nul_is_a_space,
    "promises_answer.words": seen_in_lines,
    "promises_move.words": seen_in_lines,
    "promises_notice.depends_what": seen_in_lines,
    "promises_notice.meaning": seen_in_lines,
    "promises_notice.reach": seen_in_lines,
    "promises_notice.why": seen_in_lines,
    "promises_promise.text": seen,
    "promises_update.words": seen_in_lines,
    # What a customer said, or we said of it: their lines stay, and each is one that can be seen.
    "recovery_account.words": seen_in_lines,
    "recovery_case.parted_why": seen_in_lines,
    "recovery_hearing.expected": seen_in_lines,
    "recovery_hearing.right_when": seen_in_lines,
    "recovery_hearing.said": seen_in_lines,
    "recovery_hearing.wishes": seen_in_lines,
    "recovery_verification.words": seen_in_lines,
    # A few words for a list, or the words of a promise: one line.
    "recovery_case.matter": seen,
    "recovery_cause.name": seen,
    "recovery_ground.words": seen,
    "recovery_prevention.words": seen,
    "recovery_remedy.words": seen,
    "tenancy_business.name": single_spaces,
    "tenancy_business.phone": single_spaces,
    "tenancy_user.name": single_spaces,
}


def as_kept(column: str, arrived: str) -> str:
    return DECLARED.get(column, without_ends)(arrived)


# What a form needs beside what its page shows, so that it would be taken.
FILLED: dict[str, Body] = {
    "handles": {"kind": "other", "value": "At the bar"},
    "tags": {"name": "Regular"},
    "moves": {"reason": "supplier", "told": "phone"},
    "replacement": {"told": "phone"},
    "notices": {"reason": "supplier"},
    "engagement_details": {"own_date": "2027-03-01", "own_date_why": "the fair"},
    "upload_mapping": {"mapping": "x = 1"},
    "mail_server_kept": {"password": "a-plum-in-a-tree"},
    "account_signup": {
        "business": "Hill Farm",
        "email": "new@example.com",
        "password1": "a-plum-in-a-tree",
    },
    "account_login": {"login": "alice@example.com", "password": "wrong"},
    "account_reset_password": {"email": "alice@example.com"},
    "notice_answer": {"choice": "fine"},
}
# The short tier's: the pages, and the fields of the forms on them.
SAMPLE_PAGES = frozenset({"customer", "notices", "settings", "account_signup"})
SAMPLE: dict[str, tuple[str, ...]] = {
    "notes": ("text",),
    "customer_details": ("name", "organisation", "email"),
    "tags": ("name",),
    "handles": ("value", "label"),
    "feeling": ("reason",),
    "notices": ("why", "meaning", "when"),
    "settings_business": ("name", "engagement_noun", "zone"),
    "promises": ("what", "who", "when"),
    "account_signup": ("business", "email"),
    "notice_answer": ("words", "choice"),
}
# Buttons beside the one that writes: such a form is sent with it and without.
ONLY_LOOKS = {"notices": "read", "updates": "read"}
PROBES = (
    "Plain Q{n} Word",
    "plain.q{n}@example.com",
    "q{n}.example.com",
    "+44 20 7946 0{n:03}",
    "Q{n} by Friday",
)
