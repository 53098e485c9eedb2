"""The program's own figures: from its queries, and from the tables of its page."""

from __future__ import annotations

import csv
import html
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.test import Client
from django.utils import timezone

from makegood.domain.engagements.models import Engagement
from makegood.domain.feedback.actions import note_rating
from makegood.domain.feedback.models import Rating
from makegood.domain.insights.queries.kept import kept_by_month, spreads
from makegood.domain.insights.queries.rated import heard, ratings_by_lateness
from makegood.domain.insights.rules.lateness import lateness
from makegood.domain.insights.rules.months import window
from makegood.foundation.journal.actions import open_import, publish_import
from makegood.foundation.journal.events import Actor
from makegood.foundation.tenancy.models import Business
from makegood.foundation.tenancy.scope import enter
from quality.insights.plain import REVIEWS

Figures = dict[str, Any]
Row = dict[str, str]
Page = dict[str, dict[str, list[str]]]

TABLE = re.compile(r'<table class="figures">\s*<caption[^>]*>(.*?)</caption>(.*?)</table>', re.S)
LINE = re.compile(r'<th scope="row">(.*?)</th>(.*?)</tr>', re.S)
CELL = re.compile(r"<td>(.*?)</td>", re.S)


def bring_in_ratings(business: Business, data: Path) -> int:
    """The reviews of the orders as ratings, where the import brought none; how many there are."""
    with enter(business):
        if not Rating.objects.exists():
            with (data / REVIEWS).open(encoding="utf-8", newline="") as file:
                _note_all(list(csv.DictReader(file)), ZoneInfo(business.zone))
        return Rating.objects.count()


@transaction.atomic
def _note_all(rows: list[Row], zone: ZoneInfo) -> None:
    now = timezone.now()
    batch = open_import(source=REVIEWS, by=Actor("import"), at=now)
    by = Actor("import", batch.pk)
    every = Engagement.objects.select_related("customer")
    works = {work.import_key.rpartition(":")[2]: work for work in every}
    for row in rows:
        note_rating(
            engagement=works[row["order_id"]],
            score=int(row["review_score"]),
            out_of=5,
            words=f"{row['review_comment_title']}\n{row['review_comment_message']}",
            said_at=_instant(row["review_answer_timestamp"], zone),
            asked_at=_instant(row["review_creation_date"], zone),
            batch=batch,
            # A review of several orders stands in the file once for each.
            import_key=f"olist:{row['review_id']}:{row['order_id']}",
            by=by,
            at=now,
        )
    publish_import(batch=batch, by=by, at=now)


def _instant(said: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=zone)


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
