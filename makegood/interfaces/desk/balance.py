"""Good against bad in the last twelve months, said plainly.

Stands on a customer's page and on How it is going, and nowhere where a remedy is chosen: what is
right for somebody does not hang on how it stands between us.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from makegood.domain.insights.queries.balance import balance
from makegood.domain.insights.rules.balance import Balance, Moments
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.page import here

A_YEAR = timedelta(days=365)


def said(
    request: DeskRequest, now: datetime, customers: Collection[int] | None = None
) -> dict[str, Any] | None:
    """The context of balance.html; None where nothing happened."""
    found = balance(since=now - A_YEAR, now=now, customers=customers)
    if found.is_empty:
        return None
    return {
        "line": _line(found),
        "made_up": _made_up(found),
        "suggested": _suggested(found.suggested),
        "whose": _whose(found.weight),
        "playbook_href": f"{here(request, 'playbook')}#weight",
    }


def _line(found: Balance) -> str:
    """What happened, part by part, without any sum."""
    parts = _moments(found.confirmed)
    if found.kept is not None and found.kept.of:
        kept = {"kept": found.kept.kept, "of": found.kept.of}
        parts.append(_("%(kept)s of %(of)s promises kept by the first date") % kept)
    if found.cases:
        n = found.cases
        parts.append(ngettext("%(n)s case", "%(n)s cases", n) % {"n": n})
        parts.append(_("%(n)s put right") % {"n": found.put_right})
    return " · ".join(parts)


def _moments(moments: Moments) -> list[str]:
    if not moments.n:
        return []
    good, bad, neither = moments.good, moments.bad, moments.neither
    said = [
        ngettext("%(n)s good moment", "%(n)s good moments", good) % {"n": good},
        ngettext("%(n)s bad", "%(n)s bad", bad) % {"n": bad},
    ]
    if neither:
        said.append(ngettext("%(n)s neither", "%(n)s neither", neither) % {"n": neither})
    return said


def _made_up(found: Balance) -> str:
    """Whether the good makes up for the bad, and by what reckoning."""
    bad, weight = found.confirmed.bad, found.weight
    if not bad:
        return ""
    said = {"weight": weight, "n": found.missing}
    if not found.missing:
        return _("Counting %(weight)s good ones for a bad one, there are enough.") % said
    return (
        ngettext(
            "Counting %(weight)s good ones for a bad one, %(n)s more is missing.",
            "Counting %(weight)s good ones for a bad one, %(n)s more are missing.",
            found.missing,
        )
        % said
    )


def _suggested(moments: Moments) -> str:
    if not moments.n:
        return ""
    return _("Only suggested, and not counted: %(moments)s.") % {
        "moments": ", ".join(_moments(moments))
    }


def _whose(weight: int) -> str:
    if weight != 12:
        return _("%(n)s for one is how you see it.") % {"n": weight}
    return _(
        "“Twelve good experiences make up for one bad” is a saying of Ruby Newell-Legner "
        "(Understanding Customers); we know of no study behind it."
    )
