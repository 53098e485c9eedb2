"""Rows as markup, each drawn once for as long as nothing of it changes.

Most of a page's time would go into drawing rows that were drawn a minute ago. What a row shows
follows from the key alone: the promise's columns, its story, its need, the reader, and the quarter
of an hour (the line moves no faster). Only the form's token is each page's own.

What is drawn holds people's words, and a process cannot be told what another erased: so it lives
a quarter of an hour at most: docs/decisions/drawn-rows-live-a-quarter-of-an-hour.md says why.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from operator import itemgetter
from threading import Timer

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from makegood.domain.promises.models import Promise
from makegood.domain.promises.queries.stories import story_of
from makegood.domain.promises.queries.today import has_passed
from makegood.domain.promises.rules.need import Need
from makegood.interfaces.desk.door import DeskRequest
from makegood.interfaces.desk.row import KEEP, TELL, row
from makegood.permissions import allows

MOST = 2000
LIFE = timedelta(minutes=15)
COLUMNS = itemgetter(*(field.attname for field in Promise._meta.concrete_fields))
# Nobody can type it, so nobody's words are taken for it.
TOKEN = secrets.token_hex(16)

_drawn: OrderedDict[Hashable, str] = OrderedDict()


def rows(
    request: DeskRequest, found: Iterable[tuple[Promise, Need | None]], *, now: datetime
) -> list[SafeString]:
    """ui/promise_row.html of each promise with its need; none for what is done."""
    page = _page_key(request, now)
    token = get_token(request)
    return [
        format_html(_draw(request, promise, need, now, page), token=token)
        for promise, need in found
    ]


def forget() -> None:
    """Draw every row anew."""
    _drawn.clear()


def _keep(key: Hashable, text: str) -> None:
    """Keep a row with those drawn meanwhile; all go when the first of them has had its life."""
    if not _drawn:
        ends = Timer(LIFE.total_seconds(), forget)
        ends.daemon = True
        ends.start()
    _drawn[key] = text
    if len(_drawn) > MOST:
        with suppress(KeyError):  # The others went just now.
            _drawn.popitem(last=False)


def _draw(
    request: DeskRequest, promise: Promise, need: Need | None, now: datetime, page: Hashable
) -> str:
    key = (page, need, _key(promise, now))
    known = _drawn.get(key)
    if known is None:
        context = {"row": row(request, promise, now=now, need=need), "csrf_token": TOKEN}
        text = render_to_string("ui/promise_row.html", context)
        known = text.replace("{", "{{").replace("}", "}}").replace(TOKEN, "{token}")
        _keep(key, known)
    return known


def _page_key(request: DeskRequest, now: datetime) -> Hashable:
    """Who reads, where, in which language, and in which quarter of an hour."""
    quarter = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    reader = tuple(allows(act, request.member) for act in (KEEP, TELL))
    where = (get_script_prefix(), request.business.slug, str(now.tzinfo))
    return (*where, reader, get_language(), quarter, now.utcoffset())


def _reached(promise: Promise) -> tuple[bool, bool]:
    """Whether we know an address of theirs, and a phone."""
    who = promise.customer
    return bool(who and who.email), bool(who and who.phone)


def _key(promise: Promise, now: datetime) -> Hashable:
    """All that a row knows of a promise. Its moves follow from their number: none is unsaid."""
    story = story_of(promise)
    return (
        COLUMNS(vars(promise)),
        str(promise.customer),
        _reached(promise),
        story.letter_lost,
        has_passed(promise.late_after, now),
        tuple((told.how, told.told_at) for told in story.tellings),
        tuple((wait.text, has_passed(wait.late_after, now)) for wait in story.waits),
        story.waits_since,
    )
