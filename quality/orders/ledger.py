"""The program's own count: from its ledger, its rates, and its pages."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.test import Client
from django.utils import timezone

from makegood.domain.customers.models import Customer
from makegood.domain.engagements.models import Engagement
from makegood.domain.promises.models import OPEN, Promise, Telling
from makegood.domain.promises.queries.rates import rates
from makegood.foundation.jobs.models import Job
from makegood.foundation.journal.importable import bringing_in
from makegood.foundation.journal.models import Delivery, Entry, ImportBatch
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

Figures = dict[str, Any]


def counted(business: Business) -> Figures:
    """What the ledger's rows say."""
    with enter(business):
        every = Promise.objects.all()
        kept = every.filter(kept_at__lte=F("late_after_first"))
        late = every.filter(kept_at__gt=F("late_after_first"))
        delivered = every.filter(kept_at__isnull=False)
        return {
            "orders": every.count(),
            "kept": kept.count(),
            "kept late": late.count(),
            "withdrawn": every.filter(
                withdrawn_at__isnull=False, withdrawn_asked_by=Promise.AskedBy.NOT_RECORDED
            ).count(),
            "not yet": every.filter(OPEN).count(),
            "told, recorded": every.filter(tellings_recorded=True).count(),
            "tellings": Telling.objects.count(),
            "people": Customer.objects.count(),
            "engagements": Engagement.objects.count(),
            "reactions": Delivery.objects.count() + Job.objects.count(),
            "imports published": ImportBatch.objects.exclude(published_at=None).count(),
            "imports cut short": ImportBatch.objects.filter(published_at=None).count(),
            "kept by month": months(kept.values_list("due_first_to", flat=True)),
            "late by month": months(late.values_list("due_first_to", flat=True)),
            "open by month": months(every.filter(OPEN).values_list("due_first_to", flat=True)),
            "made by month": local(business, every.values_list("made_at", flat=True)),
            "delivered by month": local(business, delivered.values_list("kept_at", flat=True)),
        }


def arrived(business: Business) -> int:
    """How many orders are written down, those among them that nobody sees yet."""
    with enter(business):
        batch = ImportBatch.objects.filter(published_at=None).first()
        with bringing_in(batch) if batch else nullcontext():
            return Promise.objects.count()


def journalled(business: Business) -> int:
    """Entries by an import: what a second run must not add to."""
    with enter(business):
        return Entry.objects.filter(by="import").count()


def rated(business: Business) -> Figures:
    """What the rates of the page “kept” are, for deliveries."""
    with enter(business):
        found = rates(now=timezone.now())
    if len(found) != 1:
        return {"kinds with rates": len(found)}
    one = found[0]
    return {
        "kinds with rates": 1,
        "rate: kept": one.kept.kept,
        "rate: of": one.kept.of,
        "rate: late": one.late,
        "rate: overdue": one.overdue,
        "rate: given up": one.given_up,
        "rate: withdrawn, left out": one.withdrawn_left_out,
        "rate: telling not recorded": one.telling_not_recorded,
        "rate: telling known": one.told.of,
        "rate: not due": one.not_due,
    }


def shown(client: Client, business: Business) -> Figures:
    """What a member reads on the pages."""
    today = _page(client, business, "today")
    overdue = _page(client, business, "ledger?which=imported-overdue")
    kept = _page(client, business, "kept")
    return {
        "page today: imported overdue": _number(r"(\d+) imported promises are open past", today),
        "page today: rows of orders": len(re.findall(r'id="promise-\d+"', today)),
        "page ledger: rows": len(re.findall(r'id="promise-\d+"', overdue)),
        "page ledger: rows that claim a telling": overdue.count("They know"),
        "page kept: kept": _number(r"(\d+) of \d+ kept", kept),
        "page kept: of": _number(r"\d+ of (\d+) kept", kept),
        "page kept: left out": _number(r"(\d+) withdrawn, left out", kept),
        "page kept: not recorded": _number(r"(\d+) not recorded, left out", kept),
        "page kept: shares of told": len(re.findall(r"\d+ of \d+ told", kept)),
    }


def months(days: Iterable[date | None]) -> Counter[str]:
    return Counter(f"{day:%Y-%m}" for day in days if day)


def local(business: Business, instants: Iterable[datetime | None]) -> Counter[str]:
    zone = ZoneInfo(business.zone)
    return Counter(f"{at.astimezone(zone):%Y-%m}" for at in instants if at)


def _page(client: Client, business: Business, name: str) -> str:
    answer = client.get(f"/desk/{business.slug}/{name}")
    if answer.status_code != 200:
        raise SystemExit(f"{name} answered {answer.status_code}")
    return html.unescape(answer.content.decode())


def _number(pattern: str, page: str) -> int:
    found = re.search(pattern, page)
    return int(found.group(1)) if found else -1
