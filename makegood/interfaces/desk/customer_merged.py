"""Who else a customer may be, and who turned out to be them: as their page shows it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from makegood.domain.customers.queries.alike import Likeness, duplicates
from makegood.domain.customers.queries.card import Card
from makegood.domain.customers.rules.likeness import Evidence
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.permissions import allows


def merged(request: DeskRequest, known: Card) -> dict[str, Any]:
    """Perhaps the same, each with its evidence; and their other names, each to be undone."""
    merges = allows("merge customers", request.member)
    return {
        "merges": merges,
        "alike": [_alike(request, one) for one in duplicates(known)] if merges else [],
        "aliases": [
            {
                "name": str(one),
                "undo": here(request, "unmerged", customer=one.pk) if merges else "",
            }
            for one in known.aliases
        ],
    }


def _alike(request: DeskRequest, one: Likeness) -> dict[str, Any]:
    sentences = {
        Evidence.EMAIL: _("The same mail address: %(shared)s"),
        Evidence.PHONE: _("The same number: %(shared)s"),
        Evidence.NAME: _("The same name: %(shared)s"),
        Evidence.SWAPPED: _("The same name in another order: %(shared)s"),
        Evidence.SLIP: _("Nearly the same name: %(shared)s"),
    }
    return {
        "key": one.who.pk,
        "name": str(one.who),
        "organisation": one.who.organisation,
        "why": sentences[one.why] % {"shared": one.shared},
        "href": here(request, "customer", customer=one.who.pk),
    }
