"""Open cases as the customer's page shows them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from makegood.domain.promises import letters
from makegood.domain.recovery.actions.listening import Words
from makegood.domain.recovery.models import Hearing
from makegood.domain.recovery.queries.for_customer import Theirs, cases_of
from makegood.domain.recovery.rules.words import LONGEST_WORDS
from makegood.interfaces.portal.door import Visit

FIELDS = ("said", "expected", "wishes", "right_when")


def cases(visit: Visit, ids: Collection[int], now: datetime) -> list[dict[str, Any]]:
    """Each open case: what they said, by when they hear, what we do, and what we ask."""
    return [_case(visit, one, now) for one in cases_of(ids)]


def said_on_page(sent: QueryDict) -> Words:
    """What they wrote into the questions of a case."""
    return Words(**{name: sent.get(name, "") for name in FIELDS})


def _case(visit: Visit, one: Theirs, now: datetime) -> dict[str, Any]:
    ids = {"link": visit.link.pk, "case": one.case.pk}
    due = one.answer.due if one.answer is not None else None
    remedy = one.remedy
    return {
        "key": one.case.pk,
        "about": str(one.case.engagement) if one.case.engagement else "",
        "said": [*one.told, *(part for hearing in one.said for part in _parts(hearing))],
        "hears_by": letters.due_in_full(due, now) if due else "",
        "remedy": remedy.text if remedy else "",
        "remedy_by": letters.due_in_full(remedy.due, now) if remedy and remedy.due else "",
        "questions": _questions(one) if one.asks_words else [],
        "asks_right": one.asks_right,
        "words_href": reverse("case_heard", kwargs=ids),
        "answer_href": reverse("case_right", kwargs=ids),
        "longest": LONGEST_WORDS,
    }


def _parts(hearing: Hearing) -> list[str]:
    return [words for words in (getattr(hearing, name) for name in FIELDS) if words]


def _questions(one: Theirs) -> list[dict[str, str]]:
    asked = {
        "said": _("What went wrong?"),
        "expected": _("What did you expect?"),
        "wishes": _("What would you like to happen?"),
        "right_when": _("What would putting it right look like?"),
    }
    if one.said or one.told:
        del asked["said"]
    return [{"name": name, "words": words} for name, words in asked.items()]
