"""How our word is kept: figures with their n, period and interval, or why there are none."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rates import KindRates, rates
from makegood.domain.promises.rules.rates import Rate
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import page
from makegood.interfaces.desk.today import local_now


@desk("see the rates")
def show(request: DeskRequest) -> HttpResponse:
    found = rates(now=local_now(request))
    context = {"kinds": [_kind(each) for each in found]}
    return page(request, "interfaces/desk/rates.html", context)


def _kind(found: KindRates) -> dict[str, Any]:
    """A kind with its two figures, where there is anything to count yet."""
    kept = _figure(
        _("Kept by the first date"), found.kept, _("%(n)s of %(of)s kept"), _left_out(found)
    )
    told = _figure(
        _("Of the rest, told before the date"),
        found.told,
        _("%(n)s of %(of)s told"),
        _unknown(found),
    )
    counted = [kept] if found.kept.of else []
    if found.told.of or found.telling_not_recorded:
        counted.append(told)
    return {
        "name": Promise.Kind(found.kind).label,
        "id": f"kind-{found.kind}",
        "rates": counted,
        "facts": _facts(found),
    }


def _figure(label: str, rate: Rate, counted: str, note: str) -> dict[str, Any]:
    """The context of ui/rate.html."""
    bounds, share = rate.interval, rate.share
    if bounds is None or share is None:
        words = _("Nothing to count yet")
        return {"label": label, "words": words, "period": _("since the beginning"), "note": note}
    low, high = (round(100 * bound) for bound in bounds)
    return {
        "label": label,
        "words": counted % {"n": rate.kept, "of": rate.of},
        "period": _("since the beginning"),
        "interval": _("95%% interval %(low)s%% to %(high)s%%") % {"low": low, "high": high},
        "share": round(100 * share),
        "low": low,
        "high": high,
        "note": note,
    }


def _left_out(found: KindRates) -> str:
    n = found.withdrawn_left_out
    said = ngettext("%(n)s withdrawn, left out", "%(n)s withdrawn, left out", n) % {"n": n}
    return said if n else ""


def _unknown(found: KindRates) -> str:
    n = found.telling_not_recorded
    said = ngettext("%(n)s not recorded, left out", "%(n)s not recorded, left out", n) % {"n": n}
    return said if n else ""


def _facts(found: KindRates) -> list[str]:
    counted = (
        (_("%(n)s kept late"), found.late),
        (_("%(n)s open past their date"), found.overdue),
        (_("%(n)s given up"), found.given_up),
        (_("%(n)s not due yet"), found.not_due),
    )
    return [said % {"n": n} for said, n in counted if n]
