"""How our word is kept: figures with their n, period and interval, or why there are none."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.rates import KeptRate, KindRates, rates
from makegood.domain.promises.rules.rates import Rate
from makegood.interfaces.desk.door import DeskRequest, desk
from makegood.interfaces.desk.page import here, page
from makegood.interfaces.desk.when import local_now
from makegood.permissions import allows


@desk("see the rates")
def show(request: DeskRequest) -> HttpResponse:
    found = rates(now=local_now(request))
    kinds = [_kind(each) for each in found]
    context = {
        "kinds": [kind for kind in kinds if kind["rates"]],
        "uncounted": [kind for kind in kinds if not kind["rates"]],
        "insights_href": here(request, "insights"),
        "surveys_href": here(request, "surveys")
        if allows("see the surveys", request.member)
        else "",
    }
    return page(request, "interfaces/desk/rates.html", context)


def _kind(found: KindRates) -> dict[str, Any]:
    """A kind with its two figures, where there is anything to count yet."""
    kept = _figure(
        _("Kept by the first date"), found.kept, _("%(n)s of %(of)s kept"), left_out(found)
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
        "facts": facts(found),
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


def left_out(found: KeptRate) -> str:
    """How many do not count; nothing where all do."""
    n = found.withdrawn_left_out
    said = ngettext("%(n)s withdrawn, left out", "%(n)s withdrawn, left out", n) % {"n": n}
    return said if n else ""


def _unknown(found: KindRates) -> str:
    n = found.telling_not_recorded
    said = ngettext("%(n)s not recorded, left out", "%(n)s not recorded, left out", n) % {"n": n}
    return said if n else ""


def facts(found: KeptRate) -> list[str]:
    """Why the rest was not kept, and what is still ahead."""
    counted = (
        (_kept_late, found.late),
        (_open_late, found.overdue),
        (_given_up, found.given_up),
        (_withdrawn_late, found.withdrawn_late),
        (_not_due, found.not_due),
    )
    return [say(n) % {"n": n} for say, n in counted if n]


def _kept_late(n: int) -> str:
    return ngettext("%(n)s kept late", "%(n)s kept late", n)


def _open_late(n: int) -> str:
    return ngettext("%(n)s open past its date", "%(n)s open past their date", n)


def _given_up(n: int) -> str:
    return ngettext("%(n)s given up", "%(n)s given up", n)


def _withdrawn_late(n: int) -> str:
    return ngettext("%(n)s withdrawn after its date", "%(n)s withdrawn after their date", n)


def _not_due(n: int) -> str:
    return ngettext("%(n)s not due yet", "%(n)s not due yet", n)
