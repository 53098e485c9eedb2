"""H11: do words that somebody typed ever add a header, or a recipient?

Everything that reaches a header of a letter: the business's name, the customer's, the subject,
both addresses, the words of the letter. An address may be refused; nothing may slip through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.foundation.mail.nasty import NASTY, sealed, wrong_with

AT_ONCE = 1000  # Hypothesis remembers all that it tried: more at once grows slow.
TO, REPLY_TO = "anna@example.com", "alice@example.com"


def measure(*, n: int, seed: int, plant: Callable[[], None] | None) -> tuple[str, bool, int]:
    """How many letters had more than they should; whether none; of how many."""
    if plant:
        plant()
    found: Counter[str] = Counter()
    for number in range(0, n, AT_ONCE):
        tried(found, min(AT_ONCE, n - number), seed + number)
    figure = f"{found['wrong']} with an extra header or recipient, {found['refused']} refused"
    return figure, not found["wrong"] and found["sealed"] > 0, found["examples"]


def tried(found: Counter[str], examples: int, seed: int) -> None:
    """Three letters for each example: one to strange names, two to strange addresses besides."""

    @hypothesis.seed(seed)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(name=NASTY, to_name=NASTY, subject=NASTY, text=NASTY, to=NASTY, reply_to=NASTY)
    def each(name: str, to_name: str, subject: str, text: str, to: str, reply_to: str) -> None:
        words = {"name": name, "to_name": to_name, "subject": subject, "text": text}
        found["examples"] += 1
        judge(found, words, TO, REPLY_TO)
        judge(found, words, f"anna{to}@example.com", REPLY_TO)
        judge(found, words, TO, f"alice{reply_to}@example.com")

    each()


def judge(found: Counter[str], words: dict[str, str], to: str, reply_to: str) -> None:
    """Count what became of one letter: refused, sealed, or sealed wrongly (then it is printed)."""
    try:
        one = sealed(**words, html=f"<p>{words['text']}</p>", to_address=to, reply_to=reply_to)
    except ValueError:
        # Only an address is ever refused: words must go out, or a name would stop its letters.
        found["wrong" if (to, reply_to) == (TO, REPLY_TO) else "refused"] += 1
        return
    found["sealed"] += 1
    if wrong := wrong_with(one, to=to, reply_to=reply_to):
        found["wrong"] += 1
        if found["wrong"] <= 3:
            print(f"{words} to {to!r}, {reply_to!r}: {wrong}", flush=True)
