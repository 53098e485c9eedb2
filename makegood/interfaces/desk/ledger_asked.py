"""What the ledger is asked for, as a list and as a month; nonsense in it is passed over."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import pgettext

from makegood.domain.customers.models import Customer
from makegood.domain.customers.queries.aliases import ids_of
from makegood.domain.promises.models import Promise
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here
from makegood.kit.whole_number import LARGEST, whole_number


def asked_kind(request: DeskRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in Promise.Kind.values else ""


def asked_number(text: str, most: int = LARGEST) -> int | None:
    """The number that is meant: keys and pages are counted from 1."""
    return whole_number(text, most=most) or None


def asked_customer(key: int | None) -> Customer | None:
    """The customer who was chosen, by whichever of their ids; None where none is ours."""
    found = Customer.objects.filter(pk=key).first() if key is not None else None
    return found and found.head


def ids_asked(key: int | None, whose: Customer | None) -> list[int] | None:
    """By which ids their promises are found: none of them where nobody of ours was meant."""
    if key is None:
        return None
    return ids_of(whose) if whose is not None else []


def views(request: DeskRequest, asked: dict[str, Any], *, current: str) -> list[dict[str, Any]]:
    """The two ways to look at the ledger: kind and customer stay chosen in both."""
    kept = {name: asked[name] for name in ("kind", "customer") if asked[name]}
    narrowed = f"?{urlencode(kept)}" if kept else ""
    ways = {
        "ledger": (pgettext("a way to look", "List"), "notebook"),
        "month": (pgettext("a way to look", "Month"), "calendar"),
    }
    names = {"ledger": "ledger", "month": "ledger_month"}
    return [
        {
            "href": f"{here(request, names[way])}{narrowed}",
            "label": label,
            "icon": icon,
            "current": way == current,
        }
        for way, (label, icon) in ways.items()
    ]
