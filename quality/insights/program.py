"""The program's own figures: from its queries, and from the tables of its page."""

from __future__ import annotations

import html
import re
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.utils import timezone

from makegood.domain.feedback.models import Rating
from makegood.domain.insights.queries.kept import kept_by_month, spreads
from makegood.domain.insights.queries.rated import heard, ratings_by_lateness
from makegood.domain.insights.rules.lateness import lateness
from makegood.domain.insights.rules.months import window
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter

Figures = dict[str, Any]
Row = dict[str, str]
Page = dict[str, dict[str, list[str]]]

TABLE = re.compile(r'<table class="figures">\s*<caption[^>]*>(.*?)</caption>(.*?)</table>', re.S)
LINE = re.compile(r'<th scope="row">(.*?)</th>(.*?)</tr>', re.S)
CELL = re.compile(r"<td>(.*?)</td>", re.S)


def ratings(business: Business) -> int:
    """How many ratings the import brought."""
    with enter(business):
        return Rating.objects.count()


def asked(business: Business) -> Figures:
    """What the queries and rules of insights say."""
    zone, now = ZoneInfo(business.zone), timezone.now()
    with enter(business):
        (kind,) = spreads(zone=zone, now=now)
        shown = window(kind.oldest, kind.newest, whole=True)
        months = kept_by_month(kind.kind, shown, zone=zone, now=now)
        said = lateness(ratings_by_lateness(zone=zone), out_of=5)
        (scale,) = heard()
    named = {f"{month:%Y-%m}": rate for month, rate in months.items() if rate}
    return {
        "kept by month": {name: rate.kept.kept for name, rate in named.items()},
        "counted by month": {name: rate.kept.of for name, rate in named.items()},
        "late by month": {name: rate.late for name, rate in named.items()},
        "left out by month": {name: rate.withdrawn_left_out for name, rate in named.items()},
        "ratings": scale.n,
        "ratings of nothing delivered": scale.n - said.n,
        "scores on time": dict(said.late[False].given),
        "scores late": dict(said.late[True].given),
    }


def shown(client: Client, business: Business) -> Page:
    """What a member reads: each table by its caption, each row by its words, each cell."""
    answer = client.get(f"/desk/{business.slug}/kept/insights?months=all")
    if answer.status_code != 200:
        raise SystemExit(f"insights answered {answer.status_code}")
    text = answer.content.decode()
    return {
        _words(caption): {
            _words(name): [_words(cell) for cell in CELL.findall(cells)]
            for name, cells in LINE.findall(body)
        }
        for caption, body in TABLE.findall(text)
    }


def _words(markup: str) -> str:
    """The words of some markup; what stands softly beneath comes after a comma."""
    marked = markup.replace("<small>", ", ").replace("</small>", "")
    return re.sub(r"\s+,", ",", " ".join(html.unescape(re.sub(r"<[^>]+>", "", marked)).split()))
