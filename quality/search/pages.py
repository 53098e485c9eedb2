"""What is pressed: searches of every breadth, months, and customers: all of them and each kind."""

from __future__ import annotations

import random
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from quality.search.town import FIRST, HOUSES, LAST, TAGS, THINGS, WORKS

EACH = 40


def pages(slug: str, kinds: dict[str, list[int]], chance: random.Random) -> dict[str, list[str]]:
    """By name, addresses that are asked for by turns."""
    searches = {name: [_search(slug, typed) for typed in said] for name, said in _typed(chance)}
    months = [f"{chance.randint(2024, 2026)}-{chance.randint(1, 12):02}" for _ in range(EACH)]
    month = reverse("ledger_month", args=[slug])
    everybody = reverse("customers", args=[slug])
    asked = ["", "order=newest", *(f"page={n}" for n in range(2, 6))]
    asked += [urlencode({"tag": tag.casefold()}) for tag in TAGS]
    asked += [urlencode({"search": name}) for name in LAST]
    return {
        **searches,
        "month": [f"{month}?month={said}" for said in months],
        "customers": [f"{everybody}?{said}" for said in asked],
        **{
            kind: [reverse("customer", args=[slug, key]) for key in customers]
            for kind, customers in kinds.items()
        },
    }


def _typed(chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    """As somebody types: one letter, a name of thousands, two words, a number, nothing at all."""
    letters = "abcdefghijklmnoprstuw"
    things = [one.split()[0] for one in THINGS]
    known = [f"{chance.choice(LAST)} {chance.randint(1, 9999)}" for _ in range(EACH)]
    yield "one letter", [chance.choice(letters) for _ in range(EACH)]
    yield "a name", [chance.choice(FIRST + LAST) for _ in range(EACH)]
    yield (
        "two common words",
        [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(EACH)],
    )
    yield "who and what", [f"{who} {chance.choice(things)}" for who in known]
    yield "words apart", [f"{chance.choice(HOUSES)} {chance.choice(WORKS)}" for _ in range(EACH)]
    yield "a telephone number", [f"020 {chance.randint(1, 99_999):08}" for _ in range(EACH)]
    yield "an e-mail", [f"{chance.choice(FIRST)}.{chance.randint(1, 9999)}@ex" for _ in range(EACH)]
    yield "nothing", [f"zzz{n}" for n in range(EACH)]


def _search(slug: str, typed: str) -> str:
    return f"{reverse('search', args=[slug])}?{urlencode({'q': typed})}"
